package dev.cocoonsdk.broker.internal.config;

import dev.cocoonsdk.broker.ConfigException;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object by the rules that the C++ runners use for their files ({@code docs/protocol/wire.md} 4): a missing
 * member has the default, a flag may be {@code true}, {@code 1} or {@code "1"}, a number may be a string, 32 bytes are base64.
 *
 * <p>Remembers which members were asked for, so that {@link #unknown()} can name the others. Not thread-safe.
 */
public final class TlJsonObject {

    private final String path;
    private final JsonObject json;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param path how messages call the object, for example {@code "reference_broker."}, or empty for the root
     * @param json the object
     */
    public TlJsonObject(String path, JsonObject json) {
        this.path = path;
        this.json = json;
    }

    private @Nullable JsonValue member(String name) {
        known.add(name);
        JsonValue value = json.get(name);
        return value == JsonValue.JsonNull.INSTANCE ? null : value;
    }

    /**
     * A flag; missing is false.
     *
     * @throws ConfigException if the member is anything else
     */
    public boolean flag(String name) {
        return flag(name, false);
    }

    /**
     * A flag.
     *
     * @throws ConfigException if the member is anything else
     */
    public boolean flag(String name, boolean missing) {
        JsonValue value = member(name);
        if (value == null) {
            return missing;
        } else if (value instanceof JsonBoolean flag) {
            return flag.value();
        }
        String text = value instanceof JsonString string ? string.value() : value.toString();
        return switch (text) {
            case "1", "true" -> true;
            case "0", "false", "" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    /**
     * An integer.
     *
     * @throws ConfigException if the member is no integer from {@code min} to {@code max}
     */
    public long integer(String name, long missing, long min, long max) {
        JsonValue value = member(name);
        if (value == null) {
            return missing;
        }
        JsonNumber number = value instanceof JsonString text
                ? new JsonNumber(text.value().strip())
                : value instanceof JsonNumber n ? n : new JsonNumber("");
        Long result = number.toLong();
        if (result == null || result < min || result > max) {
            throw wrong(name, "an integer from " + min + " to " + max);
        }
        return result;
    }

    /**
     * A text.
     *
     * @throws ConfigException if the member is no string
     */
    public String text(String name, String missing) {
        JsonValue value = member(name);
        if (value == null) {
            return missing;
        } else if (value instanceof JsonString text) {
            return text.value();
        }
        throw wrong(name, "a string");
    }

    /**
     * 32 bytes in base64; null if missing or empty.
     *
     * @throws ConfigException if the member is anything else
     */
    public byte @Nullable [] bytes32(String name) {
        String text = text(name, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == Hash256.LENGTH) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(name, "32 bytes in base64", e);
        }
        throw wrong(name, "32 bytes in base64");
    }

    /** A nested object; an empty one if missing. */
    public TlJsonObject object(String name) {
        JsonValue value = member(name);
        if (value == null) {
            return new TlJsonObject(path + name + ".", JsonValue.object());
        } else if (value instanceof JsonObject object) {
            return new TlJsonObject(path + name + ".", object);
        }
        throw wrong(name, "an object");
    }

    /**
     * A list of objects; empty if missing.
     *
     * @throws ConfigException if the member is anything else
     */
    public List<TlJsonObject> objects(String name) {
        JsonValue value = member(name);
        if (value == null) {
            return List.of();
        }
        List<TlJsonObject> result = new ArrayList<>();
        if (value instanceof JsonValue.JsonArray array) {
            for (JsonValue item : array.items()) {
                if (item instanceof JsonObject object) {
                    result.add(new TlJsonObject(path + name + "[" + result.size() + "].", object));
                }
            }
            if (result.size() == array.items().size()) {
                return result;
            }
        }
        throw wrong(name, "an array of objects");
    }

    /** Whether the member is there. */
    public boolean has(String name) {
        return member(name) != null;
    }

    /** Full names of the members that nobody asked for. */
    public List<String> unknown() {
        return json.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> path + name)
                .toList();
    }

    /** An error about one member; its value is not shown, since it may be a secret. */
    public ConfigException wrong(String name, String expected) {
        return new ConfigException(path + name + ": unusable value (expected: " + expected + ")");
    }

    /** As {@link #wrong(String, String)}, with what led to it. */
    public ConfigException wrong(String name, String expected, Throwable cause) {
        return new ConfigException(path + name + ": unusable value (expected: " + expected + ")", cause);
    }
}
