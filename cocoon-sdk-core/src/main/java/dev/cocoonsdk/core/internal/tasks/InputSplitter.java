package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.summarize.SourceRange.OfMessage;
import dev.cocoonsdk.core.summarize.SourceRange.OfMessages;
import dev.cocoonsdk.core.summarize.SourceRange.OfText;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits texts and conversations into the user messages of several calls. */
final class InputSplitter {

    private final long maxTokens;
    private final Locale locale;

    /**
     * A splitter.
     *
     * @param maxTokens the size of a part by {@link TokenEstimate}, at least 1
     * @param locale whose rules for sentences and words apply
     */
    InputSplitter(long maxTokens, Locale locale) {
        this.maxTokens = maxTokens;
        this.locale = locale;
    }

    /** At least one part. */
    List<InputPart> split(String text) {
        return TextSplitter.split(text, maxTokens, locale).stream()
                .map(range -> new InputPart(range.of(text), new OfText(range.start(), range.end())))
                .toList();
    }

    /** Parts of whole messages, in order; a message larger than a part becomes several parts of its own. */
    List<InputPart> split(List<ChatLine> lines) {
        List<InputPart> parts = new ArrayList<>();
        int start = 0;
        long tokens = 0;
        for (int i = 0; i < lines.size(); i++) {
            long size = TokenEstimate.of(ChatTranscript.renderLine(lines.get(i))) + 1;
            if (tokens + size > maxTokens && i > start) {
                parts.add(messages(lines, start, i));
                start = i;
                tokens = 0;
            }
            if (size > maxTokens) {
                pieces(lines.get(i), i, parts);
                start = i + 1;
            } else {
                tokens += size;
            }
        }
        if (start < lines.size()) {
            parts.add(messages(lines, start, lines.size()));
        }
        return List.copyOf(parts);
    }

    private static InputPart messages(List<ChatLine> lines, int start, int end) {
        return new InputPart(ChatTranscript.render(lines.subList(start, end)), new OfMessages(start, end));
    }

    private void pieces(ChatLine line, int index, List<InputPart> parts) {
        long frame = TokenEstimate.of(ChatTranscript.renderLine(line.withText("")));
        long room = Math.max(1, maxTokens - frame);
        pieces(line, index, new TextRange(0, line.text().length()), room, parts);
    }

    /** JSON escapes may make a piece larger than its text; such a piece is split again, with half the room. */
    private void pieces(ChatLine line, int index, TextRange within, long room, List<InputPart> parts) {
        for (TextRange piece : TextSplitter.split(within.of(line.text()), room, locale)) {
            TextRange range = new TextRange(within.start() + piece.start(), within.start() + piece.end());
            String content = ChatTranscript.renderLine(line.withText(range.of(line.text())));
            if (TokenEstimate.of(content) > maxTokens && room > 1) {
                pieces(line, index, range, room / 2, parts);
            } else {
                parts.add(new InputPart(content, new OfMessage(index, new OfText(range.start(), range.end()))));
            }
        }
    }
}
