package dev.cocoonsdk.core.translate;

import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.task.LanguageTag;
import java.util.concurrent.CompletableFuture;

/**
 * Translates texts. A call consists of as many chat requests as the text needs; cancelling it cancels them all, and its total deadline,
 * price cap and usage are those of all of them together.
 *
 * <p>Beyond the errors of every call, it fails with {@link dev.cocoonsdk.core.error.UnsupportedByModelException} if the server says
 * that the model cannot translate, and with {@link dev.cocoonsdk.core.error.ProviderFailureException} if an answer has no text.
 */
public interface TranslateCalls extends Calls<TranslateRequest, TranslateEvent, TranslateResult> {

    /**
     * Translates a text with the client's default model and waits.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the text is blank
     */
    default TranslateResult call(String text, LanguageTag target) {
        return call(TranslateRequest.of(text, target));
    }

    /**
     * As {@link #call(String, LanguageTag)}, in the background.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the text is blank
     */
    default CompletableFuture<TranslateResult> callAsync(String text, LanguageTag target) {
        return callAsync(TranslateRequest.of(text, target));
    }

    /**
     * As {@link #call(String, LanguageTag)}, with the translation as it comes.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the text is blank
     */
    default EventStream<TranslateEvent, TranslateResult> stream(String text, LanguageTag target) {
        return stream(TranslateRequest.of(text, target));
    }
}
