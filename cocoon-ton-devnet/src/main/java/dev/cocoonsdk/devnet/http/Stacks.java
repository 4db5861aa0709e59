package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stacks of get-methods in the two spellings of TonCenter: pairs in version 2, objects with {@code type} and {@code value} in 3. */
final class Stacks {

    private static final int MAX_ARGUMENTS = 255;
    private static final int MAX_DIGITS = 80;

    private Stacks() {}

    /** Arguments of version 2, such as {@code [["num","0x1"],["tvm.Slice","te6…"]]}; none if absent. */
    static List<StackValue> readPairs(@Nullable JsonValue stack) {
        List<StackValue> arguments = new ArrayList<>();
        for (JsonValue item : items(stack)) {
            if (!(item instanceof JsonArray pair)
                    || pair.items().size() != 2
                    || !(pair.items().get(0) instanceof JsonString type)) {
                throw ApiException.invalid("stack: (expected: pairs of type and value)");
            }
            arguments.add(read(type.value(), pair.items().get(1)));
        }
        return arguments;
    }

    /** Arguments of version 3; none if absent. */
    static List<StackValue> readObjects(@Nullable JsonValue stack) {
        List<StackValue> arguments = new ArrayList<>();
        for (JsonValue item : items(stack)) {
            JsonObject entry = item instanceof JsonObject object ? object : JsonValue.object();
            String type = entry.string("type");
            JsonValue value = entry.get("value");
            if (type == null || (value == null && !type.equals("null"))) {
                throw ApiException.invalid("stack: (expected: objects with type and value)");
            }
            arguments.add(read(type, value == null ? JsonValue.of("") : value));
        }
        return arguments;
    }

    private static List<JsonValue> items(@Nullable JsonValue stack) {
        if (stack == null) {
            return List.of();
        } else if (stack instanceof JsonArray array && array.items().size() <= MAX_ARGUMENTS) {
            return array.items();
        }
        throw ApiException.invalid("stack: (expected: an array of at most " + MAX_ARGUMENTS + " items)");
    }

    private static StackValue read(String type, JsonValue value) {
        return switch (type) {
            case "num", "int" -> new StackValue.Int(number(value));
            case "cell", "tvm.Cell" -> new StackValue.OfCell(cell(value));
            case "slice", "tvm.Slice" -> new StackValue.OfSlice(cell(value));
            case "null" -> StackValue.Null.INSTANCE;
            default -> throw ApiException.invalid("stack: type (expected: num, cell, slice or null)");
        };
    }

    private static Cell cell(JsonValue value) {
        JsonValue bytes = value instanceof JsonObject object ? object.get("bytes") : value;
        if (bytes instanceof JsonString text) {
            return Query.parseBoc("stack", text.value());
        }
        throw ApiException.invalid("stack: (expected: a bag of cells in base64)");
    }

    private static BigInteger number(JsonValue value) {
        String text = value instanceof JsonString string
                ? string.value()
                : value instanceof JsonNumber number ? number.text() : "";
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
        try {
            if (digits.length() <= MAX_DIGITS) {
                BigInteger number = hex ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
                if (number.signum() >= 0 && number.bitLength() <= 256) {
                    return negative ? number.negate() : number;
                }
            }
        } catch (NumberFormatException e) {
            throw ApiException.invalid("stack: number (expected: decimal, or hexadecimal with 0x)");
        }
        throw ApiException.invalid("stack: number (expected: at most 257 bits)");
    }

    /** A result in version 2. */
    static JsonValue pairs(List<StackValue> stack) {
        return JsonValue.array(stack.stream().map(Stacks::pair).toList());
    }

    private static JsonValue pair(StackValue value) {
        if (value instanceof StackValue.Int number) {
            return pair("num", JsonValue.of(hex(number.value())));
        } else if (value instanceof StackValue.OfCell cell) {
            return pair("cell", JsonValue.object("bytes", base64(cell.cell())));
        } else if (value instanceof StackValue.OfSlice slice) {
            return pair("slice", JsonValue.object("bytes", base64(slice.rest())));
        } else if (value instanceof StackValue.Tuple tuple) {
            return pair("tuple", elements("tvm.tuple", tuple));
        }
        return pair("null", JsonValue.JsonNull.INSTANCE);
    }

    private static JsonValue pair(String type, JsonValue value) {
        return JsonValue.array(List.of(JsonValue.of(type), value));
    }

    private static JsonObject elements(String type, StackValue.Tuple tuple) {
        return JsonValue.object(
                "@type",
                type,
                "elements",
                JsonValue.array(tuple.items().stream().map(Stacks::entry).toList()));
    }

    private static JsonObject entry(StackValue value) {
        if (value instanceof StackValue.Int number) {
            return JsonValue.object(
                    "@type",
                    "tvm.stackEntryNumber",
                    "number",
                    JsonValue.object(
                            "@type",
                            "tvm.numberDecimal",
                            "number",
                            number.value().toString()));
        } else if (value instanceof StackValue.OfCell cell) {
            return JsonValue.object(
                    "@type",
                    "tvm.stackEntryCell",
                    "cell",
                    JsonValue.object("@type", "tvm.cell", "bytes", base64(cell.cell())));
        } else if (value instanceof StackValue.OfSlice slice) {
            return JsonValue.object(
                    "@type",
                    "tvm.stackEntrySlice",
                    "slice",
                    JsonValue.object("@type", "tvm.slice", "bytes", base64(slice.rest())));
        } else if (value instanceof StackValue.Tuple tuple) {
            return JsonValue.object("@type", "tvm.stackEntryTuple", "tuple", elements("tvm.tuple", tuple));
        }
        return JsonValue.object(
                "@type",
                "tvm.stackEntryList",
                "list",
                JsonValue.object("@type", "tvm.list", "elements", JsonValue.array(List.of())));
    }

    /** A result in version 3. */
    static JsonValue objects(List<StackValue> stack) {
        return JsonValue.array(stack.stream().map(Stacks::object).toList());
    }

    private static JsonObject object(StackValue value) {
        if (value instanceof StackValue.Int number) {
            return JsonValue.object("type", "num", "value", hex(number.value()));
        } else if (value instanceof StackValue.OfCell cell) {
            return JsonValue.object("type", "cell", "value", base64(cell.cell()));
        } else if (value instanceof StackValue.OfSlice slice) {
            return JsonValue.object("type", "slice", "value", base64(slice.rest()));
        } else if (value instanceof StackValue.Tuple tuple) {
            return JsonValue.object("type", "tuple", "value", objects(tuple.items()));
        }
        return JsonValue.object("type", "null", "value", JsonValue.JsonNull.INSTANCE);
    }

    private static String hex(BigInteger number) {
        return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
    }

    /** A cell and all below it as a bag of cells in base64. */
    static String base64(@Nullable Cell cell) {
        return cell == null ? "" : Base64.getEncoder().encodeToString(BagOfCells.serialize(cell));
    }
}
