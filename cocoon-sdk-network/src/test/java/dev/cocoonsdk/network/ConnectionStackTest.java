package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStackTest {

    private final ManualClock time = new ManualClock();

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16})
    void aSecureConnectorAndASecureAcceptorMeet(int difficulty) {
        LayerEnd acceptor = TestParties.end(TestParties.acceptor(difficulty), "client");
        LayerEnd connector = TestParties.end(TestParties.connector(), "proxy");
        LayerEnd.exchange(connector, acceptor);

        assertThat(connector.isUp() && acceptor.isUp()).isTrue();
        assertThat(connector.peer.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
        assertThat(connector.peer.verdict().assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        assertThat(acceptor.peer.imageHash()).isEqualTo(Hash256.ZERO);

        connector.send(utf8("hello"));
        acceptor.send(utf8("welcome"));
        LayerEnd.exchange(connector, acceptor);
        assertThat(acceptor.takeDelivered()).isEqualTo(utf8("hello"));
        assertThat(connector.takeDelivered()).isEqualTo(utf8("welcome"));
    }

    @Test
    void answerAndClientHelloLeaveTogether() {
        LayerEnd acceptor = TestParties.end(TestParties.acceptor(8), "client");
        LayerEnd connector = TestParties.end(TestParties.connector(), "proxy");
        connector.receive(acceptor.takeOutput());
        byte[] first = connector.takeOutput();
        assertThat(first).hasSizeGreaterThan(100);
        assertThat(first[PowChallenge.ANSWER_LENGTH]).isEqualTo((byte) 22);
    }

    @Test
    void linksWorkOverTheSecureStack() {
        TestWire workerWire = new TestWire();
        TestWire proxyWire = new TestWire();
        RecordingWorker worker = new RecordingWorker();
        RecordingProxy proxy = new RecordingProxy();
        WorkerLink workerLink = WorkerLink.create(
                TestNetwork.worker(),
                TestNetwork.directory(),
                worker,
                workerWire,
                TestParties.connector().newLayer(time.context(), Offload.INLINE, "proxy"),
                time.context());
        ProxyWorkerLink proxyLink = ProxyWorkerLink.create(
                TestNetwork.proxy(),
                proxy,
                proxyWire,
                TestParties.acceptor(8).newLayer(time.context(), Offload.INLINE, "worker"),
                time.context());
        proxyLink.transportUp();
        workerLink.transportUp();
        for (int round = 0; round < 20; round++) {
            workerLink.flush();
            proxyLink.flush();
            proxyLink.receive(ByteBuffer.wrap(workerWire.take()));
            workerLink.receive(ByteBuffer.wrap(proxyWire.take()));
        }
        assertThat(worker.failures).isEmpty();
        assertThat(proxy.failures).isEmpty();
        assertThat(worker.ready).isEqualTo(1);
    }

    /** Sends a byte a second, so that no read ever times out. */
    @ParameterizedTest
    @ValueSource(ints = {0, 11, 12, 40})
    void anAcceptorGivesASlowPeerNoMoreTimeThanItsLimit(int bytesAtOnce) {
        LayerEnd acceptor =
                new LayerEnd(TestParties.acceptor(0).newLayer(time.context(), Offload.INLINE, "client")).started();
        LayerEnd connector = TestParties.end(TestParties.connector(), "proxy");
        connector.receive(acceptor.takeOutput());
        byte[] stream = connector.takeOutput();
        acceptor.receive(java.util.Arrays.copyOf(stream, bytesAtOnce));
        for (int second = 1; second < 30; second++) {
            time.advance(Duration.ofSeconds(1));
            acceptor.receive(new byte[] {stream[bytesAtOnce + second - 1]});
            acceptor.layer.tick();
        }
        assertThat(acceptor.failures).isEmpty();
        assertThat(acceptor.layer.nextDeadline())
                .isEqualTo(Duration.ofSeconds(30).toNanos());

        time.advance(Duration.ofSeconds(1));
        acceptor.layer.tick();
        assertThat(acceptor.failures).containsExactly(new LinkFailure(Kind.IDLE, 0, "not secured within 30 s"));
        assertThat(acceptor.layer.nextDeadline()).isEqualTo(LinkContext.NEVER);
        acceptor.layer.tick();
        assertThat(acceptor.failures).hasSize(1);
    }

    @Test
    void onceItIsUpTheLimitIsOver() {
        LayerEnd acceptor =
                new LayerEnd(TestParties.acceptor(0).newLayer(time.context(), Offload.INLINE, "client")).started();
        LayerEnd connector = TestParties.end(TestParties.connector(), "proxy");
        LayerEnd.exchange(connector, acceptor);
        assertThat(acceptor.layer.nextDeadline()).isEqualTo(LinkContext.NEVER);
        time.advance(Duration.ofDays(1));
        acceptor.layer.tick();
        assertThat(acceptor.isUp()).isTrue();
    }

    @Test
    void plainIsUpAtOnce() {
        LayerEnd end = TestParties.end(ConnectionStack.plain(), "peer");
        assertThat(end.isUp()).isTrue();
        assertThat(end.peer).isEqualTo(Peer.UNKNOWN);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestParties.acceptor(65))
                .withMessage("difficulty: 65 (expected: 0 to 64)");
        assertThatIllegalArgumentException().isThrownBy(() -> TestParties.acceptor(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionStack.secureAcceptor(TestParties.PROXY, 1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectionStack.secureConnector(TestParties.CLIENT, 65));
    }

    @Test
    void stacksSayWhatTheyDo() {
        assertThat(ConnectionStack.plain()).hasToString("ConnectionStack[plain]");
        assertThat(TestParties.acceptor(20)).hasToString("ConnectionStack[secure acceptor, difficulty 20]");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
