package dev.cocoonsdk.provider.internal.minilm;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs native code that needs more stack than a thread normally has. ONNX Runtime reads the command line of its process when it starts, and
 * with one of a few thousand characters, as a class path makes it, overflows a stack of 1 MiB and ends the JVM.
 */
final class DeepStack {

    private static final long STACK_BYTES = 64L << 20;

    private DeepStack() {}

    /**
     * Runs a task on a thread of its own and waits for it, also if the waiting thread is interrupted, which stays noted.
     *
     * @throws CompletionException with what the task threw
     */
    static <T> T call(Supplier<T> task) {
        FutureTask<T> future = new FutureTask<>(task::get);
        Thread thread = new Thread(null, future, "cocoon-native-start", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
