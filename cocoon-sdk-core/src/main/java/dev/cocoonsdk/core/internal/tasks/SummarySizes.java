package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.task.TextLength;
import org.jspecify.annotations.Nullable;

/** How large the parts and answers of one summary may be ({@code docs/task-format.md} 6). All in estimated tokens. */
final class SummarySizes {

    private static final int DEFAULT_ANSWER = 1000;
    private static final int TOKENS_PER_WORD = 4;
    private static final int TOKENS_PER_SENTENCE = 80;
    private static final int ANSWER_MARGIN = 64;
    private static final int MIN_ROOM = 128;
    private static final int MIN_PART_WORDS = 40;
    private static final int MAX_PART_WORDS = 300;

    private final int context;
    private final int answer;

    SummarySizes(SummarizeRequest request, @Nullable ModelInfo info) {
        this.context = Contexts.tokens(request.contextTokens(), info);
        this.answer = request.maxOutputTokens() != null
                ? request.maxOutputTokens()
                : (int) Math.min(usual(request.length()), context / 4);
    }

    private static long usual(@Nullable TextLength length) {
        if (length == null) {
            return DEFAULT_ANSWER;
        }
        long each = length.unit() == TextLength.Unit.WORDS ? TOKENS_PER_WORD : TOKENS_PER_SENTENCE;
        return each * length.value() + ANSWER_MARGIN;
    }

    /** The most tokens of the summary itself. */
    int answer() {
        return answer;
    }

    /** The most tokens of the summary of a part. */
    int partAnswer(int words) {
        return words * TOKENS_PER_WORD;
    }

    /** How many words the summary of each part should have, so that all of them fit into one call if that is possible. */
    int partWords(int parts, long room) {
        long fair = room / ((long) TOKENS_PER_WORD * parts);
        long most = Math.min(MAX_PART_WORDS, context / (4L * TOKENS_PER_WORD));
        return (int) Math.max(Math.min(fair, most), MIN_PART_WORDS);
    }

    /**
     * Room for the input of the call that writes the summary.
     *
     * @param system its system message
     * @throws InvalidRequestException if there is next to none
     */
    long room(String system) {
        return room(system, answer);
    }

    /**
     * Room for the input of any call, whichever writes more.
     *
     * @throws InvalidRequestException if there is next to none
     */
    long partRoom(String system) {
        return room(system, Math.max(answer, partAnswer(Math.min(MAX_PART_WORDS, context / (4 * TOKENS_PER_WORD)))));
    }

    private long room(String system, int answerTokens) {
        long room = context - answerTokens - instruction(system);
        if (room < MIN_ROOM) {
            String field = answer > context / 2 ? "maxOutputTokens" : "contextTokens";
            throw InvalidRequestException.of(
                    field,
                    "a context of " + context + " tokens with answers of " + answerTokens,
                    "room for at least " + MIN_ROOM + " tokens of input beside answer and instruction");
        }
        return room;
    }

    /** What a call sends besides its input. */
    static long instruction(String system) {
        return TokenEstimate.of(system) + 2 * TokenEstimate.PER_MESSAGE;
    }
}
