package dev.cocoonsdk.devnet;

import dev.cocoonsdk.ton.api.TonApiException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread on which a chain lives. The emulator calls itself deeply, so its stack is large. */
final class ChainThread implements AutoCloseable {

    private static final long STACK_BYTES = 64L << 20;
    private static final long CLOSE_SECONDS = 60;

    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::newThread);
    private volatile @Nullable Thread thread;

    private Thread newThread(Runnable task) {
        Thread created = new Thread(null, task, "cocoon-devnet", STACK_BYTES);
        created.setDaemon(true);
        thread = created;
        return created;
    }

    /** Does something there and waits; a dependent of a stage may already be there. */
    <T> T call(Supplier<T> task) {
        if (Thread.currentThread() == thread) {
            return task.get();
        }
        try {
            return submit(task).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }

    /** Does something there; fails with {@link TonApiException} if the chain is closed. */
    <T> CompletableFuture<T> submit(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new TonApiException("the devnet is closed", false, e));
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (Thread.currentThread() != thread && !executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("devnet: still busy after " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
