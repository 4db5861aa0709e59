package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TcpQueryAnswer;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxyResult;
import dev.cocoonsdk.ton.SignedPayment;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
                clock.context(Capture.scripted(capture.connectorNumbers())));
        link.transportUp();
        link.receive(ByteBuffer.wrap(Capture.start(capture.fromAcceptor(), HANDSHAKE_FRAMES)));

        assertThat(listener.failures).isEmpty();
        assertThat(link.isReady()).isTrue();
        assertThat(link.protocol()).isEqualTo(2);
        assertThat(wire.take()).isEqualTo(Capture.start(capture.fromConnector(), HANDSHAKE_FRAMES));
    }

    @Test
    void ourWorkerUnderstandsTheRestOfTheReferenceProxysStream() {
        RecordingWorker listener = new RecordingWorker();
        WorkerLink link = WorkerLink.create(
                TestNetwork.worker(),
                TestNetwork.directory(),
                listener,
                wire,
                clock.context(Capture.scripted(capture.connectorNumbers())));
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
        byte[] expected = Capture.start(capture.fromAcceptor(), HANDSHAKE_FRAMES);
        assertThat(Arrays.copyOf(wire.take(), expected.length)).isEqualTo(expected);
    }

    private SignedPayment capturedPayment() {
        return Capture.packets(capture.fromAcceptor()).stream()
                .filter(TcpQueryAnswer.class::isInstance)
                .map(packet -> ((TcpQueryAnswer) packet).data())
                .filter(data -> data.reader().peekId() == WorkerCompareBalanceWithProxyResult.ID)
                .map(data -> TlReader.parse(data, WorkerCompareBalanceWithProxyResult::read))
                .map(result -> (ProxySignedPayment) result.signedPayment())
                .map(payment -> SignedPayment.parse(payment.data().toByteArray()))
                .findFirst()
                .orElseThrow();
    }
}
