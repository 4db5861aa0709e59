package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a gateway's answer. Whatever is not as expected is a {@link TonApiException} with the field's name. */
final class Fields {

    private static final int LONGEST_NUMBER = 20;

    private final JsonObject json;
    private final String path;

    Fields(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    TonApiException wrong(String name, String expected) {
        return wrong(name, expected, null);
    }

    private TonApiException wrong(String name, String expected, @Nullable Throwable cause) {
        return new TonApiException(
                Reason.MALFORMED, path + "." + name + ": unusable (expected: " + expected + ")", true, cause);
    }

    boolean has(String name) {
        JsonValue value = json.get(name);
        return value != null && value != JsonNull.INSTANCE;
    }

    Fields object(String name) {
        JsonObject object = json.object(name);
        if (object == null) {
            throw wrong(name, "an object");
        }
        return new Fields(object, path + "." + name);
    }

    List<JsonValue> array(String name) {
        if (!(json.get(name) instanceof JsonArray array)) {
            throw wrong(name, "an array");
        }
        return array.items();
    }

    List<Fields> objects(String name, int most) {
        List<Fields> objects = new ArrayList<>();
        for (JsonValue item : array(name)) {
            if (!(item instanceof JsonObject object) || objects.size() >= most) {
                throw wrong(name + "[" + objects.size() + "]", "an object, at most " + most);
            }
            objects.add(new Fields(object, path + "." + name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    String text(String name) {
        String text = json.string(name);
        if (text == null) {
            throw wrong(name, "text");
        }
        return text;
    }

    boolean flag(String name) {
        if (!(json.get(name) instanceof JsonBoolean flag)) {
            throw wrong(name, "true or false");
        }
        return flag.value();
    }

    /** A number as such or as decimal text. */
    private String digits(String name) {
        JsonValue value = json.get(name);
        String text = value instanceof JsonString string
                ? string.value()
                : value instanceof JsonNumber number ? number.text() : "";
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            throw wrong(name, "a whole number");
        }
        return text;
    }

    long integer(String name, long least, long most) {
        try {
            long value = Long.parseLong(digits(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, least + " to " + most, e);
        }
        throw wrong(name, least + " to " + most);
    }

    /** An unsigned 64-bit number. */
    long unsigned(String name) {
        try {
            return Long.parseUnsignedLong(digits(name));
        } catch (NumberFormatException e) {
            throw wrong(name, "0 to 2^64-1", e);
        }
    }

    NanoTon coins(String name) {
        return NanoTon.of(integer(name, 0, Long.MAX_VALUE));
    }

    /** 64 hexadecimal digits or base64 of either alphabet. */
    Hash256 hash(String name) {
        String text = text(name);
        try {
            return text.length() == 2 * Hash256.LENGTH
                    ? Hash256.ofHex(text)
                    : Hash256.ofBase64(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "a hash", e);
        }
    }

    TonAddress address(String name) {
        try {
            return TonAddress.parse(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "an address", e);
        }
    }

    Cell cell(String name) {
        try {
            return parse(text(name));
        } catch (IllegalArgumentException | CellException e) {
            throw wrong(name, "a bag of cells in base64", e);
        }
    }

    /** The cell; null if there is none, which gateways write as nothing, null or an empty text. */
    @Nullable
    Cell optionalCell(String name) {
        return !has(name) || "".equals(json.string(name)) ? null : cell(name);
    }

    private static Cell parse(String base64) {
        return BagOfCells.parseSingle(Base64.getDecoder().decode(base64));
    }
}
