package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads JSON of which every byte counts: compact, members in alphabetical order, nothing unknown. */
final class StrictJson {

    private final String what;
    private final JsonObject json;

    StrictJson(String what, JsonObject json) {
        this.what = what;
        this.json = json;
    }

    static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The object that the bytes are the canonical form of. */
    static JsonObject parse(String what, Bytes bytes, int most) throws EvidenceFormatException {
        if (bytes.length() > most) {
            throw new EvidenceFormatException(what, 0, "at most " + most + " bytes", bytes.length() + " bytes");
        }
        byte[] utf8 = bytes.toByteArray();
        JsonValue value;
        try {
            value = JsonValue.parse(utf8);
        } catch (JsonFormatException e) {
            throw new EvidenceFormatException(what, 0, "JSON", String.valueOf(e.getMessage()));
        }
        if (!(value instanceof JsonObject object)) {
            throw new EvidenceFormatException(what, 0, "a JSON object", "another JSON value");
        }
        int difference = Arrays.mismatch(utf8, object.toSortedJsonBytes());
        if (difference >= 0) {
            throw new EvidenceFormatException(
                    what, difference, "compact JSON with members in alphabetical order", "another form");
        }
        return object;
    }

    void version(int version) throws EvidenceFormatException {
        long actual = integer("version");
        if (actual != version) {
            throw wrong("version", Integer.toString(version), Long.toString(actual));
        }
    }

    long integer(String name) throws EvidenceFormatException {
        Long value = json.integer(name);
        if (value == null) {
            throw wrong(name, "an integer", "none");
        }
        return value;
    }

    Instant time(String name) throws EvidenceFormatException {
        long milliseconds = integer(name);
        if (milliseconds < 0 || milliseconds > CanonicalReader.LAST_MILLISECOND) {
            throw wrong(name, "milliseconds from 1970 to 9999", Long.toString(milliseconds));
        }
        return Instant.ofEpochMilli(milliseconds);
    }

    String text(String name) throws EvidenceFormatException {
        String text = json.string(name);
        if (text == null) {
            throw wrong(name, "a string", "none");
        }
        return text;
    }

    JsonObject object(String name) throws EvidenceFormatException {
        JsonObject object = json.object(name);
        if (object == null) {
            throw wrong(name, "an object", "none");
        }
        return object;
    }

    @Nullable
    JsonValue get(String name) {
        return json.get(name);
    }

    Bytes bytes(String name) throws EvidenceFormatException {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text(name)));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "base64", "other characters");
        }
    }

    Hash256 hash(String name) throws EvidenceFormatException {
        Bytes bytes = bytes(name);
        if (bytes.length() != Hash256.LENGTH) {
            throw wrong(name, "32 bytes", bytes.length() + " bytes");
        }
        return Hash256.of(bytes.toByteArray());
    }

    /** Nothing was overlooked: members, spelling of numbers, spare bits of base64. */
    void requireEqual(JsonObject written) throws EvidenceFormatException {
        if (!Arrays.equals(json.toSortedJsonBytes(), written.toSortedJsonBytes())) {
            throw new EvidenceFormatException(what, 0, "the canonical form", "other members or another spelling");
        }
    }

    EvidenceFormatException wrong(String name, String expected, String actual) {
        return new EvidenceFormatException(what + "." + name, 0, expected, actual);
    }
}
