package dev.cocoonsdk.cli;

import java.util.concurrent.CountDownLatch;

/** Lets a server run until it is told to stop. */
final class Interrupt {

    private Interrupt() {}

    /** Waits until this thread is interrupted; Ctrl-C ends the process, whose shutdown closes the context. */
    static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
