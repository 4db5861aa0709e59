package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.crypto.TcbStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of one object of collateral; whatever is absent or of another type is refused by its path. */
final class JsonFields {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Place place;
    private final String path;
    private final JsonObject object;

    private JsonFields(Place place, String path, JsonObject object) {
        this.place = place;
        this.path = path;
        this.object = object;
    }

    static JsonFields parse(Place place, String name, Bytes json) throws Refusal {
        try {
            if (JsonValue.parse(json.toByteArray()) instanceof JsonObject object) {
                return new JsonFields(place, name, object);
            }
        } catch (JsonFormatException e) {
            throw place.malformed(name, "a JSON object", "other bytes");
        }
        throw place.malformed(name, "a JSON object", "another value");
    }

    String text(String name) throws Refusal {
        return need(name, "a text", object.string(name));
    }

    int integer(String name, int max) throws Refusal {
        Long value = object.integer(name);
        if (value == null || value < 0 || value > max) {
            throw wrong(name, "0 to " + max);
        }
        return value.intValue();
    }

    Bytes hex(String name, int length) throws Refusal {
        try {
            byte[] value = HexFormat.of().parseHex(text(name));
            if (value.length == length) {
                return Bytes.wrap(value);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(name, length + " bytes in hexadecimal digits");
        }
        throw wrong(name, length + " bytes in hexadecimal digits");
    }

    Instant time(String name) throws Refusal {
        try {
            Instant time = Instant.parse(text(name));
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(LAST)) {
                return time;
            }
            throw wrong(name, "a time from 1970 to 9999");
        } catch (DateTimeParseException e) {
            throw wrong(name, "an ISO 8601 time in UTC");
        }
    }

    TcbStatus status(String name) throws Refusal {
        try {
            return TcbStatus.of(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "one of Intel's statuses");
        }
    }

    JsonFields object(String name) throws Refusal {
        return new JsonFields(place, path + "." + name, need(name, "an object", object.object(name)));
    }

    boolean has(String name) {
        return object.get(name) != null;
    }

    /** The objects of an array; none if the member is absent. */
    List<JsonFields> objects(String name, int max) throws Refusal {
        List<JsonFields> found = new ArrayList<>();
        for (JsonValue item : items(name, max)) {
            String at = path + "." + name + "[" + found.size() + "]";
            if (!(item instanceof JsonObject value)) {
                throw place.malformed(at, "an object", "another value");
            }
            found.add(new JsonFields(place, at, value));
        }
        return found;
    }

    /** The texts of an array; none if the member is absent. */
    List<String> texts(String name, int max) throws Refusal {
        List<String> found = new ArrayList<>();
        for (JsonValue item : items(name, max)) {
            if (!(item instanceof JsonString text)) {
                throw wrong(name, "texts");
            }
            found.add(text.value());
        }
        return found;
    }

    private List<JsonValue> items(String name, int max) throws Refusal {
        JsonValue value = object.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array) || array.items().size() > max) {
            throw wrong(name, "an array of at most " + max);
        }
        return array.items();
    }

    private <T> T need(String name, String kind, @Nullable T value) throws Refusal {
        if (value == null) {
            throw wrong(name, kind);
        }
        return value;
    }

    private Refusal wrong(String name, String expected) {
        return place.malformed(path + "." + name, expected, has(name) ? "another value" : "none");
    }
}
