package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stacks of version 2: pairs such as {@code ["num","0x1"]} outside, objects of the TON library within tuples. */
final class V2Stack {

    private static final int MAX_ITEMS = 255;
    private static final int MAX_DEPTH = 16;

    private V2Stack() {}

    static JsonValue arguments(List<StackValue> arguments) {
        return JsonValue.array(arguments.stream().map(V2Stack::argument).toList());
    }

    private static JsonValue argument(StackValue value) {
        if (value instanceof StackValue.Int number) {
            return pair("num", Numbers.hex(number.value()));
        } else if (value instanceof StackValue.OfCell cell) {
            return pair("tvm.Cell", base64(cell.cell()));
        } else if (value instanceof StackValue.OfSlice slice) {
            return pair("tvm.Slice", base64(slice.rest()));
        }
        throw unsupported(value);
    }

    static TonApiException unsupported(StackValue value) {
        return new TonApiException(
                Reason.UNSUPPORTED,
                "argument " + value.getClass().getSimpleName() + " (expected: a number, cell or slice)",
                false,
                null);
    }

    private static JsonValue pair(String type, String value) {
        return JsonValue.array(List.of(JsonValue.of(type), JsonValue.of(value)));
    }

    static String base64(Cell cell) {
        return Base64.getEncoder().encodeToString(BagOfCells.serialize(cell));
    }

    static List<StackValue> results(Fields result) {
        List<StackValue> values = new ArrayList<>();
        for (JsonValue item : result.array("stack")) {
            StackValue value = item instanceof JsonArray pair
                            && pair.items().size() == 2
                            && pair.items().get(0) instanceof JsonString type
                    ? outer(type.value(), pair.items().get(1))
                    : null;
            if (value == null || values.size() >= MAX_ITEMS) {
                throw result.wrong("stack[" + values.size() + "]", "a pair of a known type and its value");
            }
            values.add(value);
        }
        return values;
    }

    /** Null if it is unusable. */
    private static @Nullable StackValue outer(String type, JsonValue value) {
        return switch (type) {
            case "num" -> number(value);
            case "cell", "slice" -> value instanceof JsonObject object ? cell(object, type.equals("slice")) : null;
            case "tuple", "list" -> value instanceof JsonObject object ? elements(object, 1) : null;
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

    private static @Nullable StackValue cell(@Nullable JsonObject object, boolean slice) {
        String bytes = object == null ? null : object.string("bytes");
        if (bytes == null) {
            return null;
        }
        try {
            Cell cell = BagOfCells.parseSingle(Base64.getDecoder().decode(bytes));
            return slice ? new StackValue.OfSlice(cell) : new StackValue.OfCell(cell);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** An empty list is how the TON library writes nothing. */
    private static @Nullable StackValue elements(@Nullable JsonObject tuple, int depth) {
        if (tuple == null || depth > MAX_DEPTH || !(tuple.get("elements") instanceof JsonArray array)) {
            return null;
        }
        List<StackValue> items = new ArrayList<>();
        for (JsonValue item : array.items()) {
            StackValue value = item instanceof JsonObject object ? inner(object, depth) : null;
            if (value == null || items.size() >= MAX_ITEMS) {
                return null;
            }
            items.add(value);
        }
        return items.isEmpty() && "tvm.list".equals(tuple.string("@type"))
                ? StackValue.Null.INSTANCE
                : new StackValue.Tuple(items);
    }

    private static @Nullable StackValue inner(JsonObject entry, int depth) {
        String type = entry.string("@type");
        return switch (type == null ? "" : type) {
            case "tvm.stackEntryNumber" -> {
                JsonObject number = entry.object("number");
                yield number == null ? null : number(number.get("number"));
            }
            case "tvm.stackEntryCell" -> cell(entry.object("cell"), false);
            case "tvm.stackEntrySlice" -> cell(entry.object("slice"), true);
            case "tvm.stackEntryTuple" -> elements(entry.object("tuple"), depth + 1);
            case "tvm.stackEntryList" -> elements(entry.object("list"), depth + 1);
            case "tvm.stackEntryNull" -> StackValue.Null.INSTANCE;
            default -> null;
        };
    }
}
