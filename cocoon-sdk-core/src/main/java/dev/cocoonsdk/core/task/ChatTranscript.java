package dev.cocoonsdk.core.task;

import dev.cocoonsdk.core.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the text of a user message: one compact JSON object per line, in order, lines ended by LF except the last
 * ({@code docs/task-format.md} 4).
 *
 * <pre>{@code {"author":"Ada","time":"2026-11-20T09:15:00Z","text":"Shall we meet at ten?","id":"41"}}</pre>
 *
 * {@link #parse} gives back exactly what {@link #render} was given, except that unpaired surrogates, which UTF-8 cannot carry,
 * become {@code ?}.
 */
public final class ChatTranscript {

    private ChatTranscript() {}

    /** The conversation as text; empty for no lines. */
    public static String render(List<ChatLine> lines) {
        return lines.stream().map(ChatTranscript::renderLine).collect(Collectors.joining("\n"));
    }

    /** One message as one line, without LF. */
    public static String renderLine(ChatLine line) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("author", JsonValue.of(line.author()));
        if (line.time() != null) {
            members.put("time", JsonValue.of(line.time().toString()));
        }
        members.put("text", JsonValue.of(line.text()));
        if (line.id() != null) {
            members.put("id", JsonValue.of(line.id()));
        }
        if (line.replyTo() != null) {
            members.put("reply_to", JsonValue.of(line.replyTo()));
        }
        return new JsonValue.JsonObject(members).toJson();
    }

    /**
     * Reads a conversation. Blank lines are skipped; a CR before LF is white space.
     *
     * @throws TaskFormatException if a line is no JSON object, lacks {@code author} or {@code text}, has an unknown member, one
     *     of the wrong type, or a time that is not an ISO 8601 instant in UTC; the message names the line, counted from 1
     */
    public static List<ChatLine> parse(String transcript) {
        List<ChatLine> lines = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start <= transcript.length()) {
            int end = transcript.indexOf('\n', start);
            end = end < 0 ? transcript.length() : end;
            number++;
            String line = transcript.substring(start, end);
            if (!line.isBlank()) {
                lines.add(parseLine(number, line));
            }
            start = end + 1;
        }
        return List.copyOf(lines);
    }

    private static ChatLine parseLine(int number, String line) {
        Members from = Members.parse("chat line " + number, line);
        ChatLine parsed = new ChatLine(
                from.requiredString("author"),
                time(number, from.string("time")),
                from.requiredString("text"),
                from.string("id"),
                from.string("reply_to"));
        from.requireNoOther();
        return parsed;
    }

    private static @Nullable Instant time(int number, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            // Without its cause, whose message repeats the text.
            throw new TaskFormatException("chat line " + number
                    + ".time: no instant (expected: ISO 8601 in UTC such as 2026-11-20T09:15:00Z)");
        }
    }
}
