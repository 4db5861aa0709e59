package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy's client port against a client that speaks raw bytes (wire.md 7.2, 7.3, 7.6). */
class ProxyClientHandshakeTest {

    private static final int CONNECT_TO_PROXY = 0xff5fa0f4;
    private static final int CONNECTED_TO_PROXY = 0x95317ad1;
    private static final int AUTH_SHORT = 0xd6ffc5af;
    private static final int AUTH_LONG = 0x417bf016;
    private static final int AUTHORIZE_SHORT = 0x6c276723;
    private static final int AUTHORIZE_LONG = 0xd3474303;
    private static final int SUCCESS = 0x75d5ac34;
    private static final int UPDATE_PAYMENT_STATUS = 0x9ed1c697;
    private static final int PAYMENT_STATUS = 0xaa8a0ecc;
    private static final int RUN_QUERY_EX = 0xf54cb74b;
    private static final int SIGNED_PAYMENT = 0x02998182;
    private static final int EMPTY_PAYMENT = 0xb347ce64;
    /** SHA-256("secret"). */
    private static final String SECRET_HASH = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    private static final String WALLET = TestNetwork.WALLET.toWire(false);

    private final RecordingClientPort listener = new RecordingClientPort();
    private final TestWire wire = new TestWire();
    private final ManualClock clock = new ManualClock();
    private final ProxyClientLink link =
            ProxyClientLink.create(TestNetwork.proxy(), listener, wire, ByteLayer.plain(), clock.context());
    private final RawPeer client = new RawPeer(link, wire);

    @BeforeEach
    void openConnection() {
        client.connect();
        listener.nonce = 0x1122334455667788L;
    }

    /** The fields of client.connectToProxy as the reference sends them. */
    private record Connect(int flags, String wallet, boolean test, int min, int max, int config) {

        static Connect valid() {
            return new Connect(3, WALLET, true, 1, 2, 3);
        }

        TinyTl tl() {
            TinyTl tl = TinyTl.of(CONNECT_TO_PROXY).i32(flags).str(wallet);
            if ((flags & 1) != 0) {
                tl.bool(test);
            }
            if ((flags & 2) != 0) {
                tl.i32(min).i32(max);
            }
            return tl.i32(config);
        }
    }

    @Test
    void admitsAKnownClientWithItsSecret() {
        client.query(10, Connect.valid().tl());
        ByteBuffer connected = client.expectAnswer(10, CONNECTED_TO_PROXY);
        assertThat(connected.getInt()).as("flags").isEqualTo(3);
        assertThat(hash(connected))
                .isEqualTo(TestNetwork.PROXY_KEY.publicKey().value().toHex());
        assertThat(text(connected)).isEqualTo("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
        assertThat(text(connected)).isEqualTo("UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO");
        assertThat(connected.getInt()).isEqualTo(TinyTl.TRUE);
        assertThat(connected.getInt()).as("protocol").isEqualTo(2);
        assertThat(text(connected)).isEqualTo(TestNetwork.CLIENT_CONTRACT.toWire(false));
        assertThat(connected.getInt()).isEqualTo(AUTH_SHORT);
        assertThat(hash(connected)).isEqualTo(SECRET_HASH);
        assertThat(connected.getLong()).isEqualTo(0x1122334455667788L);
        assertThat(connected.getInt()).isEqualTo(EMPTY_PAYMENT);
        assertThat(connected.hasRemaining()).isFalse();

        listener.numbers = TestNetwork.charges(5, 10, 20);
        client.query(11, authorizeShort("secret"));
        ByteBuffer success = client.expectAnswer(11, SUCCESS);
        assertThat(success.getInt()).isEqualTo(SIGNED_PAYMENT);
        RawPeer.data(success);
        assertThat(success.getLong()).isEqualTo(10);
        assertThat(success.getLong()).isEqualTo(20);
        assertThat(success.hasRemaining()).isFalse();
        assertThat(listener.events)
                .containsExactly(
                        "standing of " + WALLET, "connecting 1234605616436508552", "standing of " + WALLET, "ready");
        assertThat(link.isReady()).isTrue();
        assertThat(link.registration().protocol()).isEqualTo(2);
    }

    @Test
    void aClientWithoutVersionsGetsProtocolZeroWithoutVersionField() {
        client.query(1, new Connect(1, WALLET, true, 0, 0, 3).tl());
        assertThat(client.expectAnswer(1, CONNECTED_TO_PROXY).getInt()).isEqualTo(1);
        assertThat(link.registration().protocol()).isZero();
    }

    @Test
    void anySpellingOfTheWalletIsTheSameClient() {
        client.query(1, new Connect(3, TestNetwork.WALLET.toString(), true, 1, 2, 0).tl());
        client.expectAnswer(1, CONNECTED_TO_PROXY);
        assertThat(listener.events).first().isEqualTo("standing of " + WALLET);
    }

    @Test
    void theAnswerCarriesTheLastSignedCharge() {
        listener.standing = new ClientStanding.Known(Hash256.ofHex(SECRET_HASH), TestNetwork.charge(77));
        client.query(1, Connect.valid().tl());
        ByteBuffer connected = client.expectAnswer(1, CONNECTED_TO_PROXY);
        byte[] rest = new byte[connected.remaining()];
        connected.get(rest);
        String boc = HexFormat.of().formatHex(TestNetwork.charge(77).toBoc());
        assertThat(HexFormat.of().formatHex(rest)).contains(boc);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2;wallet;true;1;2;9;602 tool old client",
                "0;wallet;true;1;2;9;602 tool old client",
                "3;wallet;false;3;3;9;602 test mode mismatch",
                "3;wallet;true;3;3;9;602 cannot parse client owner address",
                "3;WALLET;true;3;3;4;602 active config version is too low",
                "3;WALLET;true;3;3;-1;602 active config version is too low",
                "3;WALLET;true;3;3;3;621 cannot choose common protocol version",
                "3;WALLET;true;-5;-1;3;621 cannot choose common protocol version",
                "3;WALLET;true;2;1;3;621 cannot choose common protocol version"
            })
    void refusesWithTheCodeAndTextOfTheReferenceInItsOrder(
            int flags, String wallet, boolean test, int min, int max, int config, String error) {
        listener.enabled = false;
        listener.standing = new ClientStanding.Closing();
        client.query(5, new Connect(flags, wallet.equals("WALLET") ? WALLET : wallet, test, min, max, config).tl());
        assertRefused(5, error);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void refusesAClientWhoseContractIsClosingBeforeItLooksAtItself() {
        listener.standing = new ClientStanding.Closing();
        listener.enabled = false;
        client.query(5, Connect.valid().tl());
        assertRefused(5, "602 client is closing");
    }

    @Test
    void refusesEveryClientWhileTheProxyIsDisabled() {
        listener.enabled = false;
        client.query(5, Connect.valid().tl());
        assertRefused(5, "651 proxy is not participating in this iteration");
    }

    @Test
    void refusesAConnectThatDoesNotParse() {
        client.query(5, TinyTl.of(CONNECT_TO_PROXY).i32(3).str(WALLET));
        assertThat(client.expectError(5)).startsWith("0 parse error");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void refusesAnAuthorisationBeforeTheConnect() {
        client.query(5, authorizeShort("secret"));
        assertThat(client.expectError(5)).startsWith("0 parse error");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void refusesASecondConnectInsteadOfTheAuthorisation() {
        connected();
        client.query(6, Connect.valid().tl());
        assertRefused(6, "0 expected auth message");
    }

    @Test
    void refusesASecondHandshake() {
        ready();
        client.query(6, Connect.valid().tl());
        assertRefused(6, "0 already authorized");
    }

    @Test
    void refusesTheWrongSecret() {
        connected();
        client.query(6, authorizeShort("Secret"));
        assertRefused(6, "0 sha256 mismatch");
        assertThat(link.isReady()).isFalse();
    }

    @Test
    void refusesTheRightSecretOfAnUnknownClient() {
        connected();
        listener.standing = new ClientStanding.Unknown();
        client.query(6, authorizeShort("secret"));
        assertRefused(6, "0 sha256 mismatch");
    }

    @Test
    void refusesAShortAuthorisationThatDoesNotParse() {
        connected();
        client.query(6, TinyTl.of(AUTHORIZE_SHORT));
        assertThat(client.expectError(6)).startsWith("0 parse error");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void refusesAClientThatBeganToCloseDuringTheHandshake() {
        connected();
        listener.standing = new ClientStanding.Closing();
        client.query(6, authorizeShort("secret"));
        assertRefused(6, "602 client is closing");
    }

    @Test
    void anUnknownClientIsAskedToRegisterAndWaitsForTheChain() {
        listener.standing = new ClientStanding.Unknown();
        client.query(5, Connect.valid().tl());
        ByteBuffer connected = client.expectAnswer(5, CONNECTED_TO_PROXY);
        connected.position(connected.position() + 36);
        text(connected);
        text(connected);
        connected.position(connected.position() + 8);
        text(connected);
        assertThat(connected.getInt()).isEqualTo(AUTH_LONG);
        assertThat(connected.getLong()).isEqualTo(0x1122334455667788L);

        client.query(6, TinyTl.of(AUTHORIZE_LONG));
        assertThat(client.isSilent()).isTrue();
        link.registered();
        client.expectAnswer(6, SUCCESS);
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void aClientThatClosedMeanwhileIsRefusedWhenItsRegistrationArrives() {
        connected();
        client.query(6, TinyTl.of(AUTHORIZE_LONG));
        listener.standing = new ClientStanding.Closing();
        link.registered();
        assertThat(client.expectError(6)).endsWith("client is closing");
        assertThat(link.isReady()).isFalse();
    }

    @Test
    void aClientThatNeverRegistersIsClosed() {
        connected();
        client.query(6, TinyTl.of(AUTHORIZE_LONG));
        clock.advance(Duration.ofSeconds(300));
        assertThat(link.nextDeadline()).isLessThanOrEqualTo(clock.nanos());
        link.tick();
        assertThat(listener.failure().kind()).isEqualTo(Kind.IDLE);
    }

    @Test
    void aRegistrationThatArrivedBeforeTheQuestionCounts() {
        listener.standing = new ClientStanding.Unknown();
        connected();
        link.registered();
        client.query(6, TinyTl.of(AUTHORIZE_LONG));
        client.expectAnswer(6, SUCCESS);
    }

    @Test
    void aKnownClientWithAnotherSecretMayRegisterToo() {
        connected();
        client.query(6, TinyTl.of(AUTHORIZE_LONG));
        link.registered();
        client.expectAnswer(6, SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {AUTHORIZE_LONG, AUTHORIZE_SHORT})
    void refusesASecondAuthorisationWhileTheFirstWaits(int second) {
        connected();
        client.query(6, TinyTl.of(AUTHORIZE_LONG));
        client.query(7, second == AUTHORIZE_LONG ? TinyTl.of(second) : authorizeShort("secret"));
        assertRefused(7, "0 duplicate auth message");
        link.registered();
        assertThat(client.isSilent()).isTrue();
    }

    @Test
    void aDecisionMayComeLater() {
        listener.hold = true;
        client.query(5, Connect.valid().tl());
        assertThat(client.isSilent()).isTrue();
        listener.heldStanding.accept(listener.standing);
        client.expectAnswer(5, CONNECTED_TO_PROXY);
        client.query(6, authorizeShort("secret"));
        listener.heldStanding.accept(listener.standing);
        assertThat(client.isSilent()).isTrue();
        Consumer<PaymentNumbers> reply = listener.heldNumbers;
        reply.accept(TestNetwork.charges(0, 0, 0));
        client.expectAnswer(6, SUCCESS);
        reply.accept(TestNetwork.charges(0, 0, 0));
        assertThat(client.isSilent()).isTrue();
    }

    @Test
    void aDecisionThatComesAfterTheEndIsDropped() {
        listener.hold = true;
        client.query(5, Connect.valid().tl());
        Consumer<ClientStanding> reply = listener.heldStanding;
        link.transportDown("gone");
        reply.accept(listener.standing);
        link.registered();
        assertThat(client.isSilent()).isTrue();
        assertThat(listener.failures).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xcc484c5d, 0xdb386501, 0xf8dd9914, 0xf843b066})
    void refusesAWorkerOnTheClientPort(int function) {
        client.query(5, TinyTl.of(function));
        assertRefused(5, "621 worker connect() from non worker");
    }

    @Test
    void answersPaymentStatusOnlyWhenReady() {
        client.query(5, TinyTl.of(UPDATE_PAYMENT_STATUS));
        assertThat(client.expectError(5)).isEqualTo("621 client request from non-ready connection");
        ready();
        client.query(8, TinyTl.of(UPDATE_PAYMENT_STATUS));
        client.expectAnswer(8, PAYMENT_STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7f062bdb, 0xb2133d72})
    void answersModelListsOnlyWhenReady(int function) {
        client.query(5, TinyTl.of(function));
        assertThat(client.expectError(5)).isEqualTo("621 expected client connection");
        ready();
        client.query(8, TinyTl.of(function));
        assertThat(client.expect(RawPeer.ANSWER).getLong()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x12345678, 0x238d863d, 0x394e9143})
    void answersAnUnknownQueryWithAnErrorAndStaysOpen(int function) {
        client.query(5, TinyTl.of(function));
        assertThat(client.expectError(5)).startsWith("0 ");
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void dropsRequestsBeforeTheHandshakeIsCompleteWithoutAWord() {
        connected();
        client.packet(TinyTl.of(RUN_QUERY_EX).i32(1));
        assertThat(client.isSilent()).isTrue();
        assertThat(link.isClosed()).isFalse();
        assertThat(listener.replies).isEmpty();
    }

    private void connected() {
        client.query(5, Connect.valid().tl());
        client.expectAnswer(5, CONNECTED_TO_PROXY);
    }

    private void ready() {
        connected();
        client.query(4, authorizeShort("secret"));
        client.expectAnswer(4, SUCCESS);
    }

    private static TinyTl authorizeShort(String secret) {
        return TinyTl.of(AUTHORIZE_SHORT).str(secret);
    }

    private void assertRefused(long id, String error) {
        assertThat(client.expectError(id)).isEqualTo(error);
        assertThat(wire.isClosed()).isTrue();
        assertThat(listener.failure()).isNotNull();
        assertThat(listener.failure().kind()).isEqualTo(Kind.REFUSED_HERE);
        assertThat(listener.failure().code()).isEqualTo(Integer.parseInt(error.substring(0, error.indexOf(' '))));
    }

    private static String text(ByteBuffer in) {
        return new String(RawPeer.data(in), StandardCharsets.UTF_8);
    }

    private static String hash(ByteBuffer in) {
        byte[] bytes = new byte[32];
        in.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
