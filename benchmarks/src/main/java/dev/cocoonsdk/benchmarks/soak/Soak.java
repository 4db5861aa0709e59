package dev.cocoonsdk.benchmarks.soak;

import dev.cocoonsdk.benchmarks.soak.BrokerProcess.Measurement;
import dev.cocoonsdk.benchmarks.stage.Connector;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Connects many idle providers and then runs many streams on one broker, which is a process of its own; prints one table with the
 * broker's memory and fails if a connection or a byte was lost. Run it with {@code benchmarks/soak.sh}.
 */
public final class Soak {

    private final SoakPlan plan;
    private final PrintStream out;
    private final Tally tally = new Tally();

    private Soak(SoakPlan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** Options: see {@link SoakPlan#parse}; {@code --histogram} prints what fills the heap of idle connections. */
    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args);
        run(SoakPlan.parse(options), options.contains("--histogram"), System.out);
        System.exit(0);
    }

    /**
     * Runs a plan.
     *
     * @param histogram whether to print what fills the heap of idle connections
     * @throws IllegalStateException if anything was lost
     */
    public static void run(SoakPlan plan, boolean histogram, PrintStream out) throws IOException, InterruptedException {
        Soak soak = new Soak(plan, out);
        try (BrokerProcess broker = BrokerProcess.start(plan.heapMiB());
                Connector connector = new Connector(failure -> soak.tally.lost("connection", failure.toString()))) {
            soak.run(broker, connector, histogram);
            soak.tally.closing();
        }
    }

    private void run(BrokerProcess broker, Connector connector, boolean histogram)
            throws IOException, InterruptedException {
        out.println("| phase | seconds | heap after GC MiB | RSS MiB | threads | broker CPU s |");
        out.println("|---|---|---|---|---|---|");
        long start = System.nanoTime();
        Measurement empty = row("nothing connected", start, broker);
        Workers workers = new Workers(plan, connector, tally);
        start = System.nanoTime();
        workers.connect(broker.workers());
        Measurement idle = row(plan.workers() + " providers connected", start, broker);
        start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(plan.idle().toNanos());
        row("idle", start, broker);
        String heap = histogram ? broker.histogram() : "";
        SoakClients clients = new SoakClients(plan, connector, tally);
        start = System.nanoTime();
        clients.connect(broker.clients());
        row(plan.clients() + " clients connected", start, broker);
        for (int round = 0; round < plan.rounds(); round++) {
            streams(round, broker, workers, clients);
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%.1f KiB of heap for each idle connection; streams: %d, complete and right: %d, bytes: %d, lost: %s%n",
                (idle.heapMiB() - empty.heapMiB()) * 1024 / plan.workers(),
                plan.streams() * plan.rounds(),
                tally.streamsCompleted.get() - tally.streamsWrong.get(),
                tally.bytes.get(),
                tally.losses().isEmpty() ? "nothing" : tally.losses());
        out.print(heap);
        checkNothingLost();
    }

    private void streams(int round, BrokerProcess broker, Workers workers, SoakClients clients)
            throws IOException, InterruptedException {
        int done = round * plan.streams();
        workers.hold();
        long start = System.nanoTime();
        clients.begin(done);
        tally.await("streams begun", () -> tally.streamsBegun.get() == done + plan.streams());
        row(plan.streams() + " streams running", start, broker);
        start = System.nanoTime();
        workers.release();
        tally.await("streams completed", () -> tally.streamsCompleted.get() == done + plan.streams());
        row("streams complete", start, broker);
    }

    private Measurement row(String phase, long start, BrokerProcess broker) throws IOException {
        double seconds = (System.nanoTime() - start) / 1e9;
        Measurement measured = broker.measure();
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.0f | %.0f | %d | %.1f |%n",
                phase,
                seconds,
                measured.heapMiB(),
                measured.residentMiB(),
                measured.threads(),
                measured.cpuSeconds());
        return measured;
    }

    private void checkNothingLost() {
        long expected = plan.rounds() * plan.streams() * plan.answerBytes();
        if (tally.streamsWrong.get() != 0
                || tally.bytes.get() != expected
                || !tally.losses().isEmpty()) {
            throw new IllegalStateException("lost: " + tally + " (expected: " + expected + " bytes)");
        }
    }
}
