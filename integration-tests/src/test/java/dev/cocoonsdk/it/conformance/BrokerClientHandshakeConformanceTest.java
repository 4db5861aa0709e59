package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import dev.cocoonsdk.it.conformance.raw.RawAddress;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawClient.Connected;
import dev.cocoonsdk.it.conformance.raw.RawClient.Numbers;
import dev.cocoonsdk.it.conformance.raw.RawClient.Params;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker's client port: {@code docs/protocol/wire.md} 6, 7.2, 7.3, 7.6. */
class BrokerClientHandshakeConformanceTest {

    private static final String SECRET = "a long secret of this test";
    private static final String KNOWN = "0:" + "a1".repeat(32);
    private static final String CLOSING = "0:" + "a2".repeat(32);
    private static final String CLOSED = "0:" + "a3".repeat(32);
    private static final String UNKNOWN = "0:" + "a4".repeat(32);

    /** Without a chain every client is known. */
    private static BrokerUnderTest broker;
    /** Knows three clients and no other. */
    private static BrokerUnderTest knowing;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start();
        knowing = BrokerUnderTest.start(
                runner -> BrokerUnderTest.with(
                        runner,
                        JsonValue.object(
                                "auth_failures_per_minute",
                                1000,
                                "accounts",
                                JsonValue.array(List.of(
                                        account(KNOWN, "running"),
                                        account(CLOSING, "closing"),
                                        account(CLOSED, "closed"))))),
                root -> root);
    }

    private static JsonObject account(String address, String state) {
        return BrokerUnderTest.account(address, SECRET, state, 1_000_000_000_000L);
    }

    @AfterAll
    static void stop() {
        broker.close();
        knowing.close();
    }

    private static Case rejection(String name, Consumer<Params> change, String expected) {
        return Case.of("7.2 " + name, () -> changed(change).query(), expected);
    }

    private static Params changed(Consumer<Params> change) {
        Params params = new Params();
        change.accept(params);
        return params;
    }

    static Stream<Case> rejectionsOfConnect() {
        return Stream.of(
                rejection("#2 flags without bit 0", p -> p.flags = 2, "602 tool old client"),
                rejection("#2 no flags at all", p -> p.flags = 0, "602 tool old client"),
                rejection("#3 is_test differs", p -> p.test = false, "602 test mode mismatch"),
                rejection("#5 newer config", p -> p.config = 4, "602 active config version is too low"),
                rejection("#5 config -1, read unsigned", p -> p.config = -1, "602 active config version is too low"),
                rejection("#6 protocol 3..9", p -> p.range(3, 9), "621 cannot choose common protocol version"),
                rejection("#6 range upside down", p -> p.range(2, 1), "621 cannot choose common protocol version"),
                rejection("#7 client closing", p -> p.owner = CLOSING, "602 client is closing"),
                rejection("#7 client closed", p -> p.owner = CLOSED, "602 client is closing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejectionsOfConnect")
    void refusesConnect(Case line) {
        try (RawPeer client = RawPeer.connect(knowing.clientPort())) {
            client.query(11, line.query().get());
            assertThat(client.refusal(11)).isEqualTo(line.expected());
            client.closed();
        }
    }

    @Test
    void checksInTheOrderOfTheTable() {
        Params params = new Params().owner("nonsense").config(99).range(3, 9);
        params.flags = 2;
        params.test = false;
        List<Consumer<Params>> repairs = List.of(
                p -> p.flags = 3, p -> p.test = true, p -> p.owner = CLOSING, p -> p.config = 3, p -> p.range(0, 2));
        List<String> found = new ArrayList<>(List.of(refusal(params)));
        for (Consumer<Params> repair : repairs) {
            repair.accept(params);
            found.add(refusal(params));
        }
        assertThat(found.remove(2)).matches("(0|602) .+");
        assertThat(found)
                .containsExactly(
                        "602 tool old client",
                        "602 test mode mismatch",
                        "602 active config version is too low",
                        "621 cannot choose common protocol version",
                        "602 client is closing");
    }

    private static String refusal(Params params) {
        try (RawPeer client = RawPeer.connect(knowing.clientPort())) {
            client.query(1, params.query());
            return client.refusal(1);
        }
    }

    @ParameterizedTest(name = "7.2 #4 owner address \"{0}\" -> an error, closed")
    @CsvSource({"nonsense", "''", "UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx21", "0:12"})
    void refusesAnOwnerAddressThatDoesNotParse(String owner) {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, new Params().owner(owner).query());
            assertThat(client.refusal(1)).matches("(0|602) .+");
            client.closed();
        }
    }

    @Test
    void refusesAConnectThatDoesNotParse() {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, new Params().query().i32(0));
            assertThat(client.refusal(1)).startsWith("0 ");
            client.closed();
        }
    }

    @Test
    void answersWhatTheReferencesProxyAnswered() {
        Capture capture = Capture.of("openai-client-to-proxy.txt");
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, new Tl().hex(capture.connectorsQuery(0)));
            Connected connected = Connected.read(client.answer(1, Ids.CLIENT_CONNECTED));
            assertThat(connected.params().flags()).isEqualTo(3);
            assertThat(connected.params().key()).isEqualTo(Facts.PROXY_KEY);
            assertThat(connected.params().owner()).isEqualTo(Facts.OWNER);
            assertThat(connected.params().contract()).isEqualTo(Facts.PROXY_CONTRACT);
            assertThat(connected.params().test()).isTrue();
            assertThat(connected.params().protocol()).isEqualTo(2);
            assertThat(connected.contract()).isEqualTo(Facts.CLIENT_CONTRACT);
            assertThat(connected.secretHash()).isEqualTo(Facts.EMPTY_SECRET_HASH);
            client.query(2, new Tl().hex(capture.connectorsQuery(1)));
            Numbers numbers = Numbers.read(client.answer(2, Ids.AUTHORIZED));
            RawPayment payment = RawPayment.verify(numbers.signed(), Facts.PROXY_KEY);
            assertThat(payment.op()).isEqualTo(RawPayment.CLIENT_CHARGE);
            assertThat(payment.contract())
                    .isEqualTo(RawAddress.parse(Facts.CLIENT_CONTRACT).raw());
            assertThat(payment.tokens()).isZero();
            assertThat(numbers.database()).isZero();
            assertThat(numbers.memory()).isZero();
        }
    }

    @ParameterizedTest(name = "6 client {0}..{1} -> version {2}")
    @CsvSource({"0,0,0", "0,1,1", "0,2,2", "1,1,1", "1,2,2", "2,2,2", "1,9,2", "0,2147483647,2"})
    void choosesTheHighestCommonVersion(int min, int max, int chosen) {
        Connected connected = connected(broker, new Params().range(min, max));
        assertThat(connected.params().protocol()).isEqualTo(chosen);
        assertThat(connected.params().flags()).isEqualTo(chosen == 0 ? 1 : 3);
    }

    @Test
    void aClientWithoutVersionsSpeaksVersionZero() {
        assertThat(connected(broker, new Params().protocol(0)).params().flags()).isEqualTo(1);
    }

    @ParameterizedTest(name = "7.2 owner as {0} is the same client")
    @CsvSource({"bounceable", "testnet", "raw"})
    void theOwnerIsTheSameInEveryForm(String form) {
        RawAddress wallet = RawAddress.parse(Facts.CLIENT_WALLET);
        String text = switch (form) {
            case "bounceable" -> wallet.text(0x11);
            case "testnet" -> wallet.text(0xd1);
            default -> wallet.raw();
        };
        assertThat(connected(broker, new Params().owner(text)).contract()).isEqualTo(Facts.CLIENT_CONTRACT);
    }

    private static Connected connected(BrokerUnderTest broker, Params params) {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            return Connected.read(client.query(1, params.query()).answer(1, Ids.CLIENT_CONNECTED));
        }
    }

    @ParameterizedTest(name = "7.2 client knows config {0} or nothing newer")
    @CsvSource({"3", "2", "0"})
    void acceptsClientsThatKnowNoNewerConfig(int version) {
        connected(broker, new Params().config(version));
    }

    @Test
    void aKnownClientIsAskedForItsSecret() {
        RawClient.ready(knowing.clientPort(), new Params().owner(KNOWN), SECRET).close();
    }

    @ParameterizedTest(name = "7.3 secret \"{0}\" -> 0 sha256 mismatch, closed")
    @CsvSource({"wrong", "''", "'a long secret of this test '"})
    void refusesAWrongSecret(String secret) {
        try (RawPeer client = RawPeer.connect(knowing.clientPort())) {
            client.query(1, new Params().owner(KNOWN).query()).answer(1, Ids.CLIENT_CONNECTED);
            client.query(2, RawClient.authorizeShort(secret));
            assertThat(client.refusal(2)).isEqualTo("0 sha256 mismatch");
            client.closed();
        }
    }

    @Test
    void anUnknownClientMustShowItselfOnChain() {
        assertThat(connected(knowing, new Params().owner(UNKNOWN)).secretHash())
                .as("long authorisation")
                .isNull();
        try (RawPeer client = RawPeer.connect(knowing.clientPort())) {
            client.query(1, new Params().owner(UNKNOWN).query()).answer(1, Ids.CLIENT_CONNECTED);
            client.query(2, Tl.of(Ids.AUTHORIZE_LONG)).alive();
            client.query(3, Tl.of(Ids.AUTHORIZE_LONG));
            assertThat(client.refusal(3)).isEqualTo("0 duplicate auth message");
            client.closedAtLast();
        }
    }

    @Test
    void anUnknownClientHasNoSecret() {
        try (RawPeer client = RawPeer.connect(knowing.clientPort())) {
            client.query(1, new Params().owner(UNKNOWN).query()).answer(1, Ids.CLIENT_CONNECTED);
            client.query(2, RawClient.authorizeShort(""));
            assertThat(client.refusal(2)).isEqualTo("0 sha256 mismatch");
            client.closed();
        }
    }

    @Test
    void withoutAChainTheLongAuthorisationSucceedsAtOnce() {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, new Params().query()).answer(1, Ids.CLIENT_CONNECTED);
            Numbers.read(client.query(2, Tl.of(Ids.AUTHORIZE_LONG)).answer(2, Ids.AUTHORIZED));
        }
    }

    @Test
    void connectingAgainIsNoAuthorisation() {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, new Params().query()).answer(1, Ids.CLIENT_CONNECTED);
            client.query(2, new Params().query());
            assertThat(client.refusal(2)).isEqualTo("0 expected auth message");
            client.closed();
        }
    }

    @Test
    void modelsAreNotListedBeforeTheAuthorisation() {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, new Params().query()).answer(1, Ids.CLIENT_CONNECTED);
            client.query(2, Tl.of(Ids.GET_WORKER_TYPES_V2));
            assertThat(client.refusal(2)).isEqualTo("621 expected client connection");
        }
    }

    static Stream<Case> beforeConnect() {
        return Stream.of(
                Case.of("authorise short", () -> RawClient.authorizeShort(""), ""),
                Case.of("authorise long", () -> Tl.of(Ids.AUTHORIZE_LONG), ""));
    }

    @ParameterizedTest(name = "7.3 {0} before connect -> refused, closed")
    @MethodSource("beforeConnect")
    void refusesAuthorisationBeforeConnect(Case line) {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(1, line.query().get());
            client.refusal(1);
            client.closed();
        }
    }

    @Test
    void aSecondConnectOfAReadyClientIsRefused() {
        try (RawClient client = RawClient.ready(broker.clientPort(), new Params(), "")) {
            client.peer().query(9, new Params().query());
            assertThat(client.peer().refusal(9)).isEqualTo("0 already authorized");
            client.peer().closed();
        }
    }

    static Stream<Case> wrongPort() {
        return Stream.of(
                Case.of(
                        "7.6 worker.connectToProxy",
                        () -> new RawWorker.Params().query(),
                        "621 worker connect() from non worker"),
                Case.of(
                        "7.6 worker.compareBalanceWithProxy",
                        () -> RawWorker.compare(0, 0, 0),
                        "621 worker connect() from non worker"),
                Case.of(
                        "7.6 worker.proxyHandshakeComplete",
                        () -> Tl.of(Ids.HANDSHAKE_COMPLETE).bool(false),
                        "621 worker connect() from non worker"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPort")
    void refusesWorkerHandshakesOnTheClientPort(Case line) {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(5, line.query().get());
            assertThat(client.refusal(5)).isEqualTo(line.expected());
            client.closed();
        }
    }

    @Test
    void paymentStatusBeforeTheHandshakeIsRefused() {
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.query(5, Tl.of(Ids.CLIENT_UPDATE_PAYMENT_STATUS));
            assertThat(client.refusal(5)).isEqualTo("621 client request from non-ready connection");
        }
    }

    @Test
    void requestsBeforeTheHandshakeAreDroppedSilently() {
        Tl run = Tl.of(Ids.CLIENT_RUN_QUERY_EX)
                .str("model")
                .data(Http.chat("{}"))
                .i32(4000)
                .i32(10)
                .f64(10)
                .hex("ab".repeat(32))
                .i32(3)
                .i32(1)
                .bool(false);
        try (RawPeer client = RawPeer.connect(broker.clientPort())) {
            client.packet(run).alive();
            client.query(1, new Params().query()).answer(1, Ids.CLIENT_CONNECTED);
            client.packet(run).alive();
        }
    }

    @Test
    void theSamePaymentIsShownAgainAtTheNextConnect() {
        String owner = "0:" + "b7".repeat(32);
        try (RawClient client = RawClient.ready(broker.clientPort(), new Params().owner(owner), "")) {
            assertThat(client.status().signed()).isNotNull();
        }
        Connected again = connected(broker, new Params().owner(owner));
        assertThat(again.payment()).as("the last signed payment").isNotNull();
        assertThat(RawPayment.verify(again.payment(), Facts.PROXY_KEY).tokens()).isZero();
    }

    @Test
    void oneWalletMayHaveManyConnections() {
        try (RawClient one = RawClient.ready(broker.clientPort(), new Params(), "");
                RawClient two = RawClient.ready(broker.clientPort(), new Params(), "")) {
            one.peer().alive();
            two.peer().alive();
            In unused = one.peer().query(50, Tl.of(Ids.GET_WORKER_TYPES_V2)).answer(50, Ids.WORKER_TYPES_V2);
            assertThat(unused.i32()).isNotNegative();
        }
    }
}
