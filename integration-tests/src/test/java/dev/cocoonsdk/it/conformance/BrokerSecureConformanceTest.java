package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawCertificate;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawSecure;
import dev.cocoonsdk.it.conformance.raw.RawSecure.Challenged;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The broker's ports with proof of work and TLS, and the peer-info message of its plain ports: {@code docs/protocol/wire.md} 2, 2.1, 3.3,
 * {@code attestation.md} 1 to 7. Workers must show {@code fake_tdx}, clients nothing.
 */
class BrokerSecureConformanceTest {

    private static final ManualClock clock = new ManualClock();
    private static BrokerUnderTest broker;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start(Broker.builder(BrokerUnderTest.config(
                        runner -> BrokerUnderTest.with(
                                runner,
                                JsonValue.object(
                                        "tls_worker_port",
                                        0,
                                        "tls_client_port",
                                        0,
                                        "worker_policy",
                                        "fake_tdx",
                                        "pow_difficulty",
                                        8)),
                        root -> root))
                .links(clock.context(), Duration.ofMillis(5)));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Challenged client() {
        return RawSecure.dial(broker.broker().tlsClientAddress());
    }

    private static Challenged worker() {
        return RawSecure.dial(broker.broker().tlsWorkerAddress());
    }

    private static SSLSocket secured(Challenged challenged, RawCertificate certificate) {
        try {
            return challenged.send(challenged.answer()).tls(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(Challenged challenged, RawCertificate certificate) {
        try {
            RawPeer.of(secured(challenged, certificate))
                    .frame(Tl.of(Ids.CONNECT).i64(1))
                    .closed();
        } catch (UncheckedIOException refused) {
            assertThat(refused).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void challengesAsTheReferenceDoes() {
        Challenged one = client();
        Challenged two = client();
        assertThat(one.magic()).isEqualTo("91128e41");
        assertThat(one.difficulty()).isEqualTo(8);
        assertThat(Arrays.copyOfRange(one.challenge(), 8, 24)).isNotEqualTo(Arrays.copyOfRange(two.challenge(), 8, 24));
    }

    @ParameterizedTest(name = "2.1 {0} -> closed")
    @ValueSource(strings = {"wrong nonce", "wrong magic", "TLS without an answer", "plain frames"})
    void closesOnAWrongAnswer(String kind) {
        Challenged client = client();
        client.send(
                        switch (kind) {
                            case "wrong nonce" -> client.wrongAnswer();
                            case "wrong magic" -> client.wrongMagic();
                            case "plain frames" ->
                                RawPeer.frame(0, Tl.of(Ids.CONNECT).i64(1).bytes());
                            default ->
                                new Tl()
                                        .hex("16030100f8010000f40303")
                                        .hex("00".repeat(20))
                                        .bytes();
                        })
                .closed();
    }

    @Test
    void servesAClientWithoutQuote() throws IOException {
        SSLSocket tls = secured(client(), RawCertificate.ed25519().usual());
        assertThat(tls.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(tls.getSession().getCipherSuite()).isIn("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
        assertCertificate((X509Certificate) tls.getSession().getPeerCertificates()[0]);
        RawPeer peer = RawPeer.of(tls).greet();
        peer.query(1, new RawClient.Params().query()).answer(1, Ids.CLIENT_CONNECTED);
        peer.query(2, RawClient.authorizeShort("")).answer(2, Ids.AUTHORIZED);
        peer.alive();
    }

    private static void assertCertificate(X509Certificate shown) {
        byte[] key = shown.getPublicKey().getEncoded();
        byte[] raw = Arrays.copyOfRange(key, key.length - 32, key.length);
        assertThat(shown.getVersion()).isEqualTo(3);
        assertThat(shown.getSigAlgOID()).isEqualTo("1.3.101.112");
        assertThat(shown.getCriticalExtensionOIDs()).contains(RawCertificate.QUOTE, RawCertificate.CLAIMS);
        assertThat(value(shown, RawCertificate.QUOTE))
                .as("a fake quote in test mode")
                .isEqualTo(RawCertificate.sha512(raw));
        assertThat(value(shown, RawCertificate.CLAIMS)).isEqualTo(raw);
        assertThat(names(shown)).contains(List.of(2, "127.0.0.1"));
        assertThat(Duration.between(
                        shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant()))
                .isLessThanOrEqualTo(Duration.ofSeconds(86_400 + 3600));
    }

    private static List<List<?>> names(X509Certificate shown) {
        try {
            return List.copyOf(shown.getSubjectAlternativeNames());
        } catch (CertificateParsingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An extension's value without the octet string around it. */
    private static byte[] value(X509Certificate shown, String oid) {
        byte[] wrapped = shown.getExtensionValue(oid);
        return Arrays.copyOfRange(wrapped, 2, wrapped.length);
    }

    @Test
    void takesTheAnswerByteByByte() {
        Challenged client = client();
        for (byte one : client.answer()) {
            client.send(new byte[] {one});
        }
        try {
            RawPeer.of(client.tls(RawCertificate.ed25519().usual())).greet().alive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Named<RawCertificate>> acceptable() {
        return Stream.of(
                Named.of("no usages at all", RawCertificate.ed25519().names("x")),
                Named.of("client purpose alone", RawCertificate.ed25519().purposes(RawCertificate.CLIENT_AUTH)),
                Named.of(
                        "a quote that nobody asked for",
                        RawCertificate.ed25519().usual().quote(new byte[700])));
    }

    @ParameterizedTest(name = "attestation.md 3: {0} is accepted under any")
    @MethodSource("acceptable")
    void acceptsWhatOpenSslAccepts(RawCertificate certificate) {
        RawPeer.of(secured(client(), certificate)).greet().alive();
    }

    static Stream<Named<RawCertificate>> unacceptable() {
        Instant now = Instant.now();
        return Stream.of(
                Named.of("RSA key", RawCertificate.rsa().usual()),
                Named.of("EC key", RawCertificate.ec().usual()),
                Named.of(
                        "expired",
                        RawCertificate.ed25519().usual().valid(now.minusSeconds(9999), now.minusSeconds(60))),
                Named.of(
                        "not yet valid",
                        RawCertificate.ed25519().usual().valid(now.plusSeconds(3600), now.plusSeconds(9999))),
                Named.of(
                        "purpose of servers alone",
                        RawCertificate.ed25519().usage(0x80).purposes(RawCertificate.SERVER_AUTH)),
                Named.of(
                        "key usage without signatures", RawCertificate.ed25519().usage(0x20)),
                Named.of(
                        "an unknown critical extension",
                        RawCertificate.ed25519().usual().extension("1.3.6.1.4.1.12345.99", true, new byte[] {1})),
                Named.of(
                        "a quote above 32768 bytes",
                        RawCertificate.ed25519().usual().quote(new byte[32_769])));
    }

    @ParameterizedTest(name = "attestation.md 3: {0} -> refused")
    @MethodSource("unacceptable")
    void refusesOtherCertificates(RawCertificate certificate) {
        assertRefused(client(), certificate);
    }

    @Test
    void refusesAClientWithoutCertificate() {
        assertRefused(client(), null);
    }

    @Test
    void servesAWorkerWithAFakeQuote() {
        RawPeer peer = RawPeer.of(
                        secured(worker(), RawCertificate.ed25519().usual().fakeQuote()))
                .greet();
        RawWorker.handshake(peer, new RawWorker.Params().model("secure@c:v"), false)
                .peer()
                .alive();
    }

    static Stream<Named<RawCertificate>> badQuotes() {
        return Stream.of(
                Named.of("no quote", RawCertificate.ed25519().usual()),
                Named.of(
                        "quote of another key",
                        RawCertificate.ed25519().usual().quote(RawCertificate.sha512(new byte[32]))),
                Named.of("quote of 63 bytes", RawCertificate.ed25519().usual().quote(new byte[63])),
                Named.of("quote empty", RawCertificate.ed25519().usual().quote(new byte[0])));
    }

    @ParameterizedTest(name = "attestation.md 7: {0} -> refused under fake_tdx")
    @MethodSource("badQuotes")
    void refusesWorkersWithoutTheRightQuote(RawCertificate certificate) {
        assertRefused(worker(), certificate);
    }

    @Test
    void aConnectorThatTricklesItsAnswerIsDropped() {
        Challenged client = client();
        client.send(Arrays.copyOf(client.answer(), 11));
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofSeconds(20));
            RawPeer.connect(broker.clientPort()).alive().close();
        }
        client.closed();
    }

    /** A peer-info message without attestation, as captured (wire.md 15). */
    private static Tl peerInfo(Tl attestation) {
        Tl body = new Tl()
                .add(attestation)
                .raw(new byte[48])
                .data(new byte[32])
                .str("1.2.3.4")
                .i32(5)
                .str("127.0.0.1")
                .i32(6);
        return new Tl().i32(body.bytes().length).add(body);
    }

    private static Tl tdx() {
        return new Tl().i32(1).i32(0).raw(new byte[8 * 48]).raw(new byte[64]);
    }

    static Stream<Named<Tl>> peerInfos() {
        return Stream.of(
                Named.of("no message", new Tl()),
                Named.of("no attestation", peerInfo(new Tl().i32(0))),
                Named.of("TDX", peerInfo(tdx())),
                Named.of("SGX", peerInfo(new Tl().i32(1).i32(1).raw(new byte[96]))));
    }

    @ParameterizedTest(name = "3.3 plain port, {0}")
    @MethodSource("peerInfos")
    void servesPlainPeersWithAndWithoutPeerInfo(Tl message) {
        RawPeer peer = RawPeer.dial(broker.clientPort()).raw(message.bytes()).greet();
        peer.query(1, new RawClient.Params().query()).answer(1, Ids.CLIENT_CONNECTED);
        peer.alive();
    }

    static Stream<Named<Tl>> malformedPeerInfos() {
        return Stream.of(
                Named.of("trailing bytes", longer()),
                Named.of("has_attestation 2", peerInfo(new Tl().i32(2))),
                Named.of("an unknown variant", peerInfo(new Tl().i32(1).i32(2).raw(new byte[96]))),
                Named.of("length 16537", new Tl().i32(16_537)),
                Named.of("length -1", new Tl().i32(-1)));
    }

    private static Tl longer() {
        byte[] message = peerInfo(new Tl().i32(0)).bytes();
        return new Tl()
                .i32(message.length)
                .raw(Arrays.copyOfRange(message, 4, message.length))
                .i32(0);
    }

    @ParameterizedTest(name = "3.3 plain port, {0} -> closed")
    @MethodSource("malformedPeerInfos")
    void closesOnAMalformedPeerInfo(Tl message) {
        RawPeer.dial(broker.clientPort()).raw(message.bytes()).closed();
    }

    @Test
    void theRoutersPeerInfoDecidesOnTheImage() {
        try (BrokerUnderTest strict = BrokerUnderTest.start(
                runner -> runner.with("check_worker_hashes", JsonValue.of(true)),
                root -> root.with("worker_hashes", JsonValue.array(List.of(JsonValue.of(fakeImage()))))
                        .with(
                                "model_hashes",
                                JsonValue.array(List.of(JsonValue.of(BrokerUnderTest.sha256("m@c:v"))))))) {
            RawPeer unknown = strict.worker();
            unknown.query(1, new RawWorker.Params().model("m@c:v").query());
            assertThat(unknown.refusal(1)).startsWith("621 invalid worker image hash");
            RawPeer attested = RawPeer.dial(strict.workerPort())
                    .raw(peerInfo(tdx()).bytes())
                    .greet();
            RawWorker.handshake(attested, new RawWorker.Params().model("m@c:v"), false)
                    .peer()
                    .alive();
        }
    }

    /** attestation.md 6: all measurements zero. */
    private static String fakeImage() {
        return Base64.getEncoder()
                .encodeToString(
                        HexFormat.of().parseHex("5c55c8f4db4010ba9203d83536d0609856af8c847ac039e37e7dde8fbd574b61"));
    }
}
