package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.network.tl.TcpPacket;
import dev.cocoonsdk.network.tl.TcpPing;
import dev.cocoonsdk.network.tl.TlBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Property(tries = 300)
    void anyCuttingOfAStreamGivesTheSameFrames(
            @ForAll @Size(max = 20) List<@IntRange(max = 40_000) Integer> sizes, @ForAll long seed) {
        Random random = new Random(seed);
        FrameEncoder encoder = new FrameEncoder();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<TlBytes> sent = new ArrayList<>();
        for (int size : sizes) {
            byte[] data = new byte[size];
            random.nextBytes(data);
            TcpPacket packet = new TcpPacket(TlBytes.wrap(data));
            sent.add(packet.toBoxedBytes());
            stream.writeBytes(encoder.encode(packet).array());
        }
        List<TlBytes> received = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder();
        byte[] bytes = stream.toByteArray();
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, 1 + random.nextInt(random.nextBoolean() ? 8 : 30_000));
            decoder.decode(ByteBuffer.wrap(bytes, from, length), received::add);
            from += length;
        }
        assertThat(received).isEqualTo(sent);
    }

    @Property(tries = 500)
    void anyBytesGiveFramesOrAFormatError(@ForAll byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder();
        List<TlBytes> frames = new ArrayList<>();
        try {
            decoder.decode(ByteBuffer.wrap(bytes), frames::add);
        } catch (FrameFormatException e) {
            assertThat(e).hasMessageContaining("frame");
        }
        assertThat(frames.stream().mapToInt(TlBytes::length).sum()).isLessThanOrEqualTo(bytes.length);
    }

    @Test
    void aHugeAnnouncedLengthTakesNoMemoryBeforeItsBytesArrive() {
        FrameDecoder decoder = new FrameDecoder();
        decoder.decode(ByteBuffer.wrap(new TinyTl().i32(1 << 24).i32(0).i32(1).done()), frame -> {});
        assertThat(decoder.allocated()).isLessThanOrEqualTo(1 << 13);
        decoder.decode(ByteBuffer.wrap(new byte[100_000]), frame -> {});
        assertThat(decoder.allocated()).isLessThanOrEqualTo(1 << 18);
    }

    @Test
    void aLengthOutOfRangeIsRefusedAsSoonAsItsFourBytesAreThere() {
        assertThatThrownBy(() -> new FrameDecoder()
                        .decode(ByteBuffer.wrap(new TinyTl().i32((1 << 24) + 1).done()), frame -> {}))
                .isInstanceOf(FrameFormatException.class)
                .hasMessage("frame payload: 16777217 bytes (expected: 4 to 16777216)");
    }

    @Test
    void theLargestFramePassesAndOneByteMoreUsesNoNumber() {
        FrameEncoder encoder = new FrameEncoder();
        int overhead = 8;
        byte[] fits = new byte[FrameEncoder.MAX_PAYLOAD - overhead];
        assertThatThrownBy(() -> encoder.encode(new TcpPacket(TlBytes.wrap(new byte[fits.length + 1]))))
                .isInstanceOf(MessageTooLargeException.class);
        List<TlBytes> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder();
        decoder.decode(encoder.encode(new TcpPacket(TlBytes.wrap(fits))), frames::add);
        decoder.decode(encoder.encode(new TcpPing(1)), frames::add);
        assertThat(frames).extracting(TlBytes::length).containsExactly(FrameEncoder.MAX_PAYLOAD, 12);
    }
}
