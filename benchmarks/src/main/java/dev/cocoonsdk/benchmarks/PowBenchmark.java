package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.network.PowChallenge;
import dev.cocoonsdk.network.PowSolver;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The proof of work's solver: hashes per second, and the mean time of a whole search. */
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PowBenchmark {

    /** Hashes that the fixed search computes: its smallest nonce is 303607. */
    private static final int FIXED_HASHES = 303_608;

    private static final PowChallenge FIXED =
            new PowChallenge(20, Bytes.wrap(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));

    /** How many threads search. */
    @State(Scope.Benchmark)
    public static class Threads {

        @Param({"1", "2"})
        int count;
    }

    /** Hashes per second of one search that always takes the same number of them, on one thread. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(FIXED_HASHES)
    public long hashes() {
        return PowSolver.of(FIXED, 1).solve().orElseThrow();
    }

    /** A search of difficulty 20 with a fresh salt. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public long solve(Threads threads) {
        byte[] salt = new byte[PowChallenge.SALT_LENGTH];
        ThreadLocalRandom.current().nextBytes(salt);
        return PowSolver.of(new PowChallenge(PowChallenge.DEFAULT_DIFFICULTY, Bytes.wrap(salt)), threads.count)
                .solve()
                .orElseThrow();
    }
}
