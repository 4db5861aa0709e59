package dev.cocoonsdk.benchmarks.chain;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.StackValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How fast the local chain starts and executes: first start in a fresh JVM, second chain beside it, transactions per second in memory and
 * with each block forced to the disk, get-methods. Prints one JSON object. The argument is the number of transfers, 1,000 if none; a
 * transfer is two transactions, the faucet's and the receiver's.
 */
public final class DevnetFigures {

    private static final int TRANSACTIONS_PER_TRANSFER = 2;
    private static final int STARTS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private DevnetFigures() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        int transfers = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
        long start = System.nanoTime();
        try (Devnet first = Devnet.open()) {
            double firstStart = millisSince(start);
            double secondStart = medianStart();
            transfer(first, transfers / 2);
            double rate = transfer(first, transfers);
            double getMethod = getMethods(first, transfers / 2);
            double durable = durableRate(transfers / 2);
            System.out.println(JsonValue.object(
                            "java", System.getProperty("java.version"),
                            "processors", (long) Runtime.getRuntime().availableProcessors(),
                            "first_start_ms", round(firstStart),
                            "second_start_ms", round(secondStart),
                            "transactions_per_second", round(rate),
                            "durable_transactions_per_second", round(durable),
                            "get_method_ms", round(getMethod),
                            "transfers", (long) transfers)
                    .toJson());
        }
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    private static double medianStart() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (Devnet another = Devnet.open()) {
                times.add(millisSince(start));
                another.newestBlock();
            }
        }
        Collections.sort(times);
        return times.get(STARTS / 2);
    }

    /** Transactions per second of transfers to ever new accounts. */
    private static double transfer(Devnet devnet, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            TonAddress receiver =
                    TonAddress.basechain(Hash256.sha256(Integer.toString(i).getBytes(StandardCharsets.US_ASCII)));
            devnet.fund(receiver, NanoTon.of(1_000_000));
        }
        return count * TRANSACTIONS_PER_TRANSFER * 1000 / millisSince(start);
    }

    private static double getMethods(Devnet devnet, int count) {
        List<StackValue> none = List.of();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            devnet.api()
                    .runGetMethod(devnet.faucet(), "seqno", none)
                    .toCompletableFuture()
                    .join();
        }
        return millisSince(start) / count;
    }

    private static double durableRate(int transfers) throws IOException {
        Path folder = Files.createTempDirectory("cocoon-devnet");
        try (Devnet devnet = Devnet.builder().folder(folder).open()) {
            return transfer(devnet, transfers);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
