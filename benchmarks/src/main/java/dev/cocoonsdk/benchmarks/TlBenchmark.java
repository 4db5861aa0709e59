package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.FrameDecoder;
import dev.cocoonsdk.network.FrameEncoder;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPartEx;
import dev.cocoonsdk.network.tl.TcpPacket;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObjects;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.TlWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One part of a streamed answer (200 bytes) through the codec, alone and within its frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TlBenchmark {

    private final ProxyQueryAnswerPartEx part =
            new ProxyQueryAnswerPartEx(Hash256.sha256(new byte[] {1}), TlBytes.wrap(new byte[200]), 0, null);
    private final TlBytes encoded = encode(part);
    private final byte[] frames = frames();

    private static TlBytes encode(ProxyQueryAnswerPartEx part) {
        TlWriter out = TlWriter.ofSize(part.bareSize() + 4);
        out.writeInt(part.constructorId());
        part.writeBare(out);
        return out.toBytes();
    }

    private byte[] frames() {
        FrameEncoder encoder = new FrameEncoder();
        ByteBuffer all = ByteBuffer.allocate(100 * 300);
        for (int i = 0; i < 100; i++) {
            all.put(encoder.encode(new TcpPacket(encoded)));
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    /** Record to bytes. */
    @Benchmark
    public TlBytes encodePart() {
        return encode(part);
    }

    /** Bytes to record. */
    @Benchmark
    public Object decodePart() {
        return TlReader.parse(encoded, TlObjects::read);
    }

    /** A hundred frames of one part each, decoded down to the record: divide by 100. */
    @Benchmark
    public int decodeHundredFrames() {
        int[] count = {0};
        new FrameDecoder().decode(ByteBuffer.wrap(frames), payload -> {
            TcpPacket packet = (TcpPacket) TlReader.parse(payload, TlObjects::read);
            if (TlReader.parse(packet.data(), TlObjects::read) instanceof ProxyQueryAnswerPartEx) {
                count[0]++;
            }
        });
        return count[0];
    }
}
