package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.sealed.AnswerOpener;
import dev.cocoonsdk.crypto.sealed.AnswerSealer;
import dev.cocoonsdk.crypto.sealed.AnswerSink;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.RecipientPrivateKey;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.ReplayWindow;
import dev.cocoonsdk.crypto.sealed.RequestOpener;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
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

/** One event of a streamed answer (200 bytes): sealed by the provider, and sealed and opened by the client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnvelopeStreamBenchmark {

    /** How events are padded: to 256 bytes by Padmé, or not. */
    @Param({"none", "padme"})
    public String padding = "none";

    private final byte[] event = new byte[200];
    private AnswerSealer alone;
    private AnswerSealer sealer;
    private AnswerOpener opener;
    private Counter counter = new Counter();

    /** A call whose answer has begun. */
    @Setup
    public void begin() {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Padding mode = padding.equals("none") ? Padding.none() : Padding.padme();
        RecipientPrivateKey key = RecipientPrivateKey.generate(SealSuite.X25519, random);
        SealTerms terms = SealTerms.of(ModelId.of("bench/model"), QueryLimits.DEFAULT, true);
        InnerRequest inner = InnerRequest.of("POST", "/v1/chat/completions", List.of(), Bytes.EMPTY);
        SealedCall call = RequestSealer.of(clock, random, mode).seal(inner, terms, List.of(key.publicKey()));
        var opened = new RequestOpener(id -> key, new ReplayWindow(1), clock, random).open(call.body());
        alone = opened.answer(mode);
        alone.head(new ResponseHead(200, List.of()));
        sealer = opened.answer(mode);
        opener = call.opener();
        opener.feed(sealer.head(new ResponseHead(200, List.of())).asByteBuffer(), counter);
    }

    /** At the provider. */
    @Benchmark
    public Bytes seal() {
        return alone.body(ByteBuffer.wrap(event));
    }

    /** At both ends together. */
    @Benchmark
    public long sealAndOpen() {
        opener.feed(sealer.body(ByteBuffer.wrap(event)).asByteBuffer(), counter);
        return counter.bytes;
    }

    private static final class Counter implements AnswerSink {

        private long bytes;

        @Override
        public void onHead(ResponseHead head) {
            bytes = 0;
        }

        @Override
        public void onBody(ByteBuffer content) {
            bytes += content.remaining();
        }

        @Override
        public void onFinal(Bytes receipt) {
            throw new IllegalStateException("the stream has no end");
        }

        @Override
        public void onError(int status, Bytes body) {
            throw new IllegalStateException("the stream has no error");
        }

        @Override
        public void onEvidence(Bytes json) {
            throw new IllegalStateException("no evidence was asked for");
        }

        @Override
        public void onKeyMismatch(Bytes json) {
            throw new IllegalStateException("the key is there");
        }

        @Override
        public void onRefused(Refusal refusal) {
            throw new IllegalStateException("nothing was refused");
        }
    }
}
