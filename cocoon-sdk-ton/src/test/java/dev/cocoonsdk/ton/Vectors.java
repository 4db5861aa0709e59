package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Reads the published test data, {@code docs/protocol/contracts.md} 14. */
public final class Vectors {

    private Vectors() {}

    public static JsonObject load(String resource) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return (JsonObject) JsonValue.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonObject> list(JsonObject parent, String name) {
        return objects(parent, name).toList();
    }

    public static Stream<JsonObject> objects(JsonObject parent, String name) {
        return parent.array(name).stream().map(JsonObject.class::cast);
    }

    public static JsonObject object(JsonObject parent, String name) {
        JsonObject child = parent.object(name);
        if (child == null) {
            throw new IllegalStateException("no object " + name + " in " + parent);
        }
        return child;
    }

    public static String text(JsonObject parent, String name) {
        String text = parent.string(name);
        if (text == null) {
            throw new IllegalStateException("no text " + name + " in " + parent);
        }
        return text;
    }

    /** A number, written as JSON number or as decimal text. */
    public static long number(JsonObject parent, String name) {
        JsonValue value = parent.get(name);
        return value instanceof JsonNumber number ? Long.parseLong(number.text()) : Long.parseLong(text(parent, name));
    }

    public static boolean flag(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonValue.JsonBoolean flag && flag.value();
    }

    public static byte[] base64(JsonObject parent, String name) {
        return Base64.getDecoder().decode(text(parent, name));
    }

    /** The bag in a "cell object". */
    public static Cell cell(JsonObject cellObject) {
        return BagOfCells.parseSingle(base64(cellObject, "boc_base64"));
    }

    /** All "cell objects" that carry a bag, at any depth of a document. */
    public static Stream<JsonObject> cellObjects(JsonValue value) {
        if (value instanceof JsonValue.JsonArray array) {
            return array.items().stream().flatMap(Vectors::cellObjects);
        } else if (value instanceof JsonObject object) {
            Stream<JsonObject> below = object.members().values().stream().flatMap(Vectors::cellObjects);
            boolean cell = object.string("boc_base64") != null && object.string("hash") != null;
            return cell ? Stream.concat(Stream.of(object), below) : below;
        }
        return Stream.empty();
    }
}
