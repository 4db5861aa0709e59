package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events for the application, whatever the worker sends: events pass unchanged, JSON values become {@code data:} events
 * ({@code docs/protocol/http-api.md} 2.4). The stream ends with {@code data: [DONE]}. A usage that comes last and says nothing of
 * its cost waits for the end, which tells the cost.
 */
final class EventBody implements BodyFilter {

    private static final String DONE = "[DONE]";
    private static final String DATA = "data:";

    private final UsageCosts costs;
    private final StreamUnits units = new StreamUnits();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private @Nullable JsonObject usage;
    private boolean done;

    EventBody(UsageCosts costs) {
        this.costs = costs;
    }

    @Override
    public byte[] next(byte[] bytes) {
        units.next(bytes).forEach(this::unit);
        return taken();
    }

    @Override
    public byte[] end(Ending ending) {
        units.end().forEach(this::unit);
        JsonObject last = usage == null ? null : costs.added(usage, ending.tokens());
        usage = null;
        if (ending.debug() != null) {
            last = (last == null ? JsonValue.object("choices", JsonValue.array(List.of())) : last)
                    .with("debug", ending.debug());
        }
        if (last != null) {
            event(last.toJson());
        }
        event(DONE);
        return taken();
    }

    @Override
    public byte[] broken(Failure failure) {
        flushUsage();
        event(failure.toJson().toJson());
        return taken();
    }

    @Override
    public boolean isHeldBack() {
        return false;
    }

    private void unit(byte[] bytes) {
        String data = units.areEvents() ? dataOf(bytes) : new String(bytes, StandardCharsets.UTF_8).strip();
        if (done || data.equals(DONE)) {
            done = true;
            return;
        }
        flushUsage();
        JsonObject last = lastUsage(data);
        if (last != null) {
            usage = last;
        } else if (units.areEvents()) {
            out.writeBytes(bytes);
            endEvent(bytes);
        } else {
            event(data);
        }
    }

    private void flushUsage() {
        if (usage != null) {
            event(usage.toJson());
            usage = null;
        }
    }

    /** An event that the body's end cut off still has to end. */
    private void endEvent(byte[] bytes) {
        String end =
                new String(bytes, Math.max(0, bytes.length - 3), Math.min(3, bytes.length), StandardCharsets.UTF_8);
        if (!end.endsWith("\n\n") && !end.endsWith("\n\r\n")) {
            out.writeBytes(end.endsWith("\n") ? new byte[] {'\n'} : new byte[] {'\n', '\n'});
        }
    }

    private void event(String data) {
        String lines = data.lines().map(line -> DATA + " " + line + "\n").collect(Collectors.joining());
        out.writeBytes((lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private static String dataOf(byte[] event) {
        return new String(event, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()).strip())
                .collect(Collectors.joining("\n"));
    }

    /** The value, if it ends the answer with a usage whose cost is missing. */
    private static @Nullable JsonObject lastUsage(String data) {
        if (!data.contains("\"usage\"")) {
            return null;
        }
        try {
            return JsonValue.parse(data) instanceof JsonObject json
                            && UsageCosts.isMissingIn(json)
                            && json.array("choices").isEmpty()
                    ? json
                    : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }
}
