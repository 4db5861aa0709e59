package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.AnyTcpPacket;
import dev.cocoonsdk.network.tl.ClientAuthorizationWithProxySuccess;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypesV2;
import dev.cocoonsdk.network.tl.ClientRunQueryEx;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TcpPacket;
import dev.cocoonsdk.network.tl.TcpQuery;
import dev.cocoonsdk.network.tl.TcpQueryAnswer;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.ton.SignedPayment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our links of the client's leg against the captured bytes of the C++ reference. */
class CaptureClientTest {

    private static final int HANDSHAKE_FRAMES = 3;

    private final ManualClock clock = new ManualClock();
    private final TestWire wire = new TestWire();

    @ParameterizedTest
    @ValueSource(strings = {"openai-client-to-proxy", "lines-client-to-proxy", "socks-client-to-router"})
    void ourClientWritesTheHandshakeOfTheReferenceClientByteForByte(String name) {
        Capture capture = Capture.load(name);
        RecordingClient listener = new RecordingClient();
        ClientLink link = client(capture, listener);
        link.transportUp();
        link.receive(ByteBuffer.wrap(Capture.start(capture.fromAcceptor(), HANDSHAKE_FRAMES)));

        assertThat(listener.failures).isEmpty();
        assertThat(listener.defects).isEmpty();
        assertThat(link.isReady()).isTrue();
        assertThat(link.protocol()).isEqualTo(2);
        assertThat(wire.take()).isEqualTo(Capture.start(capture.fromConnector(), HANDSHAKE_FRAMES));
    }

    @Test
    void ourClientWritesTheRequestOfTheReferenceClientAndReadsItsAnswers() {
        Capture capture = Capture.load("openai-client-to-proxy");
        RecordingClient listener = new RecordingClient();
        ClientLink link = client(capture, listener);
        link.transportUp();
        link.receive(ByteBuffer.wrap(Capture.start(capture.fromAcceptor(), HANDSHAKE_FRAMES)));
        wire.take();
        List<RecordingClientAnswer> answers = new ArrayList<>();
        for (ClientRunQueryEx query : queries(capture)) {
            RecordingClientAnswer answer = new RecordingClientAnswer();
            answers.add(answer);
            link.run(again(query), answer);
        }
        List<TlBytes> written = Capture.payloads(wire.take());
        assertThat(written).isEqualTo(framesOf(capture.fromConnector(), TcpPacket.class));
        byte[] stream = capture.fromAcceptor();
        int seen = Capture.start(stream, HANDSHAKE_FRAMES).length;
        link.receive(ByteBuffer.wrap(stream, seen, stream.length - seen));

        assertThat(listener.failures).isEmpty();
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).head.statusCode()).isEqualTo(200);
        assertThat(answers.get(0).events).endsWith("complete 134");
        assertThat(answers.get(1).events).endsWith("complete 0");
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.info.proxyStart()).isNotNull();
            assertThat(answer.info.workerEnd()).isNotNull();
        });
        assertThat(listener.payments).containsExactly("134 of 134", "0 of 134");
        assertThat(listener.defects).isEmpty();
    }

    @Test
    void ourProxyWritesTheHandshakeOfTheReferenceProxyByteForByte() {
        Capture capture = Capture.load("openai-client-to-proxy");
        RecordingClientPort listener = new RecordingClientPort();
        listener.standing = RecordingClientPort.known("");
        listener.numbers = new PaymentNumbers(capturedCharge(capture), TokenCount.ZERO, TokenCount.ZERO);
        listener.models = List.of(ProxyModel.of("Qwen/Qwen3-8B", List.of(new ProxyModel.Worker(1000, 0, 60))));
        ProxyClientLink link =
                ProxyClientLink.create(TestNetwork.proxy(), listener, wire, ByteLayer.plain(), clock.context());
        link.transportUp();
        link.receive(ByteBuffer.wrap(capture.fromConnector()));

        assertThat(listener.failures).isEmpty();
        assertThat(listener.requests).hasSize(2).allSatisfy(request -> {
            HttpRequest http = TlReader.parse(request.query(), HttpRequest::read);
            assertThat(http.url()).isEqualTo("/v1/chat/completions");
        });
        assertThat(listener.replies).hasSize(2).allSatisfy(reply -> {
            assertThat(reply.request().query().isEmpty()).isTrue();
            assertThat(reply.request().timeout()).isEqualTo(Duration.ofSeconds(114));
            assertThat(reply.request().maxCoefficient()).isEqualTo(4000);
            assertThat(reply.request().maxTokens()).isEqualTo(8000);
            assertThat(reply.request().minConfigVersion()).isEqualTo(3);
        });
        byte[] expected = Capture.start(capture.fromAcceptor(), HANDSHAKE_FRAMES + modelQueries(capture));
        assertThat(Arrays.copyOf(wire.take(), expected.length)).isEqualTo(expected);
    }

    private ClientLink client(Capture capture, RecordingClient listener) {
        ClientSettings settings =
                ClientSettings.of(TestNetwork.WALLET, true, false, TestNetwork.CONFIG_VERSION, Secret.of(""));
        return ClientLink.create(
                settings.withExtensions(false),
                TestNetwork.clientDirectory(),
                listener,
                wire,
                ByteLayer.plain(),
                clock.context(Capture.scripted(capture.connectorNumbers())));
    }

    private static ClientQuery again(ClientRunQueryEx query) {
        return new ClientQuery(
                query.requestId(),
                query.modelName(),
                query.query(),
                query.maxCoefficient(),
                query.maxTokens(),
                Duration.ofSeconds(120),
                query.minConfigVersion(),
                query.enableDebug());
    }

    private static List<ClientRunQueryEx> queries(Capture capture) {
        return Capture.packets(capture.fromConnector()).stream()
                .filter(TcpPacket.class::isInstance)
                .map(packet -> TlReader.parse(((TcpPacket) packet).data(), ClientRunQueryEx::read))
                .toList();
    }

    private static int modelQueries(Capture capture) {
        return (int) Capture.packets(capture.fromConnector()).stream()
                .filter(packet -> packet instanceof TcpQuery query
                        && query.data().reader().peekId() == ClientGetWorkerTypesV2.ID)
                .count();
    }

    private static SignedPayment capturedCharge(Capture capture) {
        return Capture.packets(capture.fromAcceptor()).stream()
                .filter(TcpQueryAnswer.class::isInstance)
                .map(packet -> ((TcpQueryAnswer) packet).data())
                .filter(data -> data.reader().peekId() == ClientAuthorizationWithProxySuccess.ID)
                .map(data -> TlReader.parse(data, ClientAuthorizationWithProxySuccess::read))
                .map(success -> (ProxySignedPayment) success.signedPayment())
                .map(payment -> SignedPayment.parse(payment.data().toByteArray()))
                .findFirst()
                .orElseThrow();
    }

    private static List<TlBytes> framesOf(byte[] stream, Class<?> type) {
        return Capture.payloads(stream).stream()
                .filter(frame -> type.isInstance(TlReader.parse(frame, AnyTcpPacket::read)))
                .toList();
    }
}
