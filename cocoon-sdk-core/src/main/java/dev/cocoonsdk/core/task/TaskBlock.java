package dev.cocoonsdk.core.task;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.task.UnsupportedTaskException.Subject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The delimiters of the block ({@code docs/task-format.md} 2). */
final class TaskBlock {

    private static final String OPENING = "<cocoon-task";
    private static final String CLOSING = "</cocoon-task>";
    private static final Pattern VERSION = Pattern.compile("<cocoon-task version=\"([A-Za-z0-9._-]{1,40})\">");

    private TaskBlock() {}

    static String write(JsonObject json) {
        return OPENING + " version=\"" + TaskInstruction.VERSION + "\">" + escape(json.toJson()) + CLOSING;
    }

    /** In JSON text {@code <} occurs inside strings only, so that its escape changes no value. */
    static String escape(String json) {
        return json.replace("<", "\\u003c");
    }

    /** The text between the delimiters, or null if there is no block. */
    static @Nullable String find(String message) {
        int start = message.indexOf(OPENING);
        if (start < 0) {
            return null;
        }
        if (message.indexOf(OPENING, start + 1) >= 0) {
            throw new TaskFormatException("task block: several (expected: one)");
        }
        Matcher opening = VERSION.matcher(message).region(start, message.length());
        if (!opening.lookingAt()) {
            throw new TaskFormatException(
                    "task block at " + start + ": malformed opening (expected: <cocoon-task version=\"1\">)");
        }
        requireVersion(opening.group(1));
        int end = message.indexOf('<', opening.end());
        if (end < 0 || !message.startsWith(CLOSING, end)) {
            throw new TaskFormatException("task block at " + start + ": not closed (expected: " + CLOSING + ")");
        }
        return message.substring(opening.end(), end);
    }

    private static void requireVersion(String version) {
        String supported = Integer.toString(TaskInstruction.VERSION);
        if (!version.equals(supported)) {
            throw new UnsupportedTaskException(Subject.VERSION, version, List.of(supported));
        }
    }
}
