package dev.cocoonsdk.core.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.cocoonsdk.core.internal.json.JsonTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value (RFC 8259). Immutable and thread-safe. Numbers keep the text they were read with, so that passing a value on
 * changes no digit.
 *
 * <p>Reading is total: any input gives a value or a {@link JsonFormatException}; nesting is limited to 250 levels. Of duplicate
 * member names the last one wins, as in the C++ peers ({@code docs/protocol/wire.md} 9.1).
 */
public sealed interface JsonValue {

    /** Deepest nesting that is read or written. */
    int MAX_DEPTH = 250;

    /** {@code null}. */
    enum JsonNull implements JsonValue {
        /** The only value. */
        INSTANCE;

        @Override
        public String toString() {
            return "null";
        }
    }

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number.
     *
     * @param text the number as it stands in JSON
     */
    record JsonNumber(String text) implements JsonValue {
        /**
         * The value as an exact integer, or null if it has a fraction or leaves 64 bits; {@code 1.0} and {@code 1e3} are
         * integers.
         */
        public @Nullable Long toLong() {
            if (text.length() > 40) {
                return null;
            }
            try {
                BigDecimal number = new BigDecimal(text);
                return Math.abs((long) number.scale()) > 40 ? null : (Long) number.longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                return null;
            }
        }

        /** The nearest binary64 number. */
        public double toDouble() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A string. */
    record JsonString(String value) implements JsonValue {
        /** Says the length only: values may be prompts. */
        @Override
        public String toString() {
            return "JsonString[" + value.length() + " characters]";
        }
    }

    /** An array. */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        /** Copies the list. */
        public JsonArray {
            items = List.copyOf(items);
        }

        /** Says the size only: values may be prompts. */
        @Override
        public String toString() {
            return "JsonArray[" + items.size() + " items]";
        }
    }

    /** An object; members keep their order. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        /** Copies the map. */
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member, or null if absent. */
        public @Nullable JsonValue get(String name) {
            return members.get(name);
        }

        /** The member's text if it is a string, else null. */
        public @Nullable String string(String name) {
            return members.get(name) instanceof JsonString text ? text.value() : null;
        }

        /** The member's value if it is an integer that fits into 64 bits, else null. */
        public @Nullable Long integer(String name) {
            return members.get(name) instanceof JsonNumber number ? number.toLong() : null;
        }

        /** The member if it is an object, else null. */
        public @Nullable JsonObject object(String name) {
            return members.get(name) instanceof JsonObject object ? object : null;
        }

        /** The member's items if it is an array, else an empty list. */
        public List<JsonValue> array(String name) {
            return members.get(name) instanceof JsonArray array ? array.items() : List.of();
        }

        /** A copy with one member set. */
        public JsonObject with(String name, JsonValue value) {
            Map<String, JsonValue> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new JsonObject(copy);
        }

        /** A copy without one member. */
        public JsonObject without(String name) {
            Map<String, JsonValue> copy = new LinkedHashMap<>(members);
            copy.remove(name);
            return new JsonObject(copy);
        }

        /** Names the members only: values may be prompts. */
        @Override
        public String toString() {
            return "JsonObject" + members.keySet();
        }
    }

    /** A string value. */
    static JsonString of(String value) {
        return new JsonString(value);
    }

    /** An integer. */
    static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /**
     * A finite binary64 number.
     *
     * @throws IllegalArgumentException if not finite
     */
    static JsonNumber of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("number: " + value + " (expected: finite)");
        }
        return new JsonNumber(Double.toString(value));
    }

    /** A boolean. */
    static JsonBoolean of(boolean value) {
        return new JsonBoolean(value);
    }

    /** An array. */
    static JsonArray array(List<? extends JsonValue> items) {
        return new JsonArray(new ArrayList<>(items));
    }

    /**
     * An object from alternating names ({@link String}) and values ({@link JsonValue}, {@link String}, {@link Long}, {@link
     * Integer}, {@link Double} or {@link Boolean}).
     *
     * @throws IllegalArgumentException if an argument is none of these
     */
    static JsonObject object(Object... namesAndValues) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            members.put((String) namesAndValues[i], wrap(value));
        }
        return new JsonObject(members);
    }

    private static JsonValue wrap(Object value) {
        if (value instanceof JsonValue json) {
            return json;
        } else if (value instanceof String text) {
            return of(text);
        } else if (value instanceof Boolean flag) {
            return of(flag.booleanValue());
        } else if (value instanceof Integer || value instanceof Long) {
            return of(((Number) value).longValue());
        } else if (value instanceof Double number) {
            return of(number.doubleValue());
        }
        throw new IllegalArgumentException("value: " + value.getClass().getName() + " (expected: a JSON value)");
    }

    /**
     * Reads exactly one value from UTF-8 bytes.
     *
     * @throws JsonFormatException if the bytes are anything else; the message holds no content
     */
    static JsonValue parse(byte[] utf8) {
        return parse(new Buffer().write(utf8));
    }

    /**
     * Reads exactly one value.
     *
     * @throws JsonFormatException if the text is anything else; the message holds no content
     */
    static JsonValue parse(String text) {
        return parse(new Buffer().writeUtf8(text));
    }

    private static JsonValue parse(Buffer source) {
        long length = source.size();
        JsonReader reader = JsonReader.of(source);
        try {
            JsonValue value = JsonTree.read(reader);
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new JsonFormatException("JSON: more bytes after the value (expected: one value)");
            }
            return value;
        } catch (EOFException e) {
            throw new JsonFormatException("JSON: ends too early after " + length + " bytes");
        } catch (JsonEncodingException e) {
            throw new JsonFormatException("JSON: malformed at path " + safePath(reader));
        } catch (JsonDataException e) {
            throw new JsonFormatException("JSON: nested deeper than " + MAX_DEPTH + " levels");
        } catch (IOException e) {
            throw new JsonFormatException("JSON: malformed");
        }
    }

    private static String safePath(JsonReader reader) {
        String path = reader.getPath();
        return path.length() <= 80 ? path : path.substring(0, 80) + "…";
    }

    /** This value as compact JSON text. */
    default String toJson() {
        return write(this, false).readUtf8();
    }

    /** This value as compact UTF-8 JSON. */
    default byte[] toJsonBytes() {
        return write(this, false).readByteArray();
    }

    /** This value as compact UTF-8 JSON with sorted member names, the form of {@code docs/protocol/wire.md} 9.1. */
    default byte[] toSortedJsonBytes() {
        return write(this, true).readByteArray();
    }

    private static Buffer write(JsonValue value, boolean sorted) {
        Buffer buffer = new Buffer();
        JsonWriter writer = JsonWriter.of(buffer);
        writer.setSerializeNulls(true);
        try {
            JsonTree.write(writer, value, sorted);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer;
    }
}
