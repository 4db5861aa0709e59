package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.AnyTcpPacket;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.ProxyQueryAnswerPartEx;
import dev.cocoonsdk.network.tl.ProxyRunQueryEx;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxyWorkerRequestPayment;
import dev.cocoonsdk.network.tl.TcpPacket;
import dev.cocoonsdk.network.tl.TcpQuery;
import dev.cocoonsdk.network.tl.TcpQueryAnswer;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlObjects;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.network.tl.WorkerConnectToProxy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the C++ reference really sent, replayed through our decoder. */
class CaptureReplayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai-worker-to-proxy",
                "lines-worker-to-proxy",
                "openai-client-to-proxy",
                "lines-client-to-proxy",
                "socks-client-to-router"
            })
    void capturedStreamsDecodeToTheAnnotatedMessagesAndEncodeToTheSameBytes(String name) {
        Capture capture = Capture.load(name);
        assertReplay(capture.fromConnector(), capture.connectorIds());
        assertReplay(capture.fromAcceptor(), capture.acceptorIds());
    }

    @Test
    void theWorkersHandshakeCarriesWhatTheAnnotationSays() {
        WorkerConnectToProxy connect = find(connector("openai-worker-to-proxy"), WorkerConnectToProxy.class);
        assertThat(connect.params().flags()).isEqualTo(3);
        assertThat(connect.params().workerOwnerAddress()).isEqualTo("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
        assertThat(connect.params().model()).isEqualTo("Qwen/Qwen3-8B@abc123def456:" + "0".repeat(64));
        assertThat(connect.params().coefficient()).isEqualTo(1000);
        assertThat(connect.params().isTest()).isTrue();
        assertThat(connect.params().proxyCnt()).isEqualTo(1);
        assertThat(connect.params().maxActiveRequests()).isEqualTo(60);
        assertThat(connect.params().minProtoVersion()).isEqualTo(1);
        assertThat(connect.params().maxProtoVersion()).isEqualTo(2);
    }

    @Test
    void theRequestAndItsFinalInfoCarryWhatTheAnnotationSays() {
        ProxyRunQueryEx query = find(acceptor("openai-worker-to-proxy"), ProxyRunQueryEx.class);
        assertThat(query.coefficient()).isEqualTo(1000);
        assertThat(query.timeout()).isEqualTo(108.3);
        assertThat(query.flags()).isEqualTo(1);
        assertThat(query.enableDebug()).isFalse();
        assertThat(TlReader.parse(query.query(), HttpRequest::read).url()).isEqualTo("/v1/chat/completions");
        ProxyQueryAnswerPartEx last = find(connector("openai-worker-to-proxy"), ProxyQueryAnswerPartEx.class);
        assertThat(last.finalInfo()).isNotNull();
        assertThat(last.finalInfo().tokensUsed()).isEqualTo(new TokensUsed(23, 11, 90, 10, 134));
        assertThat(last.finalInfo().flags()).isEqualTo(2);
        ProxyWorkerRequestPayment payment = find(acceptor("openai-worker-to-proxy"), ProxyWorkerRequestPayment.class);
        assertThat(payment.signedPayment()).isInstanceOf(ProxySignedPayment.class);
        assertThat(payment.maxTokens()).isEqualTo(134);
        assertThat(payment.requestTokens()).isEqualTo(134);
    }

    private static void assertReplay(byte[] stream, List<String> annotatedIds) {
        List<String> ids = new ArrayList<>();
        FrameEncoder encoder = new FrameEncoder();
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        for (TlBytes frame : frames(stream)) {
            AnyTcpPacket packet = TlReader.parse(frame, AnyTcpPacket::read);
            collectIds(packet, ids);
            again.writeBytes(encoder.encode(packet).array());
        }
        assertThat(ids).isNotEmpty();
        assertThat(topLevel(annotatedIds)).containsExactlyElementsOf(ids);
        assertThat(again.toByteArray()).isEqualTo(stream);
    }

    /** Ids of packets and of the objects that they carry; the content is decoded and encoded too. */
    private static void collectIds(AnyTcpPacket packet, List<String> ids) {
        ids.add(String.format("%08x", packet.constructorId()));
        TlBytes data = data(packet);
        if (data != null) {
            TlObject object = TlReader.parse(data, TlObjects::read);
            assertThat(object.toBoxedBytes()).isEqualTo(data);
            ids.add(String.format("%08x", object.constructorId()));
        }
    }

    /** The annotation also goes into the HTTP objects inside; those are no messages. */
    private static List<String> topLevel(List<String> annotatedIds) {
        return annotatedIds.stream()
                .filter(id -> !id.equals("47492de5") && !id.equals("1cd0c42b"))
                .toList();
    }

    private static TlBytes data(AnyTcpPacket packet) {
        return packet instanceof TcpPacket p
                ? p.data()
                : packet instanceof TcpQuery q ? q.data() : packet instanceof TcpQueryAnswer a ? a.data() : null;
    }

    private static List<TlObject> connector(String name) {
        return messages(Capture.load(name).fromConnector());
    }

    private static List<TlObject> acceptor(String name) {
        return messages(Capture.load(name).fromAcceptor());
    }

    private static List<TlObject> messages(byte[] stream) {
        return frames(stream).stream()
                .map(frame -> data(TlReader.parse(frame, AnyTcpPacket::read)))
                .filter(java.util.Objects::nonNull)
                .map(data -> TlReader.parse(data, TlObjects::read))
                .toList();
    }

    private static List<TlBytes> frames(byte[] stream) {
        List<TlBytes> frames = new ArrayList<>();
        new FrameDecoder().decode(ByteBuffer.wrap(stream), frames::add);
        return frames;
    }

    private static <T> T find(List<TlObject> messages, Class<T> type) {
        return messages.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
