package dev.cocoonsdk.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Lets a server run until it is told to stop. */
final class Interrupt {

    private Interrupt() {}

    /**
     * Waits until this thread is interrupted, which is the signal to stop and ends here. Ctrl-C ends the process, whose shutdown closes
     * the context.
     */
    static void await() {
        CountDownLatch never = new CountDownLatch(1);
        boolean interrupted = false;
        while (!interrupted) {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /**
     * Waits for an event, or until this thread is interrupted, which ends here too.
     *
     * @return whether the event happened
     * @throws ExecutionException what happened instead
     */
    static boolean await(Future<?> event) throws ExecutionException {
        try {
            event.get();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
