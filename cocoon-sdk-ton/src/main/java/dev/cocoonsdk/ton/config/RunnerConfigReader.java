package dev.cocoonsdk.ton.config;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a runner's file by the rules of the C++ runners ({@code docs/protocol/wire.md} 4): a missing or null member has
 * its default, a flag may be {@code true}, {@code 1} or {@code "1"}, an integer may be a string of digits, 256 bits are base64.
 * What nobody asked for has no effect, as there, but {@link #unknown()} names it. Not thread-safe.
 *
 * <pre>{@code
 * RunnerConfigReader file = RunnerConfigReader.of(RunnerConfigReader.parseFile(path));
 * int port = (int) file.integer("http_port", 0, 0, 65_535);
 * String listen = file.object("reference_broker").text("listen", "127.0.0.1");
 * file.unknown().forEach(name -> log.warn("{} has no effect", name));
 * }</pre>
 */
public final class RunnerConfigReader {

    private static final String HIDDEN = "hidden";
    private static final int LONGEST_SHOWN = 80;

    private final String path;
    private final JsonObject json;
    private final Set<String> known = new HashSet<>(Set.of("@type"));
    private final Set<String> hidden = new HashSet<>();
    private final Map<String, List<RunnerConfigReader>> nested = new HashMap<>();

    private RunnerConfigReader(String path, JsonObject json) {
        this.path = path;
        this.json = json;
    }

    /** Reads the object that a file holds. */
    public static RunnerConfigReader of(JsonObject file) {
        return new RunnerConfigReader("", file);
    }

    /**
     * The object that a file holds, not looked into.
     *
     * @throws ConfigException if the file cannot be read or holds no JSON object; names the file
     */
    public static JsonObject parseFile(Path file) {
        try {
            if (JsonValue.parse(Files.readAllBytes(file)) instanceof JsonObject object) {
                return object;
            }
        } catch (IOException e) {
            throw new ConfigException(file.toString(), "cannot be read", "a readable JSON file", e);
        } catch (JsonFormatException e) {
            throw new ConfigException(file.toString(), e.getMessage(), "a runner's configuration in JSON", e);
        }
        throw new ConfigException(file.toString(), "no JSON object", "a runner's configuration");
    }

    /** No message about these members will show their values. */
    public RunnerConfigReader hide(String... names) {
        hidden.addAll(List.of(names));
        return this;
    }

    /** Whether the member is there and not null. */
    public boolean has(String name) {
        return member(name) != null;
    }

    private @Nullable JsonValue member(String name) {
        known.add(name);
        JsonValue value = json.get(name);
        return value instanceof JsonNull ? null : value;
    }

    /**
     * A flag; false if missing.
     *
     * @throws ConfigException if it is anything else
     */
    public boolean flag(String name) {
        JsonValue value = member(name);
        if (value == null) {
            return false;
        } else if (value instanceof JsonBoolean flag) {
            return flag.value();
        }
        return switch (value instanceof JsonString text ? text.value() : value.toString()) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw wrong(name, "true, false, 0 or 1");
        };
    }

    /**
     * An integer, or {@code missing}.
     *
     * @throws ConfigException if it is none from {@code least} to {@code most}
     */
    public long integer(String name, long missing, long least, long most) {
        JsonValue value = member(name);
        if (value == null) {
            return missing;
        }
        Long number = null;
        if (value instanceof JsonNumber direct) {
            number = direct.toLong();
        } else if (value instanceof JsonString text && text.value().matches("-?[0-9]{1,19}")) {
            number = new JsonNumber(text.value()).toLong();
        }
        if (number == null || number < least || number > most) {
            throw wrong(name, "an integer from " + least + " to " + most);
        }
        return number;
    }

    /**
     * A text, or {@code missing}.
     *
     * @throws ConfigException if it is no string
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
     * What a text means; a missing one is read like an empty one.
     *
     * @param expected what the parser takes, for the message
     * @param parser throws {@link IllegalArgumentException} for any other text
     * @throws ConfigException if it is no string or the parser does not take it
     */
    public <T> T parsed(String name, String expected, Function<String, T> parser) {
        String text = text(name, "");
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, expected, e);
        }
    }

    /**
     * A secret, which is hidden; null if missing or empty.
     *
     * @throws ConfigException if it is no string of one line
     */
    public @Nullable Secret secret(String name) {
        Secret secret = hide(name).parsed(name, "one line of text", Secret::of);
        return secret.reveal().isEmpty() ? null : secret;
    }

    /**
     * 32 bytes in base64, which are hidden since most are keys; null if missing or empty. The array is the caller's.
     *
     * @throws ConfigException if it is anything else
     */
    public byte @Nullable [] bytes32(String name) {
        byte[] bytes = hide(name).parsed(name, "32 bytes in base64", Base64.getDecoder()::decode);
        if (bytes.length != 0 && bytes.length != Hash256.LENGTH) {
            throw wrong(name, "32 bytes in base64");
        }
        return bytes.length == 0 ? null : bytes;
    }

    /**
     * The hashes of an array, in base64; none if missing. They are shown in messages.
     *
     * @throws ConfigException if it is anything else
     */
    public List<Hash256> hashes(String name) {
        List<Hash256> hashes = new ArrayList<>();
        for (String text : texts(name)) {
            try {
                hashes.add(Hash256.ofBase64(text));
            } catch (IllegalArgumentException e) {
                throw wrongItem(name, hashes.size(), JsonValue.of(text), "32 bytes in base64");
            }
        }
        return hashes;
    }

    /**
     * The texts of an array; none if missing.
     *
     * @throws ConfigException if it is anything else
     */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items(name, "an array of strings")) {
            if (!(item instanceof JsonString text)) {
                throw wrongItem(name, texts.size(), item, "a string");
            }
            texts.add(text.value());
        }
        return texts;
    }

    /**
     * An object; an empty one if missing.
     *
     * @throws ConfigException if it is anything else
     */
    public RunnerConfigReader object(String name) {
        JsonValue value = member(name);
        if (value != null && !(value instanceof JsonObject)) {
            throw wrong(name, "an object");
        }
        JsonObject object = value instanceof JsonObject found ? found : JsonValue.object();
        return nested.computeIfAbsent(name, key -> List.of(new RunnerConfigReader(path + key + ".", object)))
                .get(0);
    }

    /**
     * The objects of an array; none if missing.
     *
     * @throws ConfigException if it is anything else
     */
    public List<RunnerConfigReader> objects(String name) {
        List<RunnerConfigReader> objects = new ArrayList<>();
        for (JsonValue item : items(name, "an array of objects")) {
            if (!(item instanceof JsonObject object)) {
                throw wrongItem(name, objects.size(), item, "an object");
            }
            objects.add(new RunnerConfigReader(path + name + "[" + objects.size() + "].", object));
        }
        return objects.isEmpty() ? objects : nested.computeIfAbsent(name, key -> List.copyOf(objects));
    }

    private List<JsonValue> items(String name, String expected) {
        JsonValue value = member(name);
        if (value == null) {
            return List.of();
        } else if (value instanceof JsonArray array) {
            return array.items();
        }
        throw wrong(name, expected);
    }

    /** Full names of the members that nobody asked for, here and in the objects that were read, in the file's order. */
    public List<String> unknown() {
        List<String> names = new ArrayList<>();
        for (String name : json.members().keySet()) {
            if (!known.contains(name)) {
                names.add(path + name);
            }
            nested.getOrDefault(name, List.of()).forEach(object -> names.addAll(object.unknown()));
        }
        return names;
    }

    /** The complaint about a member, with its value if that is short, no container and not hidden. */
    public ConfigException wrong(String name, String expected) {
        return wrong(name, expected, null);
    }

    private ConfigException wrong(String name, String expected, @Nullable Throwable cause) {
        JsonValue value = member(name);
        String shown = value == null ? null : hidden.contains(name) ? HIDDEN : shown(value);
        return new ConfigException(path + name, shown, expected, hidden.contains(name) ? null : cause);
    }

    private ConfigException wrongItem(String name, int index, JsonValue item, String expected) {
        String shown = hidden.contains(name) ? HIDDEN : shown(item);
        return new ConfigException(path + name + "[" + index + "]", shown, expected);
    }

    private static String shown(JsonValue value) {
        if (value instanceof JsonObject) {
            return "an object";
        } else if (value instanceof JsonArray) {
            return "an array";
        }
        String text = value.toJson();
        return text.length() <= LONGEST_SHOWN ? text : text.length() + " characters";
    }
}
