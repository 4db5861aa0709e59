package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.HpkeKeys;
import dev.cocoonsdk.crypto.internal.sealed.KeyUnwrapper;
import dev.cocoonsdk.crypto.internal.sealed.KeyWrapper;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a request costs whatever its size: HPKE for one recipient, at the sender and at the enclave. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnvelopePartsBenchmark {

    /** Which HPKE. */
    @Param({"X25519", "X_WING"})
    public SealSuite suite;

    private final byte[] info = new byte[Format.LABEL_WRAP.length + 2 * Format.HASH];
    private final byte[] secrets = new byte[Format.WRAPPED_SECRETS];
    private Bytes publicKey = Bytes.EMPTY;
    private KeyWrapper wrapper;
    private KeyUnwrapper unwrapper;
    private byte[] wrapped;

    /** A key and a wrap for it. */
    @Setup
    public void prepare() {
        SecureRandom random = new SecureRandom();
        byte[] key = HpkeKeys.generate(suite, random);
        publicKey = HpkeKeys.publicKey(suite, key);
        wrapper = HpkeKeys.wrapper(random);
        unwrapper = HpkeKeys.unwrapper(suite, key, publicKey);
        wrapped = wrap();
    }

    /** At the sender, for each recipient. */
    @Benchmark
    public byte[] wrap() {
        return wrapper.wrap(suite, publicKey, info, secrets);
    }

    /** At the enclave. */
    @Benchmark
    public byte[] unwrap() {
        return unwrapper.unwrap(info, wrapped);
    }
}
