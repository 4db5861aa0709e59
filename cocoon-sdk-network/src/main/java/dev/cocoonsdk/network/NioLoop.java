package dev.cocoonsdk.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread with a selector that drives any number of outgoing links: connects, reads, writes in batches, keeps time.
 *
 * <p>Links and their listeners run on this thread; other threads reach them through {@link #execute}. {@link #close()} closes
 * all links and ends the thread. What a link or a task throws, even an {@link Error}, costs that link or task only; it is logged
 * without its message. If the loop
 * itself fails, it closes all links, refuses tasks from then on and says so by {@link #ended()}.
 */
public final class NioLoop implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NioLoop.class);
    private static final int READ_BUFFER = 1 << 16;

    private final LinkContext context;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeupPending = new AtomicBoolean();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::deadline));
    private final List<NioConnection> connections = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;

    private record Timer(long deadline, Runnable task) {}

    private NioLoop(String name, LinkContext context) throws IOException {
        this.context = context;
        this.selector = Selector.open();
        this.thread = new Thread(this::loop, name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts a loop on the clock of the system.
     *
     * @param name of its thread
     * @throws UncheckedIOException if the system gives no selector
     */
    public static NioLoop start(String name) {
        return start(name, LinkContext.system());
    }

    /**
     * Starts a loop.
     *
     * @param name of its thread
     * @param context clock and randomness of the loop and for its links
     * @throws UncheckedIOException if the system gives no selector
     */
    public static NioLoop start(String name, LinkContext context) {
        try {
            NioLoop loop = new NioLoop(name, context);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs work on another thread and goes on on the loop's. What the executors refuse, the caller gives up: it never runs on the loop's
     * own thread.
     *
     * @param executor runs short work, such as handshakes of TLS
     * @param searches runs proofs of work, which may take long and use all processors: best one at a time
     */
    public Offload offload(Executor executor, Executor searches) {
        return new Offload() {
            @Override
            public void run(Runnable work, Runnable done) {
                executor.execute(() -> thenResume(work, done));
            }

            @Override
            public void search(Runnable work, Runnable done) {
                searches.execute(() -> thenResume(work, done));
            }
        };
    }

    /** As {@link #offload(Executor, Executor)} with one executor for all work. */
    public Offload offload(Executor executor) {
        return offload(executor, executor);
    }

    private void thenResume(Runnable work, Runnable done) {
        try {
            work.run();
        } finally {
            resume(done);
        }
    }

    private void resume(Runnable done) {
        try {
            execute(done);
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody waits: the loop is closed");
        }
    }

    /** Clock and randomness for the links of this loop. */
    public LinkContext context() {
        return context;
    }

    /**
     * Runs a task on the loop's thread, after those submitted before. From any thread.
     *
     * @throws RejectedExecutionException if the loop is closed; on the loop's own thread, where links may still say goodbye, the
     *     task is dropped instead
     */
    @Override
    public void execute(Runnable task) {
        if (!tryExecute(task) && Thread.currentThread() != thread) {
            throw new RejectedExecutionException("the loop is closed");
        }
    }

    /**
     * As {@link #execute} for tasks that must not get lost, on the loop's own thread either.
     *
     * @return whether the task runs; false if the loop is closed
     */
    public boolean tryExecute(Runnable task) {
        if (closing) {
            return false;
        }
        tasks.add(task);
        if (closing && tasks.remove(task)) {
            return false;
        }
        if (Thread.currentThread() != thread && wakeupPending.compareAndSet(false, true)) {
            selector.wakeup();
        }
        return true;
    }

    /** Runs a task on the loop's thread after a delay; dropped if the loop is closed or closes before. From any thread. */
    public void schedule(Duration delay, Runnable task) {
        long deadline = context.after(delay);
        if (!closing) {
            tasks.add(() -> timers.add(new Timer(deadline, task)));
            selector.wakeup();
        }
    }

    /**
     * Connects a link. Success and failure are the link's events; a name that does not resolve is a failure too. From any
     * thread.
     *
     * @param address where to
     * @param factory makes the link, on the loop's thread
     * @param created takes the connection, on the loop's thread
     * @throws RejectedExecutionException if the loop is closed
     */
    public void connect(
            SocketAddress address, Function<Wire, ? extends Link> factory, Consumer<NioConnection> created) {
        execute(() -> {
            NioConnection connection = NioConnection.open(selector, address, context, factory);
            connections.add(connection);
            created.accept(connection);
        });
    }

    /** As {@link #connect(SocketAddress, Function, Consumer)} for callers that need no connection. */
    public void connect(SocketAddress address, Function<Wire, ? extends Link> factory) {
        connect(address, factory, connection -> {});
    }

    /** Completes when the loop has ended: normally after {@link #close()}, else with what ended it. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** Closes all links and waits for the thread to end, unless called on it. Idempotent. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (Thread.currentThread() != thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void loop() {
        Throwable failure = null;
        try {
            while (!closing) {
                turn();
            }
        } catch (Throwable e) {
            failure = e;
            LOG.error("the loop {} failed: {}", thread.getName(), e.getClass().getName());
        } finally {
            closing = true;
            shutDown();
            end(failure);
        }
    }

    private void end(@Nullable Throwable failure) {
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    private void turn() throws IOException {
        long wait = nextDeadline() - context.now();
        if (wait <= 0 || !tasks.isEmpty()) {
            selector.selectNow();
        } else {
            selector.select(Math.min(wait / 1_000_000 + 1, 60_000));
        }
        wakeupPending.set(false);
        for (SelectionKey key : selector.selectedKeys()) {
            NioConnection connection = (NioConnection) key.attachment();
            guard(connection, () -> connection.selected(buffer));
        }
        selector.selectedKeys().clear();
        runTasks();
        runTimers();
        settle();
    }

    /** Tasks that tasks submit run in the next turn, so that connections get their turn too. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                run(task);
            }
        }
    }

    private void runTimers() {
        long now = context.now();
        for (Timer next = timers.peek(); next != null && next.deadline <= now; next = timers.peek()) {
            timers.remove();
            run(next.task);
        }
    }

    private void settle() {
        for (NioConnection connection : List.copyOf(connections)) {
            guard(connection, connection::settle);
        }
        connections.removeIf(NioConnection::isDone);
    }

    private long nextDeadline() {
        Timer timer = timers.peek();
        long deadline = timer == null ? LinkContext.NEVER : timer.deadline;
        for (NioConnection connection : connections) {
            deadline = Math.min(deadline, connection.nextDeadline());
        }
        return deadline;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task failed", QuietFailure.of(e));
        } catch (Error e) {
            LOG.error("a task failed: {}", e.getClass().getName());
        }
    }

    /** A listener that throws costs its own connection only. */
    private static void guard(NioConnection connection, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a listener failed", QuietFailure.of(e));
            run(() -> connection.fail("internal error"));
        } catch (Error e) {
            LOG.error("a listener failed: {}", e.getClass().getName());
            run(() -> connection.fail("internal error"));
        }
    }

    private void shutDown() {
        runTasks();
        for (NioConnection connection : List.copyOf(connections)) {
            guard(connection, () -> {
                connection.link().close("shutting down");
                connection.settle();
                connection.fail("shutting down");
            });
        }
        connections.clear();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            run(task);
        }
        timers.clear();
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("close: {}", e.toString());
        }
    }
}
