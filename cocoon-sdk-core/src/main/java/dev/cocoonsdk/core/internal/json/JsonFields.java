package dev.cocoonsdk.core.internal.json;

import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small steps of reading members whose type a server may get wrong or leave null. */
public final class JsonFields {

    private JsonFields() {}

    /** The next value if it is a string, else null; the value is consumed in any case. */
    public static @Nullable String stringOrNull(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.STRING) {
            return reader.nextString();
        }
        reader.skipValue();
        return null;
    }

    /** The next value if it is a non-negative integer of 64 bits, else 0; the value is consumed in any case. */
    public static long countOrZero(JsonReader reader) throws IOException {
        if (reader.peek() != JsonReader.Token.NUMBER) {
            reader.skipValue();
            return 0;
        }
        Long value = new JsonNumber(reader.nextString()).toLong();
        return value == null || value < 0 ? 0 : value;
    }

    /** Enters an object; false, with the value consumed, if the next value is none. */
    public static boolean beginObject(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
            reader.beginObject();
            return true;
        }
        reader.skipValue();
        return false;
    }

    /** Enters an array; false, with the value consumed, if the next value is none. */
    public static boolean beginArray(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.BEGIN_ARRAY) {
            reader.beginArray();
            return true;
        }
        reader.skipValue();
        return false;
    }

    /**
     * Reads a member that has no type of its own into the collected ones. Over the pieces of a stream, objects grow together, arrays
     * are joined, of anything else the last value that is not null holds.
     */
    public static void collect(JsonReader reader, Map<String, JsonValue> into) throws IOException {
        String name = reader.nextName();
        JsonValue value = JsonTree.read(reader);
        into.merge(name, value, JsonFields::merge);
    }

    /** The rule of {@link #collect} for two values. */
    public static JsonValue merge(JsonValue old, JsonValue next) {
        if (next == JsonNull.INSTANCE) {
            return old;
        }
        if (old instanceof JsonObject a && next instanceof JsonObject b) {
            Map<String, JsonValue> both = new LinkedHashMap<>(a.members());
            b.members().forEach((name, value) -> both.merge(name, value, JsonFields::merge));
            return new JsonObject(both);
        }
        if (old instanceof JsonArray a && next instanceof JsonArray b) {
            List<JsonValue> both = new ArrayList<>(a.items());
            both.addAll(b.items());
            return new JsonArray(both);
        }
        return next;
    }
}
