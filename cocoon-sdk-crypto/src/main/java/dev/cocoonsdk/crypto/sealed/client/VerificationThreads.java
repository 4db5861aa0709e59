package dev.cocoonsdk.crypto.sealed.client;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where providers are verified: the caller's executor, or a few daemon threads that exist only while there is work. */
final class VerificationThreads implements Executor, AutoCloseable {

    private static final int THREADS = 4;

    private final Executor target;
    private final @Nullable ThreadPoolExecutor own;

    VerificationThreads(@Nullable Executor given) {
        own = given == null ? threads() : null;
        target = own == null && given != null ? given : java.util.Objects.requireNonNull(own);
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "cocoon-verify");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void execute(Runnable task) {
        target.execute(task);
    }

    @Override
    public void close() {
        if (own != null) {
            own.shutdownNow();
        }
    }
}
