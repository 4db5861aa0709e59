package dev.cocoonsdk.core.summarize;

import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.task.ChatLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Summarizes texts and conversations. A call consists of as many chat calls as the input needs; cancelling it cancels them all, and its
 * total deadline, price cap and usage are those of all of them together.
 *
 * <p>Beyond the errors of every call, it fails with {@link dev.cocoonsdk.core.error.UnsupportedByModelException} if the server says
 * that the model cannot summarize, with {@link dev.cocoonsdk.core.error.InvalidRequestException} if the input needs more than {@link
 * SummarizeRequest#maxInputTokens()}, and with {@link dev.cocoonsdk.core.error.ProviderFailureException} if the model's answer has no
 * text, also for a part of the input, or its summaries of parts do not get shorter.
 */
public interface SummarizeCalls extends Calls<SummarizeRequest, SummarizeEvent, SummarizeResult> {

    /**
     * Summarizes a text with the client's default model and waits.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the text is blank
     */
    default SummarizeResult call(String text) {
        return call(SummarizeRequest.of(text));
    }

    /**
     * As {@link #call(String)}, in the background.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the text is blank
     */
    default CompletableFuture<SummarizeResult> callAsync(String text) {
        return callAsync(SummarizeRequest.of(text));
    }

    /**
     * As {@link #call(String)}, with the summary as it comes.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the text is blank
     */
    default EventStream<SummarizeEvent, SummarizeResult> stream(String text) {
        return stream(SummarizeRequest.of(text));
    }

    /**
     * Summarizes a conversation with the client's default model and waits.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if no message has text
     */
    default SummarizeResult call(List<ChatLine> chat) {
        return call(SummarizeRequest.of(chat));
    }

    /**
     * As {@link #call(List)}, in the background.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if no message has text
     */
    default CompletableFuture<SummarizeResult> callAsync(List<ChatLine> chat) {
        return callAsync(SummarizeRequest.of(chat));
    }

    /**
     * As {@link #call(List)}, with the summary as it comes.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if no message has text
     */
    default EventStream<SummarizeEvent, SummarizeResult> stream(List<ChatLine> chat) {
        return stream(SummarizeRequest.of(chat));
    }
}
