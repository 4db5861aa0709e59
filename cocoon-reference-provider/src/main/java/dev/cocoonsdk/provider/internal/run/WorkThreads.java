package dev.cocoonsdk.provider.internal.run;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The daemon threads beside the loop's: one that checks large requests, a few for handshakes, files and sealed requests, which end when idle. */
public final class WorkThreads implements AutoCloseable {

    private static final int MOST = 4;
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService validation =
            Executors.newSingleThreadExecutor(work -> daemon("cocoon-provider-validation", work));
    private final ThreadPoolExecutor work = pool("cocoon-provider-work", MOST);
    private final ThreadPoolExecutor sealing =
            pool("cocoon-provider-sealing", Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final ThreadPoolExecutor searches = pool("cocoon-provider-pow", 1);

    private static ThreadPoolExecutor pool(String name, int most) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(name, task));
        executor.allowCoreThreadTimeOut(true);
        return executor;
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

    /** Opens sealed requests. */
    public Executor sealing() {
        return sealing;
    }

    /** Does TLS, and reads files. */
    public Executor work() {
        return work;
    }

    /** Does proofs of work, one at a time. */
    public Executor searches() {
        return searches;
    }

    /** Takes no more tasks. */
    @Override
    public void close() {
        validation.shutdown();
        sealing.shutdown();
        searches.shutdownNow();
        work.shutdownNow();
    }
}
