package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.BocFormatException;
import dev.cocoonsdk.ton.cell.Cell;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, from its address or its JSON body. Every reader answers unusable input with {@link ApiException}. */
final class Query {

    /** Longest query string that is read. */
    static final int MAX_CHARACTERS = 65_536;

    private static final int MAX_PARAMETERS = 1024;
    private static final int HEX_HASH = 2 * Hash256.LENGTH;
    private static final Query EMPTY = new Query(Map.of());

    private final Map<String, List<JsonValue>> values;

    private Query(Map<String, List<JsonValue>> values) {
        this.values = values;
    }

    /** Parameters behind the question mark; names may occur several times. */
    static Query ofUrl(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        } else if (raw.length() > MAX_CHARACTERS) {
            throw ApiException.tooLarge("query: " + raw.length() + " characters (expected: <= " + MAX_CHARACTERS + ")");
        }
        Map<String, List<JsonValue>> values = new LinkedHashMap<>();
        String[] parts = raw.split("&", MAX_PARAMETERS + 1);
        if (parts.length > MAX_PARAMETERS) {
            throw ApiException.tooLarge("query: more than " + MAX_PARAMETERS + " parameters");
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(JsonValue.of(value));
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("query: malformed escape");
        }
    }

    /** Members of a JSON object; an array is a name that occurs several times, except where {@link #json} asks for it. */
    static Query ofJson(byte[] body) {
        try {
            if (JsonValue.parse(body) instanceof JsonObject object) {
                return of(object);
            }
        } catch (JsonFormatException e) {
            throw ApiException.invalid("body: " + e.getMessage());
        }
        throw ApiException.invalid("body: (expected: a JSON object)");
    }

    /** As {@link #ofJson}, parsed already. */
    static Query of(JsonObject object) {
        Map<String, List<JsonValue>> values = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (!(value instanceof JsonNull)) {
                values.put(name, List.of(value));
            }
        });
        return new Query(values);
    }

    /** The member as it is, or null. */
    @Nullable
    JsonValue json(String name) {
        List<JsonValue> given = values.get(name);
        return given == null ? null : given.get(0);
    }

    /** All texts of a name, none if it is absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : values.getOrDefault(name, List.of())) {
            if (value instanceof JsonArray array) {
                array.items().forEach(item -> texts.add(text(name, item)));
            } else {
                texts.add(text(name, value));
            }
        }
        return texts;
    }

    private static String text(String name, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        } else if (value instanceof JsonNumber number) {
            return number.text();
        } else if (value instanceof JsonBoolean flag) {
            return Boolean.toString(flag.value());
        }
        throw ApiException.invalid(name + ": (expected: a string)");
    }

    /** A text that must be there. */
    String text(String name) {
        String text = optional(name);
        if (text == null) {
            throw ApiException.invalid(name + ": field required");
        }
        return text;
    }

    /** A text, or null if it is absent or empty. */
    @Nullable
    String optional(String name) {
        JsonValue value = json(name);
        String text = value == null ? "" : text(name, value);
        return text.isEmpty() ? null : text;
    }

    /** An integer in a range, or null if it is absent. */
    @Nullable
    Long integer(String name, long min, long max) {
        String text = optional(name);
        if (text == null) {
            return null;
        }
        Long value = text.length() > 20 ? null : new JsonNumber(text).toLong();
        if (value == null || value < min || value > max) {
            throw ApiException.invalid(name + ": (expected: an integer from " + min + " to " + max + ")");
        }
        return value;
    }

    /** An integer in a range, or the default. */
    long integer(String name, long min, long max, long absent) {
        Long value = integer(name, min, max);
        return value == null ? absent : value;
    }

    /** Whether the flag is set. */
    boolean flag(String name) {
        String text = optional(name);
        return text != null
                && (text.equals("1") || text.toLowerCase(Locale.ROOT).equals("true"));
    }

    /** An account in any spelling. */
    TonAddress address(String name) {
        return parseAddress(name, text(name));
    }

    /** Accounts in any spelling. */
    List<TonAddress> addresses(String name) {
        return texts(name).stream().map(text -> parseAddress(name, text)).toList();
    }

    private static TonAddress parseAddress(String name, String text) {
        try {
            return TonAddress.parse(text);
        } catch (AddressFormatException e) {
            throw ApiException.invalid("Incorrect address: " + name + ": " + e.getMessage());
        }
    }

    /** A hash in hexadecimal or either base64, or null if it is absent. */
    @Nullable
    Hash256 hash(String name) {
        String text = optional(name);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == HEX_HASH
                    ? Hash256.ofHex(text)
                    : Hash256.ofBase64(text.replace('-', '+').replace('_', '/').replace(' ', '+'));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(name + ": (expected: 32 bytes in hexadecimal or base64)");
        }
    }

    /** A bag of cells in base64. */
    Cell boc(String name) {
        return parseBoc(name, text(name));
    }

    /** The one root of a bag of cells in either base64. */
    static Cell parseBoc(String name, String base64) {
        try {
            return BagOfCells.parseSingle(
                    Base64.getMimeDecoder().decode(base64.replace('-', '+').replace('_', '/')));
        } catch (BocFormatException | IllegalArgumentException e) {
            throw ApiException.invalid(name + ": " + e.getMessage());
        }
    }
}
