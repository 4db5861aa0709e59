package dev.cocoonsdk.core.internal.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Moves trees through Moshi's streaming reader and writer. */
public final class JsonTree {

    private JsonTree() {}

    /** Reads the next value. */
    public static JsonValue read(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNext()) {
                    items.add(read(reader));
                }
                reader.endArray();
                yield new JsonArray(items);
            }
            case BEGIN_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    members.put(reader.nextName(), read(reader));
                }
                reader.endObject();
                yield new JsonObject(members);
            }
            case STRING -> new JsonString(reader.nextString());
            case NUMBER -> new JsonNumber(reader.nextString());
            case BOOLEAN -> new JsonBoolean(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw new JsonDataException("unexpected token");
        };
    }

    /** Writes a value, with sorted member names if asked. */
    public static void write(JsonWriter writer, JsonValue value, boolean sorted) throws IOException {
        if (value instanceof JsonObject object) {
            writer.beginObject();
            for (Map.Entry<String, JsonValue> member :
                    (sorted ? new TreeMap<>(object.members()) : object.members()).entrySet()) {
                writer.name(member.getKey());
                write(writer, member.getValue(), sorted);
            }
            writer.endObject();
        } else if (value instanceof JsonArray array) {
            writer.beginArray();
            for (JsonValue item : array.items()) {
                write(writer, item, sorted);
            }
            writer.endArray();
        } else if (value instanceof JsonString text) {
            writer.value(text.value());
        } else if (value instanceof JsonNumber number) {
            writer.value(new RawNumber(number.text()));
        } else if (value instanceof JsonBoolean flag) {
            writer.value(flag.value());
        } else {
            writer.nullValue();
        }
    }

    /** Makes Moshi write the digits as they are. */
    private static final class RawNumber extends Number {
        private static final long serialVersionUID = 1L;

        private final String text;

        RawNumber(String text) {
            this.text = text;
        }

        @Override
        public int intValue() {
            return (int) longValue();
        }

        @Override
        public long longValue() {
            return (long) doubleValue();
        }

        @Override
        public float floatValue() {
            return (float) doubleValue();
        }

        @Override
        public double doubleValue() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
