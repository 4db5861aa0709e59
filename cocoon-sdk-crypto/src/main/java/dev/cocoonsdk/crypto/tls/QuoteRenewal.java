package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes certificates with new quotes, on a thread of its own. */
final class QuoteRenewal {

    /** As often as the reference looks for a new certificate. */
    private static final int LOOK_SECONDS = 60;

    private final QuoteSource quotes;
    private final Clock clock;
    private final Consumer<? super QuoteUnavailableException> problems;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "cocoon-quote-renewal");
        thread.setDaemon(true);
        return thread;
    });

    QuoteRenewal(QuoteSource quotes, Clock clock, Consumer<? super QuoteUnavailableException> problems) {
        this.quotes = quotes;
        this.clock = clock;
        this.problems = problems;
    }

    /** Runs a task every minute until this is closed, whatever the task throws. */
    void start(Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> runAndGoOn(task), LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            if (!timer.isShutdown()) {
                throw e;
            }
        }
    }

    private void runAndGoOn(Runnable task) {
        try {
            task.run();
        } finally {
            start(task);
        }
    }

    /** The same key with a new quote, or null if there is none now. */
    @Nullable
    TlsIdentity renewed(TlsIdentity old) {
        try {
            return old.requoted(quotes, clock);
        } catch (QuoteUnavailableException e) {
            problems.accept(e);
        } catch (RuntimeException e) {
            problems.accept(new QuoteUnavailableException("own platform", "failed", e));
        }
        return null;
    }

    void close() {
        timer.shutdownNow();
    }
}
