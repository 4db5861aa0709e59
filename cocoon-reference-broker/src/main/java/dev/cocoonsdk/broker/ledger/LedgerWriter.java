package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerStoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that talks to a database, so that a connection is never used by two and order is kept. */
final class LedgerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final long LAST_BATCH_SECONDS = 60;

    /** What the thread does. */
    interface Work {
        void run() throws Exception;
    }

    private final ExecutorService thread;

    LedgerWriter(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Completes after the work, or fails with what it threw. */
    CompletableFuture<Void> submit(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            thread.execute(() -> run(work, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new LedgerStoreException("the ledger store is closed", e));
        }
        return done;
    }

    private static void run(Work work, CompletableFuture<Void> done) {
        try {
            work.run();
        } catch (Throwable e) {
            done.completeExceptionally(e);
            return;
        }
        done.complete(null);
    }

    /** The same for somebody who waits. */
    <T> T call(Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerStoreException("interrupted while the ledger was read", e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof LedgerStoreException known) {
                throw known;
            }
            throw new LedgerStoreException("the ledger cannot be read", e.getCause());
        } catch (RejectedExecutionException e) {
            throw new LedgerStoreException("the ledger store is closed", e);
        }
    }

    /** Waits for what was submitted, runs {@code last} and ends. Idempotent: {@code last} runs once. */
    void close(Work last) {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            try {
                last.run();
            } catch (Exception e) {
                LOG.warn("the ledger store did not close cleanly", e);
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_BATCH_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("the ledger store did not finish within {} s", LAST_BATCH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
