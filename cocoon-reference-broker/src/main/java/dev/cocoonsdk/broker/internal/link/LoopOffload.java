package dev.cocoonsdk.broker.internal.link;

import dev.cocoonsdk.network.Offload;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs slow work of one connection on an executor and goes on on the connection's event loop. When the executor refuses, the
 * loop does the work itself, which slows down whoever makes too much of it.
 */
record LoopOffload(LinkDriver driver, Executor executor) implements Offload {

    @Override
    public void run(Runnable work, Runnable done) {
        try {
            executor.execute(() -> {
                work.run();
                driver.execute(() -> goOn(done));
            });
        } catch (RejectedExecutionException busy) {
            work.run();
            done.run();
        }
    }

    private void goOn(Runnable done) {
        if (!driver.isDown()) {
            done.run();
        }
    }
}
