package dev.cocoonsdk.network;

/**
 * Takes work off a link's thread: handshakes of TLS, proof of work, the judgement of a quote.
 *
 * <p>Every driver of links has one. Thread-safe.
 */
public interface Offload {

    /** Does the work at once, on the caller's thread: for tests, and where nothing else waits for the thread. */
    Offload INLINE = (work, done) -> {
        work.run();
        done.run();
    };

    /**
     * Runs work on another thread, then {@code done} on the link's thread, after which the driver sends what the link wrote and looks
     * at its deadline again. {@code done} is dropped if the driver has ended.
     *
     * @param work must not throw and touches nothing of the link
     * @param done goes on with the link
     */
    void run(Runnable work, Runnable done);
}
