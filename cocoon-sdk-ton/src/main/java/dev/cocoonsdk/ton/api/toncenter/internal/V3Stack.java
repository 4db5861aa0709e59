package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stacks of version 3: objects such as {@code {"type":"num","value":"0x1"}}. */
final class V3Stack {

    private static final int MAX_ITEMS = 255;
    private static final int MAX_DEPTH = 16;

    private V3Stack() {}

    static JsonValue arguments(List<StackValue> arguments) {
        return JsonValue.array(arguments.stream().map(V3Stack::argument).toList());
    }

    private static JsonValue argument(StackValue value) {
        if (value instanceof StackValue.Int number) {
            return JsonValue.object("type", "num", "value", Numbers.hex(number.value()));
        } else if (value instanceof StackValue.OfCell cell) {
            return JsonValue.object("type", "cell", "value", V2Stack.base64(cell.cell()));
        } else if (value instanceof StackValue.OfSlice slice) {
            return JsonValue.object("type", "slice", "value", V2Stack.base64(slice.rest()));
        }
        throw V2Stack.unsupported(value);
    }

    static List<StackValue> results(Fields result) {
        List<StackValue> values = new ArrayList<>();
        for (JsonValue item : result.array("stack")) {
            StackValue value = item instanceof JsonObject entry ? read(entry, 1) : null;
            if (value == null || values.size() >= MAX_ITEMS) {
                throw result.wrong("stack[" + values.size() + "]", "an object with a known type and its value");
            }
            values.add(value);
        }
        return values;
    }

    /** Null if it is unusable. */
    private static @Nullable StackValue read(JsonObject entry, int depth) {
        String type = entry.string("type");
        JsonValue value = entry.get("value");
        return switch (type == null ? "" : type) {
            case "num", "int" -> number(value);
            case "cell" -> cell(value, false);
            case "slice" -> cell(value, true);
            case "tuple", "list" -> items(value, type, depth);
            case "null" -> StackValue.Null.INSTANCE;
            default -> null;
        };
    }

    private static @Nullable StackValue number(@Nullable JsonValue value) {
        String text = value instanceof JsonString string
                ? string.value()
                : value instanceof JsonNumber plain ? plain.text() : "";
        try {
            return new StackValue.Int(Numbers.parse(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable StackValue cell(@Nullable JsonValue value, boolean slice) {
        if (!(value instanceof JsonString base64)) {
            return null;
        }
        try {
            Cell cell = BagOfCells.parseSingle(Base64.getDecoder().decode(base64.value()));
            return slice ? new StackValue.OfSlice(cell) : new StackValue.OfCell(cell);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static @Nullable StackValue items(@Nullable JsonValue value, @Nullable String type, int depth) {
        if (!(value instanceof JsonArray array) || depth > MAX_DEPTH) {
            return null;
        }
        List<StackValue> items = new ArrayList<>();
        for (JsonValue item : array.items()) {
            StackValue read = item instanceof JsonObject entry ? read(entry, depth + 1) : null;
            if (read == null || items.size() >= MAX_ITEMS) {
                return null;
            }
            items.add(read);
        }
        return items.isEmpty() && "list".equals(type) ? StackValue.Null.INSTANCE : new StackValue.Tuple(items);
    }
}
