package dev.cocoonsdk.network;

import java.util.ArrayDeque;
import java.util.Deque;

/** Work that waits until a test lets it run. */
final class DeferredOffload implements Offload {

    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void run(Runnable work, Runnable done) {
        waiting.add(() -> {
            work.run();
            done.run();
        });
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void runOne() {
        waiting.remove().run();
    }

    void runAll() {
        while (!waiting.isEmpty()) {
            runOne();
        }
    }
}
