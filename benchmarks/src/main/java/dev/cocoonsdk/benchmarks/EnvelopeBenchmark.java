package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.OpenedRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.RecipientPrivateKey;
import dev.cocoonsdk.crypto.sealed.ReplayWindow;
import dev.cocoonsdk.crypto.sealed.RequestOpener;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request sealed to one recipient and opened there, beside AES-256-GCM alone over as many bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnvelopeBenchmark {

    /**
     * Large calls are too few in a warm-up for the platform's GCM to be compiled; the baseline would be some fifty times too slow, and
     * the comparison with it false. So the setup makes this many of 8 KiB, and then some of 1 MiB.
     */
    private static final int SMALL_CALLS = 50_000;

    private static final int LARGE_CALLS = 600;

    private static final SealTerms TERMS = SealTerms.of(ModelId.of("bench/model"), QueryLimits.DEFAULT, false);

    /** Bytes of the inner body. */
    @Param({"1024", "1048576"})
    public int size;

    /** Which HPKE. */
    @Param({"X25519", "X_WING"})
    public SealSuite suite;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec rawKey = new SecretKeySpec(new byte[32], "AES");
    private RecipientPrivateKey key = RecipientPrivateKey.generate(SealSuite.X25519, random);
    private RequestSealer sealer = RequestSealer.of(Clock.systemUTC(), random, Padding.none());
    private ReplayWindow window = new ReplayWindow(1);
    private InnerRequest inner = new InnerRequest("POST", "/", List.of(), Bytes.EMPTY);
    private byte[] plaintext = new byte[0];
    private byte[] ciphertext = new byte[0];
    private byte[] decrypted = new byte[0];
    private Cipher encrypting;
    private Cipher decrypting;
    private long sequence;

    /** Keys and bodies. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        key = RecipientPrivateKey.generate(suite, random);
        plaintext = new byte[size];
        random.nextBytes(plaintext);
        ciphertext = new byte[size + 16];
        decrypted = new byte[size];
        inner = InnerRequest.of("POST", "/v1/chat/completions", List.of(), Bytes.copyOf(plaintext));
        encrypting = Cipher.getInstance("AES/GCM/NoPadding");
        decrypting = Cipher.getInstance("AES/GCM/NoPadding");
        for (int i = 0; i < SMALL_CALLS + LARGE_CALLS; i++) {
            raw(Math.min(size, i < SMALL_CALLS ? 1 << 13 : 1 << 20));
        }
    }

    /** The window would fill; how it does is not measured here. */
    @Setup(Level.Iteration)
    public void forget() {
        window = new ReplayWindow(10_000_000);
    }

    /** Seal and open. */
    @Benchmark
    public OpenedRequest sealAndOpen() {
        Bytes sealed = sealer.seal(inner, TERMS, List.of(key.publicKey())).body();
        return new RequestOpener(id -> key, window, Clock.systemUTC(), random).open(sealed);
    }

    /** The same, and the hash that a receipt names. */
    @Benchmark
    public Hash256 sealOpenAndHash() {
        return sealAndOpen().requestHash();
    }

    /** What cannot be saved: encrypt and decrypt by the platform's AES-256-GCM. */
    @Benchmark
    public int rawAesGcm() throws GeneralSecurityException {
        return raw(size);
    }

    private int raw(int length) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(12).putLong(4, sequence++).array();
        encrypting.init(Cipher.ENCRYPT_MODE, rawKey, new GCMParameterSpec(128, nonce));
        int encrypted = encrypting.doFinal(plaintext, 0, length, ciphertext, 0);
        decrypting.init(Cipher.DECRYPT_MODE, rawKey, new GCMParameterSpec(128, nonce));
        return decrypting.doFinal(ciphertext, 0, encrypted, decrypted, 0);
    }
}
