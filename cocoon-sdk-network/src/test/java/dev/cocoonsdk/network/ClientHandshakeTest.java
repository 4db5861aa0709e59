package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's link against a proxy that speaks raw bytes, rightly and wrongly (wire.md 7.1). */
class ClientHandshakeTest {

    private static final int CONNECT_TO_PROXY = 0xff5fa0f4;
    private static final int CONNECTED_TO_PROXY = 0x95317ad1;
    private static final int AUTH_SHORT = 0xd6ffc5af;
    private static final int AUTH_LONG = 0x417bf016;
    private static final int AUTHORIZE_SHORT = 0x6c276723;
    private static final int AUTHORIZE_LONG = 0xd3474303;
    private static final int SUCCESS = 0x75d5ac34;
    private static final int FAILED = 0x60551c96;
    private static final int SIGNED_PAYMENT = 0x02998182;
    private static final int EMPTY_PAYMENT = 0xb347ce64;
    private static final String SECRET_HASH = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    private static final String KEY = "559087582b7e5ea2b2b986c258e0067b806a59b154e955decf00429610eab095";
    private static final String OWNER = "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m";
    private static final String PROXY = "UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO";
    private static final String CLIENT = "UQCwXwYe-KUBqEcviBBVOV77CeiDVrcetWBxip3nsSRv6Hfp";

    private final ManualClock clock = new ManualClock();
    private final ClientDirectory directory = TestNetwork.clientDirectory();
    private RecordingClient listener = new RecordingClient();
    private TestWire wire = new TestWire();
    private ClientLink link = link(TestNetwork.client());
    private RawPeer proxy = new RawPeer(link, wire);

    @BeforeEach
    void openConnection() {
        proxy.accept();
    }

    private ClientLink link(ClientSettings settings) {
        return ClientLink.create(
                settings.withExtensions(false), directory, listener, wire, ByteLayer.plain(), clock.context());
    }

    private void reconnect(ClientSettings settings) {
        listener = new RecordingClient();
        wire = new TestWire();
        link = link(settings);
        proxy = new RawPeer(link, wire);
        proxy.accept();
    }

    private static TinyTl params(int flags, String key, String owner, String contract, boolean test, int version) {
        TinyTl tl = TinyTl.of(CONNECTED_TO_PROXY).i32(flags).raw(key).str(owner).str(contract);
        if ((flags & 1) != 0) {
            tl.bool(test);
        }
        if ((flags & 2) != 0) {
            tl.i32(version);
        }
        return tl;
    }

    private static TinyTl connected(int flags, boolean test, int version) {
        return params(flags, KEY, OWNER, PROXY, test, version)
                .str(CLIENT)
                .i32(AUTH_SHORT)
                .raw(SECRET_HASH)
                .i64(77)
                .i32(EMPTY_PAYMENT);
    }

    private static TinyTl valid() {
        return connected(3, true, 2);
    }

    private static TinyTl success(long signed, long database, long memory) {
        return TinyTl.of(SUCCESS)
                .i32(SIGNED_PAYMENT)
                .bytes(TestNetwork.charge(signed).toBoc())
                .i64(database)
                .i64(memory);
    }

    @Test
    void leavesAProxyWhoseImageIsNotAllowedWithoutAWord() {
        RecordingClient strict = new RecordingClient();
        strict.imageAllowed = false;
        TestWire output = new TestWire();
        ClientLink refusing =
                ClientLink.create(TestNetwork.client(), directory, strict, output, ByteLayer.plain(), clock.context());
        RawPeer peer = new RawPeer(refusing, output);
        peer.accept();
        assertThat(peer.isSilent()).isTrue();
        assertThat(output.isClosed()).isTrue();
        assertThat(strict.failure().kind()).isEqualTo(Kind.REFUSED_HERE);
        assertThat(strict.failure().code()).isZero();
    }

    @Test
    void authorisesWithItsSecretWhenTheProxyKnowsIt() {
        ByteBuffer query = proxy.expect(RawPeer.QUERY);
        long id = query.getLong();
        ByteBuffer connect = ByteBuffer.wrap(RawPeer.data(query)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(connect.getInt()).isEqualTo(CONNECT_TO_PROXY);
        assertThat(connect.getInt()).as("flags").isEqualTo(3);
        assertThat(text(connect)).isEqualTo(TestNetwork.WALLET.toWire(false));
        assertThat(connect.getInt()).isEqualTo(TinyTl.TRUE);
        assertThat(connect.getInt()).as("min").isEqualTo(1);
        assertThat(connect.getInt()).as("max").isEqualTo(2);
        assertThat(connect.getInt()).as("config version").isEqualTo(3);
        assertThat(connect.hasRemaining()).isFalse();
        proxy.answer(id, valid());

        ByteBuffer auth = proxy.expect(RawPeer.QUERY);
        long authId = auth.getLong();
        ByteBuffer authorize = ByteBuffer.wrap(RawPeer.data(auth)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(authorize.getInt()).isEqualTo(AUTHORIZE_SHORT);
        assertThat(text(authorize)).isEqualTo("secret");
        assertThat(link.isReady()).isFalse();
        proxy.answer(authId, success(3, 4, 5));

        assertThat(listener.ready).isEqualTo(1);
        assertThat(listener.nonces).isEmpty();
        assertThat(link.isReady()).isTrue();
        assertThat(link.protocol()).isEqualTo(2);
        ChargeAccount account = link.knownAccount();
        assertThat(account.clientContract()).isEqualTo(TonAddress.parse(CLIENT));
        assertThat(account.proxyContract()).isEqualTo(TonAddress.parse(PROXY));
        assertThat(account.signed().value()).isEqualTo(3);
        assertThat(account.database().value()).isEqualTo(4);
        assertThat(account.memory().value()).isEqualTo(5);
        assertThat(directory.accounts()).containsExactly(account);
        assertThat(proxy.isSilent()).isTrue();
    }

    @Test
    void asksForARegistrationWhenTheProxyHasAnotherSecret() {
        proxy.answer(
                proxy.expectQuery(CONNECT_TO_PROXY),
                params(3, KEY, OWNER, PROXY, true, 2)
                        .str(CLIENT)
                        .i32(AUTH_SHORT)
                        .raw("00".repeat(32))
                        .i64(-5)
                        .i32(EMPTY_PAYMENT));
        assertThat(listener.nonces).containsExactly(-5L);
        proxy.answer(proxy.expectQuery(AUTHORIZE_LONG), success(0, 0, 0));
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void asksForARegistrationWhenTheProxyDoesNotKnowItAndWaitsFiveMinutes() {
        proxy.answer(
                proxy.expectQuery(CONNECT_TO_PROXY),
                params(3, KEY, OWNER, PROXY, true, 1)
                        .str(CLIENT)
                        .i32(AUTH_LONG)
                        .i64(99)
                        .i32(EMPTY_PAYMENT));
        assertThat(listener.nonces).containsExactly(99L);
        long query = proxy.expectQuery(AUTHORIZE_LONG);
        passPinging(Duration.ofSeconds(299));
        assertThat(link.isClosed()).isFalse();
        proxy.answer(query, success(0, 0, 0));
        assertThat(link.isReady()).isTrue();
        assertThat(link.protocol()).isEqualTo(1);
    }

    @Test
    void givesUpWhenTheRegistrationDoesNotArriveInFiveMinutes() {
        proxy.answer(
                proxy.expectQuery(CONNECT_TO_PROXY),
                params(3, KEY, OWNER, PROXY, true, 1)
                        .str(CLIENT)
                        .i32(AUTH_LONG)
                        .i64(99)
                        .i32(EMPTY_PAYMENT));
        proxy.expectQuery(AUTHORIZE_LONG);
        passPinging(Duration.ofSeconds(301));
        assertClosed(Kind.QUERY_TIMEOUT, "no answer in time");
    }

    @Test
    void givesUpAfterThirtySecondsWithoutAnAnswerToItsConnect() {
        proxy.expectQuery(CONNECT_TO_PROXY);
        passPinging(Duration.ofSeconds(29));
        assertThat(link.isClosed()).isFalse();
        passPinging(Duration.ofSeconds(2));
        assertClosed(Kind.QUERY_TIMEOUT, "no answer in time");
    }

    @Test
    void understandsAFailedAuthorisation() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(
                proxy.expectQuery(AUTHORIZE_SHORT), TinyTl.of(FAILED).i32(602).str("go away"));
        assertClosed(Kind.REFUSED_BY_PEER, "go away");
        assertThat(listener.failure().code()).isEqualTo(602);
    }

    @Test
    void reportsCodeAndTextOfARefusal() {
        proxy.refuse(proxy.expectQuery(CONNECT_TO_PROXY), 651, "proxy is not participating in this iteration");
        assertClosed(Kind.REFUSED_BY_PEER, "proxy is not participating in this iteration");
        assertThat(listener.failure().code()).isEqualTo(651);
    }

    @Test
    void refusesAProxyWithoutFlags() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(0, false, 0));
        assertClosed(Kind.REFUSED_HERE, "too old proxy");
    }

    @Test
    void refusesAnotherTestMode() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, false, 2));
        assertClosed(Kind.REFUSED_HERE, "test mode mismatch");
    }

    @Test
    void takesAnAbsentTestFlagAsFalse() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(2, false, 2));
        assertClosed(Kind.REFUSED_HERE, "test mode mismatch");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1})
    void refusesAVersionThatItDidNotOffer(int version) {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, true, version));
        assertClosed(Kind.REFUSED_HERE, "protocol version " + version + " was not offered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0:b05f061ef8a501a8472f881055395efb09e88356b71eb560718a9de7b1246fe8",
                "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m"
            })
    void refusesAnotherSpellingOrAnotherClientContract(String contract) {
        answerWith(params(3, KEY, OWNER, PROXY, true, 2).str(contract));
        assertClosed(Kind.REFUSED_HERE, "client contract address mismatch");
        assertThat(directory.accounts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = AddressForm.class, mode = Mode.EXCLUDE, names = "NON_BOUNCEABLE")
    void refusesFlagsThatThisNetworkDoesNotUse(AddressForm form) {
        String text = TonAddress.parse(CLIENT).toFriendly(form);
        answerWith(params(3, KEY, OWNER, PROXY, true, 2).str(text));
        assertClosed(Kind.REFUSED_HERE, "client contract address mismatch");
    }

    @Test
    void refusesAProxyContractThatIsNotDerivedFromKeyAndOwner() {
        answerWith(params(3, KEY, CLIENT, PROXY, true, 2).str(CLIENT));
        assertClosed(Kind.REFUSED_HERE, "proxy contract address mismatch");
    }

    @Test
    void refusesTextThatIsNoAddress() {
        answerWith(params(3, KEY, "owner", PROXY, true, 2).str(CLIENT));
        assertThat(listener.failure().detail()).startsWith("cannot parse address");
    }

    @Test
    void refusesAnotherKeyForAPinnedContract() {
        handshake();
        reconnect(TestNetwork.client());
        answerWith(params(3, "00".repeat(32), OWNER, PROXY, true, 2).str(CLIENT));
        assertClosed(Kind.REFUSED_HERE, "proxy public key changed");
    }

    @Test
    void numbersAndTheHighestChargeSurviveTheConnection() {
        handshake();
        reconnect(TestNetwork.client());
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(proxy.expectQuery(AUTHORIZE_SHORT), success(2, 3, 9));
        assertThat(link.isReady()).isTrue();
        ChargeAccount account = link.knownAccount();
        assertThat(account.signed()).isEqualTo(TokenCount.of(3));
        assertThat(account.database()).isEqualTo(TokenCount.of(4));
        assertThat(account.memory()).isEqualTo(TokenCount.of(9));
        assertThat(directory.accounts()).hasSize(1);
        assertThat(listener.defects).isEmpty();
    }

    @Test
    void aBadPaymentIsReportedAndTheHandshakeGoesOn() {
        proxy.answer(
                proxy.expectQuery(CONNECT_TO_PROXY),
                params(3, KEY, OWNER, PROXY, true, 2)
                        .str(CLIENT)
                        .i32(AUTH_SHORT)
                        .raw(SECRET_HASH)
                        .i64(77)
                        .i32(SIGNED_PAYMENT)
                        .bytes(TestNetwork.signed(1000).toBoc()));
        proxy.answer(
                proxy.expectQuery(AUTHORIZE_SHORT),
                TinyTl.of(SUCCESS).i32(EMPTY_PAYMENT).i64(-1).i64(7));
        assertThat(listener.defects)
                .containsExactly("signed payment is not a charge of this client by this proxy", "negative counter");
        assertThat(link.isReady()).isTrue();
        assertThat(link.knownAccount().signed()).isEqualTo(TokenCount.ZERO);
        assertThat(link.knownAccount().memory()).isEqualTo(TokenCount.of(7));
    }

    @Test
    void anAnswerThatDoesNotParseClosesAsMalformed() {
        proxy.answer(
                proxy.expectQuery(CONNECT_TO_PROXY),
                TinyTl.of(CONNECTED_TO_PROXY).i32(-1));
        assertThat(listener.failure().kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void answersEveryQueryOfAProxyWithAnError() {
        proxy.expectQuery(CONNECT_TO_PROXY);
        proxy.query(9, TinyTl.of(0x12345678));
        assertThat(proxy.expectError(9)).startsWith("0 ");
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void neverPrintsItsSecret() {
        assertThat(TestNetwork.client().toString()).doesNotContain("secret]").contains("Secret[hidden]");
    }

    private void answerWith(TinyTl start) {
        proxy.answer(
                proxy.expectQuery(CONNECT_TO_PROXY),
                start.i32(AUTH_SHORT).raw(SECRET_HASH).i64(77).i32(EMPTY_PAYMENT));
    }

    private void handshake() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(proxy.expectQuery(AUTHORIZE_SHORT), success(3, 4, 5));
        assertThat(link.isReady()).isTrue();
    }

    /** Time passes while the proxy answers pings. */
    private void passPinging(Duration duration) {
        for (long second = 0; second < duration.toSeconds() && !link.isClosed(); second++) {
            clock.advance(Duration.ofSeconds(1));
            link.tick();
            if (!proxy.isSilent()) {
                proxy.send(TinyTl.of(RawPeer.PONG)
                        .i64(proxy.expect(RawPeer.PING).getLong())
                        .done());
            }
        }
    }

    private void assertClosed(Kind kind, String detail) {
        assertThat(wire.isClosed()).isTrue();
        assertThat(listener.failure()).isNotNull();
        assertThat(listener.failure().kind()).isEqualTo(kind);
        assertThat(listener.failure().detail()).startsWith(detail);
        assertThat(listener.ready).isZero();
    }

    private static String text(ByteBuffer in) {
        return new String(RawPeer.data(in), StandardCharsets.UTF_8);
    }
}
