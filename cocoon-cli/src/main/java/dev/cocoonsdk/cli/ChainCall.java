package dev.cocoonsdk.cli;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what the chain answers. */
final class ChainCall {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ChainCall() {}

    /**
     * The answer.
     *
     * @throws CliException if there is none
     */
    static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw CliException.unreachable("the TON server did not answer within " + LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.failed("interrupted", e);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof TonApiException ton) {
            return ton.retryMayHelp()
                    ? CliException.unreachable(ErrorReport.firstLine(ton), ton)
                    : CliException.failed(ErrorReport.firstLine(ton), ton);
        }
        return cause instanceof RuntimeException other
                ? other
                : CliException.failed(ErrorReport.firstLine(cause), cause);
    }

    /** An address in any spelling. */
    static TonAddress address(String name, String text) {
        try {
            return TonAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(name + ": " + ErrorReport.firstLine(e), e);
        }
    }
}
