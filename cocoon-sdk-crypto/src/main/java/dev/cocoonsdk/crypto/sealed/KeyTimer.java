package dev.cocoonsdk.crypto.sealed;

import java.lang.ref.WeakReference;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Destroys keys on time though nobody asks for them. */
final class KeyTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyTimer.class);
    private static final int SECONDS = 20;

    private final ScheduledExecutorService executor;

    private KeyTimer(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /** Begins; ends by itself when the keys were forgotten without being closed. */
    static KeyTimer start(EnclaveKeys keys) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cocoon-enclave-keys");
            thread.setDaemon(true);
            return thread;
        });
        WeakReference<EnclaveKeys> reference = new WeakReference<>(keys);
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(() -> tick(reference, executor), SECONDS, SECONDS, TimeUnit.SECONDS);
        return new KeyTimer(executor);
    }

    private static void tick(WeakReference<EnclaveKeys> reference, ScheduledExecutorService executor) {
        EnclaveKeys keys = reference.get();
        if (keys == null) {
            executor.shutdown();
        } else {
            try {
                keys.refresh();
            } catch (RuntimeException e) {
                LOG.warn(
                        "keys of an enclave could not be replaced: {}",
                        e.getClass().getName());
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
