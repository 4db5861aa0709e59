package dev.cocoonsdk.provider.internal.run;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The daemon threads beside the loop's: one that checks large requests, a few for handshakes and files, which end when idle. */
public final class WorkThreads implements AutoCloseable {

    private static final int MOST = 4;
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService validation =
            Executors.newSingleThreadExecutor(work -> daemon("cocoon-provider-validation", work));
    private final ThreadPoolExecutor work = new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon("cocoon-provider-work", task));

    /** Threads that begin with the first task. */
    public WorkThreads() {
        work.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Checks requests. */
    public Executor validation() {
        return validation;
    }

    /** Does proof of work and TLS, and reads files. */
    public Executor work() {
        return work;
    }

    /** Takes no more tasks. */
    @Override
    public void close() {
        validation.shutdown();
        work.shutdownNow();
    }
}
