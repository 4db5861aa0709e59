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
     * @throws java.util.concurrent.RejectedExecutionException if there is no thread for it; the link has to give up
     */
    void run(Runnable work, Runnable done);

    /**
     * As {@link #run} for a proof of work, which may take long and brings threads of its own: it must not keep short work waiting.
     *
     * @throws java.util.concurrent.RejectedExecutionException if there is no thread for it; the link has to give up
     */
    default void search(Runnable work, Runnable done) {
        run(work, done);
    }
}
