package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.ledger.PostgresLedgerStore;
import dev.cocoonsdk.broker.ledger.PostgresSettings;
import dev.cocoonsdk.broker.ledger.SqliteLedgerStore;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.ton.TonAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Commits per second of the durable ledger stores, one batch at a time, and metered requests per second through a broker with each store
 * beside one in memory. PostgreSQL is a real server of this machine with {@code fsync} and {@code synchronous_commit} on. Run it with
 * {@code benchmarks/ledger.sh}.
 */
final class LedgerComparison {

    private static final TonAddress PROXY = BenchNetwork.address("ledger");
    private static final int CAPACITY = 64;

    private final int seconds;
    private final int rounds;
    private final int parallel;
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private int opened;

    private LedgerComparison(int seconds, int rounds, int parallel, Path folder, EmbeddedPostgres postgres) {
        this.seconds = seconds;
        this.rounds = rounds;
        this.parallel = parallel;
        this.folder = folder;
        this.postgres = postgres;
    }

    /** Arguments: seconds of a round (3), rounds (5), parallel requests (32), folder for the files (the current one). */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args.length > 3 ? args[3] : "."), "ledger-benchmark");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setOverrideWorkingDirectory(
                        folder.resolve("postgresql-binaries").toFile())
                .setDataDirectory(folder.resolve("postgresql"))
                .start()) {
            new LedgerComparison(number(args, 0, 3), number(args, 1, 5), number(args, 2, 32), folder, postgres).run();
        }
        System.exit(0);
    }

    private static int number(String[] args, int index, int missing) {
        return args.length > index ? Integer.parseInt(args[index]) : missing;
    }

    private void run() throws Exception {
        System.out.println("| store | counters in a batch | commits/s |");
        System.out.println("|---|---|---|");
        for (String kind : List.of("sqlite", "postgresql")) {
            for (int counters : new int[] {2, 64}) {
                try (LedgerStore store = open(kind)) {
                    commits(store, counters, 1);
                    System.out.printf(
                            Locale.ROOT, "| %s | %d | %.0f |%n", kind, counters, commits(store, counters, seconds));
                }
            }
        }
        requests();
    }

    private LedgerStore open(String kind) throws IOException {
        String name = "bench" + ++opened;
        if (kind.equals("memory")) {
            return new InMemoryLedgerStore();
        } else if (kind.equals("sqlite")) {
            return SqliteLedgerStore.open(folder.resolve(name + ".sqlite"), PROXY);
        }
        return PostgresLedgerStore.open(
                new PostgresSettings(
                        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                        "postgres",
                        Secret.of("postgres")),
                BenchNetwork.address(name));
    }

    private static double commits(LedgerStore store, int counters, int seconds) {
        long first = store.load().lastStateNumber() + 1;
        long number = first;
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < counters; i++) {
                changes.add(new Change(
                        i % 2 == 0 ? Party.CLIENT : Party.WORKER,
                        BenchNetwork.address("party " + i),
                        TokenCount.of(1),
                        TokenCount.of(number)));
            }
            store.commit(new LedgerBatch(number++, changes))
                    .toCompletableFuture()
                    .join();
        }
        return (number - first) * 1e9 / (System.nanoTime() - start);
    }

    private record Stage(LedgerStore store, Broker broker, Provider provider, RawLoad load) {}

    private void requests() throws Exception {
        Map<String, Stage> stages = new LinkedHashMap<>();
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (String kind : List.of("memory", "sqlite", "postgresql")) {
            stages.put(kind, stage(open(kind)));
            rates.put(kind, new ArrayList<>());
            stages.get(kind).load.run(parallel, TimeUnit.SECONDS.toNanos(5));
        }
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Stage> stage : stages.entrySet()) {
                rates.get(stage.getKey()).add(rate(stage.getValue().load));
            }
        }
        System.out.printf("%n| store | parallel | metered requests/s (median) | ratio to memory | batches |%n");
        System.out.println("|---|---|---|---|---|");
        double memory = median(rates.get("memory"));
        stages.forEach((kind, stage) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.2f | %d |%n",
                kind,
                parallel,
                median(rates.get(kind)),
                median(rates.get(kind)) / memory,
                stage.store.load().lastStateNumber()));
        for (Stage stage : stages.values()) {
            stage.load.close();
            stage.provider.close();
            stage.broker.close();
        }
    }

    private double rate(RawLoad load) throws InterruptedException {
        long start = System.nanoTime();
        Samples samples = load.run(parallel, TimeUnit.SECONDS.toNanos(seconds));
        if (samples.failed() > 0) {
            throw new IllegalStateException(samples.failed() + " requests failed");
        }
        return samples.count() * 1e9 / (System.nanoTime() - start);
    }

    private static Stage stage(LedgerStore store) {
        ScriptedEngine engine = ScriptedEngine.builder(ModelId.of(AnswerScript.MODEL))
                .script(AnswerScript.script())
                .forgetful()
                .build();
        Provider.Network network = new Provider.Network(BenchNetwork.ROOT_CONTRACT, BenchNetwork.root(), true, true);
        Broker broker = Broker.builder(BenchNetwork.broker()).ledger(store).start();
        Provider provider = Provider.builder(network, BenchNetwork.address("provider"))
                .broker(broker.workerAddress())
                .serve(engine, null, 1000, CAPACITY)
                .start();
        provider.ready().join();
        String token = BenchNetwork.WALLET.toWire(true) + ":";
        return new Stage(store, broker, provider, new RawLoad(broker.apiUri(), "Bearer " + token));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
