package dev.cocoonsdk.broker.internal;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what would hold up an event loop: handshakes of TLS. They end when they are not needed. */
final class SlowWork {

    private static final int IDLE_SECONDS = 10;

    private SlowWork() {}

    /**
     * An executor with as many threads as processors.
     *
     * @param maxWaiting work that may wait; one per connection is never refused
     */
    static ExecutorService newExecutor(int maxWaiting) {
        int threads = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxWaiting),
                new DefaultThreadFactory("cocoon-broker-handshake", true));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
