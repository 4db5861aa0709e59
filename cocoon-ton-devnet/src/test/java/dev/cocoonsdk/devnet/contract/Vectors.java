package dev.cocoonsdk.devnet.contract;

import static java.util.Objects.requireNonNull;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Reads the published test data, {@code docs/protocol/contracts.md} 14. */
final class Vectors {

    private Vectors() {}

    static JsonObject load(String file) {
        return (JsonObject) JsonValue.parse(read("/vectors/ton/" + file));
    }

    static String read(String resource) {
        try (InputStream in = requireNonNull(Vectors.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonObject> list(JsonObject parent, String name) {
        return parent.array(name).stream().map(JsonObject.class::cast).toList();
    }

    static JsonObject object(JsonObject parent, String name) {
        return requireNonNull(parent.object(name), name);
    }

    static String text(JsonObject parent, String name) {
        return requireNonNull(parent.string(name), name);
    }

    /** A number, written as JSON number or as decimal text. */
    static long number(JsonObject parent, String name) {
        JsonValue value = parent.get(name);
        return value instanceof JsonNumber number
                ? Long.parseLong(number.text())
                : Long.parseUnsignedLong(text(parent, name));
    }

    static boolean flag(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonValue.JsonBoolean flag && flag.value();
    }

    /** The bag in a "cell object". */
    static Cell cell(JsonObject cellObject) {
        return BagOfCells.parseSingle(Base64.getDecoder().decode(text(cellObject, "boc_base64")));
    }
}
