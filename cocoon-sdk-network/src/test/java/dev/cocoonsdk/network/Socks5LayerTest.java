package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire.md 11.1, and what client-runner and router said to each other. */
class Socks5LayerTest {

    private static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 11_002);
    private static final int GREETING_AND_REQUEST = 13;
    private static final int REPLIES_AND_PEER_INFO = 2 + 10 + 124;

    @Property
    void theCapturedRouterIsUnderstoodInAnyChunking(@ForAll @IntRange(min = 1, max = 400) int size) {
        Capture capture = Capture.loadRaw("socks-client-to-router");
        byte[] router = capture.fromAcceptor();
        LayerEnd client = TestParties.end(ConnectionStack.viaRouter(TARGET), "proxy");
        assertThat(client.takeOutput()).containsExactly(5, 1, 0);

        client.receive(Arrays.copyOf(router, 2));
        assertThat(client.takeOutput()).isEqualTo(Arrays.copyOfRange(capture.fromConnector(), 3, GREETING_AND_REQUEST));
        for (int at = 2; at < router.length; at += size) {
            client.receive(Arrays.copyOfRange(router, at, Math.min(router.length, at + size)));
        }
        assertThat(client.isUp()).isTrue();
        assertThat(client.peer.imageHash()).isEqualTo(Hash256.ZERO);
        assertThat(client.peer.verdict().peer()).isEqualTo("proxy (127.0.0.1:58460)");
        assertThat(client.takeDelivered()).isEqualTo(Arrays.copyOfRange(router, REPLIES_AND_PEER_INFO, router.length));
        assertThat(client.takeOutput()).isEmpty();
    }

    /** The router has no answer yet when TLS takes its time; the reference sends tcp.connect early, we do not. */
    @Test
    void theLayerIsUpOnlyWhenTheRouterHasDescribedThePeer() {
        LayerEnd client = TestParties.end(ConnectionStack.viaRouter(TARGET), "proxy");
        client.receive(HexFormat.of().parseHex("0500" + "050000017f000001b640"));
        assertThat(client.ups).isZero();
        client.takeOutput();
        assertThat(client.takeOutput()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0500 05000001 7f000001b640",
        "0500 05000004 00000000000000000000000000000001b640",
        "0500 05000003 0361626301bb",
        "0500 05000003 0001bb"
    })
    void everyFormOfBoundAddressIsSkipped(String reply) {
        LayerEnd client = new LayerEnd(new Socks5Layer(TARGET, ByteLayer.plain())).started();
        client.receive(HexFormat.of().parseHex(reply.replace(" ", "") + "abcd"));
        assertThat(client.isUp()).isTrue();
        assertThat(client.takeDelivered()).containsExactly(0xab, 0xcd);
    }

    @ParameterizedTest
    @CsvSource({
        "05ff, REFUSED_BY_PEER, SOCKS5 method: 05 ff (expected: 05 00)",
        "0502, REFUSED_BY_PEER, SOCKS5 method: 05 02 (expected: 05 00)",
        "0400, REFUSED_BY_PEER, SOCKS5 method: 04 00 (expected: 05 00)",
        "05000505000100, REFUSED_BY_PEER, 'SOCKS5 reply for /127.0.0.1:11002: 5 (connection refused)'",
        "0500050000010000, '', ''",
        "0500055b000100, REFUSED_BY_PEER, 'SOCKS5 reply for /127.0.0.1:11002: 91 (unknown)'",
        "05000400000100, MALFORMED, SOCKS5 reply: version 04 (expected: 05)",
        "05000500000500, MALFORMED, 'SOCKS5 reply: address type 05 (expected: 01, 03 or 04)'"
    })
    void refusalsSayWhat(String answer, String kind, String detail) {
        LayerEnd client = new LayerEnd(new Socks5Layer(TARGET, ByteLayer.plain())).started();
        client.receive(HexFormat.of().parseHex(answer));
        if (kind.isEmpty()) {
            assertThat(client.failures).isEmpty();
            assertThat(client.ups).isZero();
        } else {
            assertThat(client.failures).containsExactly(new LinkFailure(Kind.valueOf(kind), 0, detail));
        }
    }

    @Test
    void onlyIpv4IsPossible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionStack.viaRouter(InetSocketAddress.createUnresolved("proxy.example", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionStack.viaRouter(new InetSocketAddress("::1", 1)));
    }

    @Test
    void highPortsAreWrittenUnsigned() {
        LayerEnd client =
                TestParties.end(ConnectionStack.viaRouter(new InetSocketAddress("192.0.2.255", 65_535)), "proxy");
        client.takeOutput();
        client.receive(new byte[] {5, 0});
        assertThat(client.takeOutput()).asHexString().isEqualTo("05010001C00002FFFFFF");
    }
}
