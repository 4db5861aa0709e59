package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.task.TextLength;
import org.jspecify.annotations.Nullable;

/** How large the parts and answers of one summary may be ({@code docs/task-format.md} 6). All in estimated tokens. */
final class SummarySizes {

    private static final int DEFAULT_ANSWER = 1000;
    private static final int REASONING = 1024;
    private static final int MIN_ROOM = 128;
    private static final int MIN_PART_WORDS = 40;
    private static final int MAX_PART_WORDS = 300;

    private final int context;
    private final @Nullable Integer most;
    private final int reasoning;
    private final int answer;

    SummarySizes(SummarizeRequest request, @Nullable ModelInfo info) {
        this.context = Contexts.tokens(request.contextTokens(), info);
        this.most = request.maxOutputTokens();
        this.reasoning = Math.min(REASONING, context / 8);
        TextLength length = request.length();
        long usual = length == null ? DEFAULT_ANSWER : TokenEstimate.of(length);
        this.answer = most != null ? most : (int) Math.min(usual, context / 4) + reasoning;
    }

    /** The most tokens of the answer with the summary itself, what the model thinks before it included. */
    int answer() {
        return answer;
    }

    /** The most tokens of the answer with the summary of a part, what the model thinks before it included. */
    int partAnswer(int words) {
        return most != null ? most : partText(words) + reasoning;
    }

    /** The most tokens of the summary of a part. */
    static int partText(int words) {
        return words * TokenEstimate.PER_WORD;
    }

    /** How many words the summary of each part should have, so that all of them fit into one call if that is possible. */
    int partWords(int parts, long room) {
        long fair = Math.max(room / ((long) TokenEstimate.PER_WORD * parts), MIN_PART_WORDS);
        return (int) Math.min(fair, mostPartWords());
    }

    private int mostPartWords() {
        int words = Math.min(MAX_PART_WORDS, context / (4 * TokenEstimate.PER_WORD));
        return most == null ? words : Math.max(1, Math.min(words, most / TokenEstimate.PER_WORD));
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
        return room(system, Math.max(answer, partAnswer(mostPartWords())));
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
