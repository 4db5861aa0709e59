package dev.cocoonsdk.provider.internal.minilm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The model and its threads, one for all engines of a process: loaded by the first that needs it, unloaded when the last one is
 * closed.
 */
public final class SharedModel {

    private static final Object LOCK = new Object();

    /** Texts that one call queues at once, so that a long input does not keep short ones waiting. */
    private static final int SLICE = 32;

    private static int users;
    private static @Nullable MiniLmModel model;
    private static @Nullable ExecutorService workers;

    /** One user's hold on the model. */
    public static final class Lease implements AutoCloseable {
        private final MiniLmModel leased;
        private final ExecutorService threads;
        private boolean closed;

        private Lease(MiniLmModel leased, ExecutorService threads) {
            this.leased = leased;
            this.threads = threads;
        }

        /** The model. */
        public MiniLmModel model() {
            return leased;
        }

        /**
         * The vectors of several texts, computed on all cores.
         *
         * @param cancelled asked before each text
         * @throws CancellationException if {@code cancelled} says yes
         */
        public List<float[]> embed(List<EncodedText> texts, BooleanSupplier cancelled) {
            List<float[]> vectors = new ArrayList<>(texts.size());
            try {
                for (int from = 0; from < texts.size(); from += SLICE) {
                    List<EncodedText> slice = texts.subList(from, Math.min(texts.size(), from + SLICE));
                    for (Future<float[]> future : threads.invokeAll(work(slice, cancelled))) {
                        vectors.add(future.get());
                    }
                }
                return vectors;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new ModelException("all-MiniLM-L6-v2 failed", e);
            }
        }

        private List<Callable<float[]>> work(List<EncodedText> texts, BooleanSupplier cancelled) {
            List<Callable<float[]>> work = new ArrayList<>(texts.size());
            for (EncodedText text : texts) {
                work.add(() -> {
                    if (cancelled.getAsBoolean()) {
                        throw new CancellationException();
                    }
                    return leased.embed(text);
                });
            }
            return work;
        }

        @Override
        public void close() {
            synchronized (LOCK) {
                if (!closed) {
                    closed = true;
                    release();
                }
            }
        }
    }

    private SharedModel() {}

    /**
     * Takes hold of the model, loading it if necessary (about half a second).
     *
     * @throws ModelException if it cannot be loaded
     */
    public static Lease acquire() {
        synchronized (LOCK) {
            MiniLmModel loaded = model;
            ExecutorService threads = workers;
            if (loaded == null || threads == null) {
                loaded = MiniLmModel.load();
                threads = Executors.newFixedThreadPool(
                        Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors())), SharedModel::thread);
                model = loaded;
                workers = threads;
            }
            users++;
            return new Lease(loaded, threads);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cocoon-minilm");
        thread.setDaemon(true);
        return thread;
    }

    private static void release() {
        users--;
        MiniLmModel loaded = model;
        ExecutorService threads = workers;
        if (users > 0 || loaded == null || threads == null) {
            return;
        }
        model = null;
        workers = null;
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        loaded.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
