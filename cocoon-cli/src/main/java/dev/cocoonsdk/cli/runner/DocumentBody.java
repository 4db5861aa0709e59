package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document. It is held until it is complete, so that it gets a length, what it cost and the debug information; a body of
 * more than 16 MiB passes as it comes. A document to which nothing is added keeps its bytes.
 */
final class DocumentBody implements BodyFilter {

    private static final int LONGEST = 1 << 24;

    private final UsageCosts costs;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean passing;

    DocumentBody(UsageCosts costs) {
        this.costs = costs;
    }

    @Override
    public byte[] next(byte[] bytes) {
        if (passing) {
            return bytes;
        }
        held.writeBytes(bytes);
        if (held.size() <= LONGEST) {
            return NOTHING;
        }
        passing = true;
        return taken();
    }

    @Override
    public byte[] end(Ending ending) {
        byte[] body = taken();
        JsonObject json = passing ? null : parse(body);
        if (passing || json == null) {
            return ending.debug() == null ? body : withDebugLine(body, ending.debug());
        }
        JsonObject completed = costs.added(json, ending.tokens());
        if (ending.debug() != null) {
            completed = completed.with("debug", ending.debug());
        }
        return completed.equals(json) ? body : line(completed);
    }

    private byte[] taken() {
        byte[] bytes = held.toByteArray();
        held.reset();
        return bytes;
    }

    private static @Nullable JsonObject parse(byte[] body) {
        try {
            return JsonValue.parse(body) instanceof JsonObject object ? object : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }

    private static byte[] withDebugLine(byte[] body, JsonObject debug) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(body);
        if (body.length > 0 && body[body.length - 1] != '\n') {
            out.write('\n');
        }
        out.writeBytes(line(JsonValue.object("debug", debug)));
        return out.toByteArray();
    }

    private static byte[] line(JsonObject json) {
        String text = new String(json.toSortedJsonBytes(), StandardCharsets.UTF_8) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] broken(Failure failure) {
        return null;
    }

    @Override
    public boolean isHeldBack() {
        return !passing;
    }
}
