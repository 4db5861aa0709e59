package dev.cocoonsdk.network.tl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.FrameEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The test vectors of {@code docs/protocol/wire.md} 15, byte for byte in both directions. */
class VectorsTest {

    private static final String ADDRESS = "EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c";
    private static final ClientConnectToProxy CLIENT_CONNECT =
            new ClientConnectToProxy(new ClientParams(3, ADDRESS, false, 1, 2), 7);
    private static final HttpRequest HTTP_REQUEST = new HttpRequest(
            "POST",
            "/v1/chat/completions",
            "HTTP/1.1",
            List.of(new HttpHeader("Content-Length", "2")),
            TlBytes.ofUtf8("{}"));
    private static final HttpResponse HTTP_RESPONSE = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.EMPTY);

    private final Properties vectors = load();

    @Test
    void aVectorOfTooManyItemsIsRefusedHoweverSmallTheyAre() {
        List<HttpHeader> many = java.util.Collections.nCopies(1_001, new HttpHeader("", ""));
        TlBytes bytes = new HttpRequest("GET", "/", "HTTP/1.1", many, TlBytes.EMPTY).toBoxedBytes();
        assertThatThrownBy(() -> TlReader.parse(bytes, HttpRequest::read))
                .isInstanceOf(TlFormatException.class)
                .hasMessageContaining("vector of 1001 items (expected: <= 1000)");
    }

    @Test
    void connectIsTheFirstFrameOfTheConnector() {
        assertFrame("FRAME_CONNECT", 0, new TcpConnect(1));
    }

    @Test
    void connectedIsTheFirstFrameOfTheAcceptor() {
        assertFrame("FRAME_CONNECTED", 0, new TcpConnected(1));
    }

    @Test
    void pingAndPongAreSecondFrames() {
        assertFrame("FRAME_PING", 1, new TcpPing(2));
        assertFrame("FRAME_PONG", 1, new TcpPong(2));
    }

    @Test
    void clientConnectTravelsInAQuery() {
        assertObject("CLIENT_CONNECT", CLIENT_CONNECT);
        assertFrame("FRAME_CLIENT_CONNECT", 1, new TcpQuery(0x1122334455667788L, CLIENT_CONNECT.toBoxedBytes()));
    }

    @Test
    void shortAuthorisationCarriesTheSecret() {
        assertObject("AUTHORIZE", new ClientAuthorizeWithProxyShort(TlBytes.ofUtf8("secret")));
    }

    @Test
    void workerHandshakeObjects() {
        assertObject(
                "WORKER_CONNECT",
                new WorkerConnectToProxy(new WorkerParams(3, ADDRESS, "m@c:v", 1000, false, 1, 200, 1, 2)));
        assertObject("COMPARE", new WorkerCompareBalanceWithProxy(0, 0, 0));
        assertObject("HANDSHAKE_COMPLETE", new WorkerProxyHandshakeComplete(false));
        assertObject("HANDSHAKE_COMPLETED", new WorkerProxyHandshakeCompleted());
    }

    @Test
    void requestsCarryAnHttpRequest() {
        assertObject("HTTP_REQUEST", HTTP_REQUEST);
        assertObject(
                "CLIENT_RUN_QUERY",
                new ClientRunQueryEx("m", HTTP_REQUEST.toBoxedBytes(), 4000, 1000, 114.0, id("aa"), 7, 1, false));
    }

    @Test
    void answersCarryAnHttpResponseAndThenBytes() {
        assertObject("HTTP_RESPONSE", HTTP_RESPONSE);
        assertObject("ANSWER", new ProxyQueryAnswerEx(id("bb"), HTTP_RESPONSE.toBoxedBytes(), 0, null));
        ProxyQueryFinalInfo info = new ProxyQueryFinalInfo(2, new TokensUsed(1, 2, 3, 4, 10), null, 1.5, 2.5);
        assertObject("PART", new ProxyQueryAnswerPartEx(id("bb"), TlBytes.ofUtf8("{}\n"), 1, info));
    }

    @Test
    void payloadsAndPrivateTextsAreNotPrinted() {
        assertThat(new ClientAuthorizeWithProxyShort(TlBytes.ofUtf8("secret")).toString())
                .doesNotContain("secret")
                .contains("6 bytes");
        assertThat(new HttpHeader("Authorization", "Bearer abc").toString())
                .isEqualTo("HttpHeader[name=Authorization, value=10 characters]");
    }

    private void assertObject(String name, TlObject object) {
        assertThat(object.toBoxedBytes().toHex()).isEqualTo(vectors.getProperty(name));
        assertThat(TlReader.parse(TlBytes.ofHex(vectors.getProperty(name)), TlObjects::read))
                .isEqualTo(object);
    }

    private void assertFrame(String name, int seqno, TlObject packet) {
        FrameEncoder encoder = new FrameEncoder();
        for (int i = 0; i < seqno; i++) {
            encoder.encode(new TcpPing(i));
        }
        assertThat(HexFormat.of().formatHex(encoder.encode(packet).array())).isEqualTo(vectors.getProperty(name));
    }

    private static Hash256 id(String hexByte) {
        return Hash256.ofHex(hexByte.repeat(32));
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(VectorsTest.class.getResourceAsStream("vectors.txt"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
