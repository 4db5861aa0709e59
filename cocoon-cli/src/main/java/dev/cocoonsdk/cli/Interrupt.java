package dev.cocoonsdk.cli;

import java.util.concurrent.CountDownLatch;

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
}
