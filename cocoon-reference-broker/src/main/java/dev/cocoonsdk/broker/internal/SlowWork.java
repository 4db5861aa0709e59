package dev.cocoonsdk.broker.internal;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what would hold up an event loop: handshakes of TLS, whose policies may wait for a collateral service, and reading the root
 * configuration. Each kind of port has its own, so that none waits for what another one's policy waits for. They end when they are not
 * needed.
 *
 * @param workers for the ports for workers
 * @param clients for the ports for clients
 * @param root reads the root configuration
 */
record SlowWork(ExecutorService workers, ExecutorService clients, ExecutorService root) implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    /**
     * The threads of a broker.
     *
     * @param maxConnections work that may wait at each kind of port; one per connection is never refused
     */
    static SlowWork of(int maxConnections) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new SlowWork(
                newExecutor("cocoon-broker-worker-handshake", threads, maxConnections),
                newExecutor("cocoon-broker-client-handshake", threads, maxConnections),
                newExecutor("cocoon-broker-root", 1, 1));
    }

    private static ExecutorService newExecutor(String name, int threads, int maxWaiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxWaiting),
                new DefaultThreadFactory(name, true));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Interrupts what runs and takes nothing more. */
    @Override
    public void close() {
        workers.shutdownNow();
        clients.shutdownNow();
        root.shutdownNow();
    }
}
