package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.AnyTcpPacket;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TcpConnect;
import dev.cocoonsdk.network.tl.TcpQuery;
import dev.cocoonsdk.network.tl.TcpQueryAnswer;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxyResult;
import dev.cocoonsdk.ton.SignedPayment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Our links against the captured bytes of the C++ reference: they must write exactly what the reference wrote. */
class CaptureHandshakeTest {

    private static final int HANDSHAKE_FRAMES = 4;

    private final Capture capture = Capture.load("openai-worker-to-proxy");
    private final ManualClock clock = new ManualClock();
    private final TestWire wire = new TestWire();

    @Test
    void ourWorkerWritesTheHandshakeOfTheReferenceWorkerByteForByte() {
        RecordingWorker listener = new RecordingWorker();
        WorkerLink link = WorkerLink.create(
                TestNetwork.worker(),
                TestNetwork.directory(),
                listener,
                wire,
                clock.context(new Scripted(connectorIds())));
        link.transportUp();
        link.receive(ByteBuffer.wrap(start(capture.fromAcceptor(), HANDSHAKE_FRAMES)));

        assertThat(listener.failures).isEmpty();
        assertThat(link.isReady()).isTrue();
        assertThat(link.protocol()).isEqualTo(2);
        assertThat(wire.take()).isEqualTo(start(capture.fromConnector(), HANDSHAKE_FRAMES));
    }

    @Test
    void ourWorkerUnderstandsTheRestOfTheReferenceProxysStream() {
        RecordingWorker listener = new RecordingWorker();
        WorkerLink link = WorkerLink.create(
                TestNetwork.worker(),
                TestNetwork.directory(),
                listener,
                wire,
                clock.context(new Scripted(connectorIds())));
        link.transportUp();
        link.receive(ByteBuffer.wrap(capture.fromAcceptor()));

        assertThat(listener.failures).isEmpty();
        assertThat(listener.answers).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.request().http().url()).isEqualTo("/v1/chat/completions");
            assertThat(answer.request().coefficient()).isEqualTo(1000);
            assertThat(answer.request().timeout()).hasMillis(108_300);
        });
        assertThat(listener.payments).containsExactly("134 of 134", "0 of 134");
    }

    @Test
    void ourProxyWritesTheHandshakeOfTheReferenceProxyByteForByte() {
        RecordingProxy listener = new RecordingProxy();
        listener.numbers = new PaymentNumbers(capturedPayment(), TokenCount.ZERO, TokenCount.ZERO);
        ProxyWorkerLink link = ProxyWorkerLink.create(TestNetwork.proxy(), listener, wire, clock.context());
        link.transportUp();
        link.receive(ByteBuffer.wrap(capture.fromConnector()));

        assertThat(listener.failures).isEmpty();
        assertThat(listener.events).containsExactly("registered", "ready");
        assertThat(link.registration().routingName()).isEqualTo("Qwen/Qwen3-8B");
        assertThat(link.registration().capacity()).isEqualTo(60);
        byte[] expected = start(capture.fromAcceptor(), HANDSHAKE_FRAMES);
        assertThat(Arrays.copyOf(wire.take(), expected.length)).isEqualTo(expected);
    }

    private SignedPayment capturedPayment() {
        return packets(capture.fromAcceptor()).stream()
                .filter(TcpQueryAnswer.class::isInstance)
                .map(packet -> ((TcpQueryAnswer) packet).data())
                .filter(data -> data.reader().peekId() == WorkerCompareBalanceWithProxyResult.ID)
                .map(data -> TlReader.parse(data, WorkerCompareBalanceWithProxyResult::read))
                .map(result -> (ProxySignedPayment) result.signedPayment())
                .map(payment -> SignedPayment.parse(payment.data().toByteArray()))
                .findFirst()
                .orElseThrow();
    }

    private List<Long> connectorIds() {
        List<Long> ids = new ArrayList<>();
        for (AnyTcpPacket packet : packets(capture.fromConnector())) {
            if (packet instanceof TcpConnect connect) {
                ids.add(connect.id());
            } else if (packet instanceof TcpQuery query) {
                ids.add(query.id());
            }
        }
        return ids;
    }

    private static List<AnyTcpPacket> packets(byte[] stream) {
        List<AnyTcpPacket> packets = new ArrayList<>();
        new FrameDecoder()
                .decode(ByteBuffer.wrap(stream), frame -> packets.add(TlReader.parse(frame, AnyTcpPacket::read)));
        return packets;
    }

    private static byte[] start(byte[] stream, int frames) {
        List<TlBytes> payloads = new ArrayList<>();
        new FrameDecoder().decode(ByteBuffer.wrap(stream), payloads::add);
        int length = payloads.stream()
                .limit(frames)
                .mapToInt(frame -> 8 + frame.length())
                .sum();
        return Arrays.copyOf(stream, length);
    }

    /** Gives the numbers of the capture, then ones of its own. */
    private static final class Scripted implements RandomGenerator {

        private final Queue<Long> numbers;

        Scripted(List<Long> numbers) {
            this.numbers = new ArrayDeque<>(numbers);
        }

        @Override
        public long nextLong() {
            Long next = numbers.poll();
            return next == null ? 42 : next;
        }
    }
}
