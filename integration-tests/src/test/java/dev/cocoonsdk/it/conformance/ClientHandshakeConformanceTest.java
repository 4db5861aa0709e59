package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawAddress;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawPeer.Query;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.RawWorker.ProxyParams;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client's handshake with a proxy that is played by hand, and the frames below it: {@code docs/protocol/wire.md} 3, 6, 7.1, 7.3. */
class ClientHandshakeConformanceTest {

    private ClientUnderTest client;

    @BeforeEach
    void start() {
        client = ClientUnderTest.start();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void saysWhatTheReferencesClientSaid() {
        Capture capture = Capture.of("openai-client-to-proxy.txt");
        RawPeer proxy = client.proxy().accept();
        Query connect = proxy.query();
        assertThat(connect.function().rest()).isEqualTo(capture.connectorsQuery(0));
        proxy.answer(
                connect.id(),
                RawProxy.clientConnected(
                        RawProxy.PARAMS, Facts.CLIENT_CONTRACT, RawProxy.authShort(Facts.EMPTY_SECRET_HASH)));
        assertThat(proxy.query().function().rest()).isEqualTo(capture.connectorsQuery(1));
    }

    static Stream<Named<Tl>> badConnectAnswers() {
        RawAddress contract = RawAddress.parse(Facts.PROXY_CONTRACT);
        RawAddress own = RawAddress.parse(Facts.CLIENT_CONTRACT);
        String otherKey = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
        ProxyParams good = RawProxy.PARAMS;
        Tl auth = RawProxy.authShort(Facts.EMPTY_SECRET_HASH);
        return Stream.of(
                Named.of("params.flags 0", answer(params(0, good.key(), good.owner(), good.contract(), 2))),
                Named.of(
                        "is_test false",
                        answer(new ProxyParams(3, good.key(), good.owner(), good.contract(), false, 2))),
                Named.of(
                        "is_test absent (means false)",
                        answer(params(2, good.key(), good.owner(), good.contract(), 2))),
                Named.of("version 3, never offered", answer(params(3, good.key(), good.owner(), good.contract(), 3))),
                Named.of("another proxy key", answer(params(3, otherKey, good.owner(), good.contract(), 2))),
                Named.of("another owner", answer(params(3, good.key(), "0:" + "77".repeat(32), good.contract(), 2))),
                Named.of(
                        "another proxy contract",
                        answer(params(3, good.key(), good.owner(), Facts.CLIENT_CONTRACT, 2))),
                Named.of(
                        "proxy contract bounceable",
                        answer(params(3, good.key(), good.owner(), contract.text(0x11), 2))),
                Named.of(
                        "proxy contract with testnet bit",
                        answer(params(3, good.key(), good.owner(), contract.text(0xd1), 2))),
                Named.of("owner does not parse", answer(params(3, good.key(), "nobody", good.contract(), 2))),
                Named.of("proxy contract does not parse", answer(params(3, good.key(), good.owner(), "nobody", 2))),
                Named.of("client contract does not parse", RawProxy.clientConnected(good, "nobody", auth)),
                Named.of("another client contract", RawProxy.clientConnected(good, Facts.WORKER_CONTRACT, auth)),
                Named.of("client contract bounceable", RawProxy.clientConnected(good, own.text(0x11), auth)),
                Named.of(
                        "auth of an unknown type",
                        RawProxy.clientConnected(
                                good, Facts.CLIENT_CONTRACT, Tl.of(7).i64(0))),
                Named.of("answer with trailing bytes", answer(good).i32(0)),
                Named.of("answer of another type", Tl.of(Ids.HANDSHAKE_COMPLETED)));
    }

    private static ProxyParams params(int flags, String key, String owner, String contract, int version) {
        return new ProxyParams(flags, key, owner, contract, true, version);
    }

    private static Tl answer(ProxyParams params) {
        return RawProxy.clientConnected(params, Facts.CLIENT_CONTRACT, RawProxy.authShort(Facts.EMPTY_SECRET_HASH));
    }

    @ParameterizedTest(name = "7.1 step 3: {0} -> closed")
    @MethodSource("badConnectAnswers")
    void closesOnAnAnswerThatIsNotTheProxys(Tl answer) {
        RawPeer proxy = client.proxy().accept();
        proxy.answer(proxy.query(Ids.CLIENT_CONNECT).id(), answer);
        proxy.closed();
    }

    @Test
    void aBadPaymentInTheAnswerIsOnlyLogged() {
        RawPeer proxy = client.proxy().accept();
        proxy.answer(
                proxy.query(Ids.CLIENT_CONNECT).id(),
                Tl.of(Ids.CLIENT_CONNECTED)
                        .add(RawProxy.PARAMS.tl())
                        .str(Facts.CLIENT_CONTRACT)
                        .add(RawProxy.authShort(Facts.EMPTY_SECRET_HASH))
                        .add(RawProxy.payment(RawPayment.WORKER_PAYOUT, 5, Facts.CLIENT_CONTRACT)));
        proxy.query(Ids.AUTHORIZE_SHORT);
    }

    @ParameterizedTest(name = "7.1 step 4: {0} -> long authorisation")
    @ValueSource(strings = {"another secret's hash", "long"})
    void authorisesOnChainWhereTheSecretDoesNotServe(String kind) {
        Tl auth = kind.equals("long") ? Tl.of(Ids.AUTH_LONG).i64(5) : RawProxy.authShort("ab".repeat(32));
        RawPeer proxy = client.proxy().accept();
        proxy.answer(
                proxy.query(Ids.CLIENT_CONNECT).id(),
                RawProxy.clientConnected(RawProxy.PARAMS, Facts.CLIENT_CONTRACT, auth));
        Query authorize = proxy.query(Ids.AUTHORIZE_LONG);
        authorize.function().end();
        proxy.answer(
                authorize.id(),
                Tl.of(Ids.AUTHORIZED).add(RawProxy.charge(0)).i64(0).i64(0));
        proxy.alive();
    }

    @Test
    void sendsTheBytesOfItsSecret() {
        client.close();
        client = ClientUnderTest.start(builder -> builder.secret(Secret.of("äöü secret")));
        String hash =
                HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(BrokerUnderTest.sha256("äöü secret")));
        RawPeer proxy = client.proxy().accept();
        proxy.answer(
                proxy.query(Ids.CLIENT_CONNECT).id(),
                RawProxy.clientConnected(RawProxy.PARAMS, Facts.CLIENT_CONTRACT, RawProxy.authShort(hash)));
        Query authorize = proxy.query(Ids.AUTHORIZE_SHORT);
        assertThat(authorize.function().str()).isEqualTo("äöü secret");
        authorize.function().end();
    }

    static Stream<Named<Tl>> failedAuthorisations() {
        return Stream.of(
                Named.of(
                        "authorizationWithProxyFailed",
                        Tl.of(Ids.AUTHORIZATION_FAILED).i32(602).str("no")),
                Named.of("another type", Tl.of(Ids.HANDSHAKE_COMPLETED)),
                Named.of("cut", Tl.of(Ids.AUTHORIZED).add(RawProxy.charge(0)).i64(0)));
    }

    @ParameterizedTest(name = "7.1 step 5: {0} -> closed")
    @MethodSource("failedAuthorisations")
    void closesOnAFailedAuthorisation(Tl answer) {
        RawPeer proxy = client.proxy().connectedClient(2);
        proxy.answer(proxy.query(Ids.AUTHORIZE_SHORT).id(), answer);
        proxy.closed();
    }

    @ParameterizedTest(name = "refusal {0} {1} -> closed and tried again")
    @CsvSource({
        "602,active config version is too low",
        "651,proxy is not participating in this iteration",
        "0,Lost promise"
    })
    void comesBackAfterARefusal(int code, String text) {
        RawPeer proxy = client.proxy().accept();
        proxy.refuse(proxy.query(Ids.CLIENT_CONNECT).id(), code, text);
        proxy.closed();
        client.ready().alive();
    }

    static Stream<Named<String>> firstFrames() {
        return Stream.of(
                Named.of(
                        "3.2 first frame tcp.connect",
                        frame(0, Tl.of(Ids.CONNECT).i64(1))),
                Named.of("3.2 first frame tcp.pong", frame(0, Tl.of(Ids.PONG).i64(1))),
                Named.of(
                        "3.2 tcp.connected with trailing bytes",
                        frame(0, Tl.of(Ids.CONNECTED).i64(1).i32(0))),
                Named.of("3.1 first seqno 1", frame(1, Tl.of(Ids.CONNECTED).i64(1))),
                Named.of("3.1 length 3", "03000000"),
                Named.of("3.1 length 2^24 + 1", "01000001"));
    }

    @ParameterizedTest(name = "{0} -> closed")
    @MethodSource("firstFrames")
    void closesOnAWrongFirstFrame(String hex) {
        RawPeer peer = client.proxy().dialled();
        peer.next(Ids.CONNECT);
        peer.raw(hex);
        peer.closed();
    }

    static Stream<Named<Object>> wrongFrames() {
        String id = "ab".repeat(32);
        return Stream.of(
                Named.of("3.1 length 0", "00000000"),
                Named.of("3.1 length -1", "ffffffff"),
                Named.of("3.1 seqno repeated", frame(2, Tl.of(Ids.PING).i64(1))),
                Named.of("3.1 seqno skipped", frame(4, Tl.of(Ids.PING).i64(1))),
                Named.of("3.5 no tcp.Packet", Tl.of(0xdeadbeef).i64(1)),
                Named.of("3.5 tcp.ping too short", Tl.of(Ids.PING).i32(2)),
                Named.of(
                        "3.5 client.queryAnswerEx cut",
                        packet(Tl.of(Ids.CLIENT_ANSWER_EX).hex(id))),
                Named.of(
                        "3.5 client.queryAnswerEx with negative flags",
                        packet(Tl.of(Ids.CLIENT_ANSWER_EX).hex(id).str("x").i32(-1))),
                Named.of(
                        "3.5 client.queryAnswerPartEx without final info",
                        packet(Tl.of(Ids.CLIENT_PART_EX).hex(id).str("x").i32(1))),
                Named.of(
                        "3.5 client.queryAnswerErrorEx cut",
                        packet(Tl.of(Ids.CLIENT_ERROR_EX).hex(id).i32(1))),
                Named.of(
                        "3.5 proxy.clientRequestPayment cut",
                        packet(Tl.of(Ids.CLIENT_REQUEST_PAYMENT).hex(id))));
    }

    @ParameterizedTest(name = "{0} -> closed, not aborted")
    @MethodSource("wrongFrames")
    void closesOnAWrongFrame(Object bytes) {
        RawPeer peer = client.ready();
        if (bytes instanceof Tl payload) {
            peer.frame(payload);
        } else {
            peer.raw((String) bytes);
        }
        peer.closedAtLast();
    }

    static Stream<Named<Tl>> harmlessFrames() {
        return Stream.of(
                Named.of("3.5 a later tcp.connect", Tl.of(Ids.CONNECT).i64(9)),
                Named.of("3.5 a later tcp.connected", Tl.of(Ids.CONNECTED).i64(9)),
                Named.of(
                        "3.5 an unknown one-way message",
                        packet(Tl.of(0x0badcafe).i32(1))),
                Named.of(
                        "3.5 a message to workers",
                        packet(Tl.of(Ids.RUN_QUERY_EX).i32(1))),
                Named.of(
                        "5.3 proxy.signedPayment that does not verify",
                        packet(Tl.of(Ids.SIGNED_PAYMENT).str("x"))),
                Named.of("5.3 proxy.signedPayment", packet(RawProxy.charge(7))),
                Named.of(
                        "3.4 an answer to no query",
                        Tl.of(Ids.QUERY_ANSWER).i64(4).data(Tl.of(1))),
                Named.of(
                        "3.4 an error to no query",
                        Tl.of(Ids.QUERY_ERROR).i64(4).i32(1).str("x")),
                Named.of("3.6 tcp.pong without ping", Tl.of(Ids.PONG).i64(4)));
    }

    @ParameterizedTest(name = "{0} -> ignored")
    @MethodSource("harmlessFrames")
    void ignoresHarmlessFrames(Tl payload) {
        client.ready().frame(payload).alive();
    }

    @Test
    void answersEveryQueryWithAnErrorOfCodeZero() {
        RawPeer peer = client.ready();
        peer.query(5, Tl.of(0x0badcafe));
        assertThat(peer.refusal(5)).startsWith("0 ");
        peer.alive();
    }

    private static Tl packet(Tl message) {
        return Tl.of(Ids.PACKET).data(message);
    }

    private static String frame(int number, Tl payload) {
        return new Tl().raw(RawPeer.frame(number, payload.bytes())).toHex();
    }
}
