package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerdictCache;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A quote of the simulated platform, which has the certificates, lists and signatures of a real one, through the whole verification. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuoteVerificationBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private SimulatedPlatform platform;
    private Collateral collateral;
    private PeerEvidence evidence;
    private AttestationPolicy warm;
    private AttestationPolicy cached;

    /** Makes the quote and fills what the warm cases remember. */
    @Setup
    public void prepare() {
        platform =
                SimulatedPlatform.create(Bytes.utf8("quote verification benchmark"), Clock.fixed(NOW, ZoneOffset.UTC));
        collateral = platform.currentCollateral();
        Bytes quote = platform.quotes(SimulatedImage.named("benchmark")).quote(Bytes.copyOf(new byte[64]));
        evidence = PeerEvidence.none("provider").withQuote(quote);
        warm = policy();
        cached = VerdictCache.of(policy(), Duration.ofHours(1), 100);
        requireTrust(warm.evaluate(evidence, NOW));
        requireTrust(cached.evaluate(evidence, NOW));
    }

    private AttestationPolicy policy() {
        return TdxPolicy.simulated(platform.rootKey(), id -> collateral).build();
    }

    private static void requireTrust(Verdict verdict) {
        if (!(verdict instanceof Verdict.Trusted)) {
            throw new IllegalStateException(verdict.message());
        }
    }

    /** Nothing is remembered: all certificates, lists and documents are parsed and verified. */
    @Benchmark
    public Verdict cold() {
        return policy().evaluate(evidence, NOW);
    }

    /** Chain and collateral are remembered; the quote's own signatures are verified. */
    @Benchmark
    public Verdict warmCollateralAndChain() {
        return warm.evaluate(evidence, NOW);
    }

    /** The verdict is remembered. */
    @Benchmark
    public Verdict cachedVerdict() {
        return cached.evaluate(evidence, NOW);
    }
}
