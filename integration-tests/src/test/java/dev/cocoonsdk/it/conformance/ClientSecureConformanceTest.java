package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawCertificate;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.RawSecure;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.network.client.ProxyRoute;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connecting side of proof of work, TLS and the router's hop, with our client: {@code docs/protocol/wire.md} 2.1, 3.3, 11,
 * {@code attestation.md} 1 to 7.
 */
class ClientSecureConformanceTest {

    private ClientUnderTest client;

    @AfterEach
    void stop() {
        client.close();
    }

    private Socket dialled(String policy) {
        TlsParty party = TlsParty.of(
                TlsIdentitySource.renewing(TlsIdentitySource.Kind.NONE, Clock.systemUTC()),
                PolicyConfig.DEFAULT.policy(policy, true),
                Clock.systemUTC());
        client = ClientUnderTest.start(builder -> builder.route(ProxyRoute.direct(party, 28)));
        return client.proxy().socket();
    }

    @ParameterizedTest(name = "2.1 difficulty {0} is worked on")
    @ValueSource(ints = {-5, 0, 1, 12})
    void doesTheWorkAndSpeaksFramesInsideTls(int difficulty) throws IOException {
        SSLSocket tls = RawSecure.serve(
                dialled("fake_tdx"),
                difficulty,
                RawCertificate.ed25519().usual().fakeQuote());
        assertThat(tls.getSession().getProtocol()).isEqualTo("TLSv1.3");
        X509Certificate shown = (X509Certificate) tls.getSession().getPeerCertificates()[0];
        assertThat(shown.getVersion()).isEqualTo(3);
        assertThat(shown.getSigAlgOID()).isEqualTo("1.3.101.112");
        RawProxy.peer(tls).accept().query(Ids.CLIENT_CONNECT);
    }

    @Test
    void solvesTheVectorOfTheDescription() throws IOException {
        Socket socket = dialled("any");
        socket.getOutputStream().write(RawSecure.challenge(20));
        byte[] answer = new byte[12];
        new DataInputStream(socket.getInputStream()).readFully(answer);
        RawSecure.Challenged challenge = new RawSecure.Challenged(socket, RawSecure.challenge(20));
        assertThat(challenge.isAnsweredBy(answer)).isTrue();
        assertThat(challenge.isAnsweredBy(RawSecure.vectorAnswer())).isTrue();
    }

    @ParameterizedTest(name = "2.1 difficulty {0} -> closed without an answer")
    @ValueSource(ints = {29, 64, 65, Integer.MAX_VALUE})
    void refusesTooMuchWork(int difficulty) throws IOException {
        assertClosed(dialled("any"), RawSecure.challenge(difficulty));
    }

    @Test
    void refusesAChallengeWithAnotherMagic() throws IOException {
        byte[] challenge = RawSecure.challenge(1);
        challenge[0] ^= 1;
        assertClosed(dialled("any"), challenge);
    }

    private static void assertClosed(Socket socket, byte[] challenge) throws IOException {
        socket.getOutputStream().write(challenge);
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).isNotNull();
        }
    }

    static Stream<Named<RawCertificate>> unacceptable() {
        Instant now = Instant.now();
        return Stream.of(
                Named.of("no quote", RawCertificate.ed25519().usual()),
                Named.of(
                        "quote of another key",
                        RawCertificate.ed25519().usual().quote(RawCertificate.sha512(new byte[32]))),
                Named.of("quote of 65 bytes", RawCertificate.ed25519().usual().quote(new byte[65])),
                Named.of(
                        "expired",
                        RawCertificate.ed25519()
                                .usual()
                                .fakeQuote()
                                .valid(now.minusSeconds(9999), now.minusSeconds(60))),
                Named.of(
                        "purpose of clients alone",
                        RawCertificate.ed25519()
                                .purposes(RawCertificate.CLIENT_AUTH)
                                .names("127.0.0.1")
                                .fakeQuote()),
                Named.of(
                        "an unknown critical extension",
                        RawCertificate.ed25519()
                                .usual()
                                .fakeQuote()
                                .extension("1.3.6.1.4.1.12345.99", true, new byte[] {1})),
                Named.of("RSA key", RawCertificate.rsa().usual()),
                Named.of("EC key", RawCertificate.ec().usual()));
    }

    @ParameterizedTest(name = "attestation.md 3, 7: a proxy with {0} -> refused under fake_tdx")
    @MethodSource("unacceptable")
    void refusesOtherProxies(RawCertificate certificate) {
        Socket socket = dialled("fake_tdx");
        assertThatThrownBy(() ->
                        RawProxy.peer(RawSecure.serve(socket, 1, certificate)).next())
                .isInstanceOfAny(IOException.class, RawPeer.Gone.class);
    }

    @Test
    void acceptsAProxyWithoutQuoteUnderAny() throws IOException {
        SSLSocket tls =
                RawSecure.serve(dialled("any"), 1, RawCertificate.ed25519().usual());
        RawProxy.peer(tls).accept().query(Ids.CLIENT_CONNECT);
    }

    private Socket throughRouter(byte[] greetingAnswer) throws IOException {
        RawProxy[] router = new RawProxy[1];
        router[0] = RawProxy.listen();
        client = ClientUnderTest.start(builder -> builder.proxyAddress(new InetSocketAddress("10.1.2.3", 4567))
                .route(ProxyRoute.viaRouter(router[0].address())));
        Socket socket = router[0].socket();
        router[0].close();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(HexFormat.of().formatHex(in.readNBytes(3)))
                .as("one method: none")
                .isEqualTo("050100");
        socket.getOutputStream().write(greetingAnswer);
        return socket;
    }

    @Test
    void connectsThroughARouterAndWaitsForThePeerInfo() throws IOException {
        Socket socket = throughRouter(new byte[] {5, 0});
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(HexFormat.of().formatHex(in.readNBytes(10))).isEqualTo("050100010a01020311d7");
        socket.getOutputStream().write(HexFormat.of().parseHex("050000017f0000010001"));
        Tl info = new Tl()
                .i32(0)
                .raw(new byte[48])
                .data(new byte[32])
                .str("127.0.0.1")
                .i32(1)
                .str("10.1.2.3")
                .i32(4567);
        socket.getOutputStream()
                .write(new Tl().i32(info.bytes().length).add(info).bytes());
        RawProxy.peer(socket).accept().query(Ids.CLIENT_CONNECT);
    }

    @ParameterizedTest(name = "11.1 a router that answers {0} -> closed")
    @ValueSource(strings = {"05ff", "0400", "0502"})
    void refusesOtherRouters(String answer) throws IOException {
        Socket socket = throughRouter(HexFormat.of().parseHex(answer));
        try {
            assertThat(new DataInputStream(socket.getInputStream()).read()).isEqualTo(-1);
        } catch (SocketException | EOFException gone) {
            assertThat(gone).isNotNull();
        }
    }

    @ParameterizedTest(name = "11.1 a router that refuses the target by {0} -> closed")
    @ValueSource(strings = {"050100017f0000010001", "050500017f0000010001", "040000017f0000010001"})
    void closesWhenTheRouterRefuses(String reply) throws IOException {
        Socket socket = throughRouter(new byte[] {5, 0});
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readNBytes(10);
        socket.getOutputStream().write(HexFormat.of().parseHex(reply));
        assertThat(in.read()).isEqualTo(-1);
    }
}
