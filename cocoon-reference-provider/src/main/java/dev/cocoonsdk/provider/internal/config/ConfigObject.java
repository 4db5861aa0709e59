package dev.cocoonsdk.provider.internal.config;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.provider.ProviderConfigException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a configuration file, read by the rules of {@code docs/protocol/wire.md} 4: what is missing is 0, empty or false;
 * integers may be strings of digits; flags may be 0, 1, "0", "1", "true" and "false". Remembers which members were asked for.
 */
public final class ConfigObject {

    private final String path;
    private final JsonObject json;
    private final Set<String> known = new LinkedHashSet<>(Set.of("@type"));

    /**
     * An object.
     *
     * @param path its full name, empty for the file itself
     */
    public ConfigObject(String path, JsonObject json) {
        this.path = path;
        this.json = json;
    }

    /** Full names of the members that nobody asked for. */
    public List<String> unknown() {
        List<String> names = new ArrayList<>();
        for (String name : json.members().keySet()) {
            if (!known.contains(name)) {
                names.add(fullName(name));
            }
        }
        return names;
    }

    private @Nullable JsonValue get(String name) {
        known.add(name);
        JsonValue value = json.get(name);
        return value instanceof JsonNull ? null : value;
    }

    /** Whether the member is there. */
    public boolean has(String name) {
        return get(name) != null;
    }

    /** A text, or {@code missing}. */
    public String text(String name, String missing) {
        JsonValue value = get(name);
        if (value == null) {
            return missing;
        } else if (value instanceof JsonString text) {
            return text.value();
        }
        throw wrong(name, "a string");
    }

    /** An integer within a range, or {@code missing}. */
    public int integer(String name, int missing, int least, int most) {
        JsonValue value = get(name);
        Long number = value instanceof JsonNumber direct
                ? direct.toLong()
                : value instanceof JsonString text && text.value().matches("-?[0-9]{1,18}")
                        ? (Long) Long.parseLong(text.value())
                        : null;
        if (value == null) {
            return missing;
        }
        if (number == null || number < least || number > most) {
            throw wrong(name, "an integer from " + least + " to " + most);
        }
        return number.intValue();
    }

    /** A flag, false if missing. */
    public boolean flag(String name) {
        JsonValue value = get(name);
        if (value == null) {
            return false;
        }
        String text = value instanceof JsonBoolean flag
                ? flag.toString()
                : value instanceof JsonNumber number ? number.text() : value instanceof JsonString s ? s.value() : "";
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(name, "true, false, 0 or 1");
        };
    }

    /** Texts of an array, or null if missing. */
    public @Nullable Set<String> texts(String name) {
        JsonValue value = get(name);
        if (value == null) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        if (!(value instanceof JsonValue.JsonArray array)) {
            throw wrong(name, "an array of strings");
        }
        for (JsonValue item : array.items()) {
            if (!(item instanceof JsonString text)) {
                throw wrong(name, "an array of strings");
            }
            texts.add(text.value());
        }
        return texts;
    }

    /** An object; an empty one if missing. */
    public ConfigObject object(String name) {
        JsonValue value = get(name);
        if (value == null) {
            return new ConfigObject(fullName(name), JsonValue.object());
        } else if (value instanceof JsonObject object) {
            return new ConfigObject(fullName(name), object);
        }
        throw wrong(name, "an object");
    }

    /** The objects of an array; none if missing. */
    public List<ConfigObject> objects(String name) {
        List<ConfigObject> objects = new ArrayList<>();
        if (!has(name)) {
            return objects;
        }
        for (JsonValue item : json.array(name)) {
            if (!(item instanceof JsonObject object)) {
                throw wrong(name, "an array of objects");
            }
            objects.add(new ConfigObject(fullName(name) + "[" + objects.size() + "]", object));
        }
        return objects;
    }

    /** The complaint about a member; does not repeat its value, which may be a secret. */
    public ProviderConfigException wrong(String name, String expected) {
        return new ProviderConfigException(
                fullName(name) + ": " + (has(name) ? "unusable" : "missing") + " (expected: " + expected + ")");
    }

    private String fullName(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
