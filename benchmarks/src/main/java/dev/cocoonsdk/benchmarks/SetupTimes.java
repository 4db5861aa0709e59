package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.network.PowChallenge;
import dev.cocoonsdk.network.PowSolver;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Prints how long connections take to set up: {@code SetupTimes [difficulty] [searches] [connections]}, 20, 200 and 200 if left out. The
 * first tenth warms up and is not counted. Then what an idle secured connection takes of the heap, both ends together.
 */
public final class SetupTimes {

    private static final int IDLE_CONNECTIONS = 1000;

    private SetupTimes() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        int difficulty = argument(args, 0, PowChallenge.DEFAULT_DIFFICULTY);
        SecureRandom random = new SecureRandom();
        PrintStream out = System.out;
        out.println("processors: " + Runtime.getRuntime().availableProcessors());
        report(
                out,
                "proof of work of difficulty " + difficulty,
                argument(args, 1, 200),
                i -> PowSolver.of(PowChallenge.create(difficulty, random))
                        .solve()
                        .orElseThrow());
        ConnectionSetup setup = new ConnectionSetup(0);
        report(out, "connection without proof of work", argument(args, 2, 200), i -> setup.connect());
        reportMemory(out, setup);
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private static void report(PrintStream out, String what, int count, IntConsumer action) {
        long[] nanos = new long[count];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpuStart = 0;
        for (int i = -count / 10; i < count; i++) {
            if (i == 0) {
                cpuStart = threads.getCurrentThreadCpuTime();
            }
            long start = System.nanoTime();
            action.accept(i);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        long cpu = (threads.getCurrentThreadCpuTime() - cpuStart) / count;
        Arrays.sort(nanos);
        out.printf(
                Locale.ROOT,
                "%s, %d times: median %.1f ms, 90 %% %.1f ms, worst %.1f ms; mean processor time of the calling thread %.1f"
                        + " ms%n",
                what,
                count,
                millis(nanos[count / 2]),
                millis(nanos[count * 9 / 10]),
                millis(nanos[count - 1]),
                millis(cpu));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static void reportMemory(PrintStream out, ConnectionSetup setup) {
        long before = used();
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < IDLE_CONNECTIONS; i++) {
            held.add(setup.connect());
        }
        long each = (used() - before) / IDLE_CONNECTIONS;
        out.println("heap per idle connection, both ends: " + each + " bytes (" + held.size() + " connections)");
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
