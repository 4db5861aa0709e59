package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import dev.cocoonsdk.it.conformance.raw.RawAddress;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Params;
import dev.cocoonsdk.it.conformance.raw.RawWorker.ProxyParams;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker's worker port: {@code docs/protocol/wire.md} 6, 7.6, 8.1, 8.2 and the rules of 8.3 and 16. */
class BrokerWorkerHandshakeConformanceTest {

    private static final String SOME_OTHER_IMAGE = "WorkerWorkerWorkerWorkerWorkerWorkerWorkerU=";
    private static final String ZERO_HASH = "A".repeat(43) + "=";

    private static BrokerUnderTest broker;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Case rejection(String name, Consumer<Params> change, String expected) {
        return Case.of("8.1 " + name, () -> changed(change).query(), expected);
    }

    private static Params changed(Consumer<Params> change) {
        Params params = new Params();
        change.accept(params);
        return params;
    }

    static Stream<Case> rejectionsOfConnect() {
        return Stream.of(
                rejection("flags without bit 0", p -> p.flags = 2, "602 too old worker"),
                rejection("no flags at all", p -> p.flags = 0, "602 too old worker"),
                rejection("is_test differs", p -> p.test = false, "602 test mode mismatch"),
                rejection("model empty", p -> p.model = "", "621 invalid worker hash or worker type"),
                rejection("coefficient negative", p -> p.coefficient = -1, "621 invalid coefficient value"),
                rejection("coefficient 10^9", p -> p.coefficient = 1_000_000_000, "621 invalid coefficient value"),
                rejection("max_active_requests 0", p -> p.capacity = 0, "621 invalid max_active_requests value"),
                rejection(
                        "max_active_requests negative", p -> p.capacity = -5, "621 invalid max_active_requests value"),
                rejection("proxy_cnt 0", p -> p.proxies = 0, "621 invalid proxy_cnt value"),
                rejection("protocol 3..9", p -> p.range(3, 9), "621 cannot choose common protocol version"),
                rejection(
                        "protocol range upside down", p -> p.range(2, 1), "621 cannot choose common protocol version"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejectionsOfConnect")
    void refusesConnect(Case line) {
        try (RawPeer worker = broker.worker()) {
            worker.query(11, line.query().get());
            assertThat(worker.refusal(11)).isEqualTo(line.expected());
            worker.closed();
        }
    }

    @Test
    void checksInTheOrderOfTheTable() {
        Params params = new Params();
        params.flags = 2;
        params.test = false;
        params.model = "";
        params.coefficient = -1;
        params.capacity = 0;
        params.proxies = 0;
        params.range(3, 9);
        params.owner = "nonsense";
        List<Consumer<Params>> repairs = List.of(
                p -> p.flags = 3,
                p -> p.test = true,
                p -> p.model = Facts.MODEL,
                p -> p.coefficient = 1,
                p -> p.capacity = 1,
                p -> p.proxies = 1,
                p -> p.range(0, 2));
        StringBuilder found = new StringBuilder(refusal(params));
        for (Consumer<Params> repair : repairs) {
            repair.accept(params);
            found.append('\n').append(refusal(params));
        }
        assertThat(found.toString().lines())
                .startsWith(
                        "602 too old worker",
                        "602 test mode mismatch",
                        "621 invalid worker hash or worker type",
                        "621 invalid coefficient value",
                        "621 invalid max_active_requests value",
                        "621 invalid proxy_cnt value",
                        "621 cannot choose common protocol version")
                .hasSize(8);
    }

    private static String refusal(Params params) {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, params.query());
            return worker.refusal(1);
        }
    }

    @ParameterizedTest(name = "8.1 owner address \"{0}\" -> an error, closed")
    @CsvSource({"nonsense", "''", "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-n", "0:12"})
    void refusesAnOwnerAddressThatDoesNotParse(String owner) {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, changed(p -> p.owner = owner).query());
            assertThat(worker.refusal(1)).matches("(0|602) .+");
            worker.closed();
        }
    }

    @ParameterizedTest(name = "8.1 connect query that does not parse: {0}")
    @CsvSource({"trailing bytes,00000000", "end in the middle,''"})
    void refusesAConnectThatDoesNotParse(String name, String tail) {
        Tl whole = new Params().query();
        Tl query =
                tail.isEmpty() ? new Tl().raw(Arrays.copyOf(whole.bytes(), whole.bytes().length - 4)) : whole.hex(tail);
        try (RawPeer worker = broker.worker()) {
            worker.query(1, query);
            assertThat(worker.refusal(1)).startsWith("0 ");
            worker.closed();
        }
    }

    @Test
    void theImageIsCheckedBeforeTheQueryIsEvenParsed() {
        try (BrokerUnderTest strict = strict(SOME_OTHER_IMAGE);
                RawPeer worker = strict.worker()) {
            worker.query(1, Tl.of(Ids.WORKER_CONNECT).hex("ffff"));
            assertThat(worker.refusal(1)).startsWith("621 invalid worker image hash");
            worker.closed();
        }
    }

    @Test
    void onlyModelsOfTheRootConfigurationAreServedWhereHashesAreChecked() {
        try (BrokerUnderTest strict = strict(ZERO_HASH)) {
            try (RawPeer worker = strict.worker()) {
                worker.query(1, new Params().model("other@c:v").query());
                assertThat(worker.refusal(1)).isEqualTo("621 invalid worker model 'other@c:v'");
                worker.closed();
            }
            strict.worker(new Params()).close();
        }
    }

    private static BrokerUnderTest strict(String workerHash) {
        return BrokerUnderTest.start(
                runner -> runner.with("check_worker_hashes", JsonValue.of(true)),
                root -> root.with("worker_hashes", JsonValue.array(List.of(JsonValue.of(workerHash))))
                        .with(
                                "model_hashes",
                                JsonValue.array(List.of(JsonValue.of(BrokerUnderTest.sha256(Facts.MODEL))))));
    }

    @ParameterizedTest(name = "6 worker {0}..{1} -> version {2}")
    @CsvSource({"0,0,0", "0,1,1", "0,2,2", "1,1,1", "1,2,2", "2,2,2", "1,9,2", "0,2147483647,2"})
    void choosesTheHighestCommonVersion(int min, int max, int chosen) {
        try (RawPeer worker = broker.worker()) {
            In answer = worker.query(1, new Params().range(min, max).query()).answer(1, Ids.WORKER_CONNECTED);
            ProxyParams params = ProxyParams.read(answer);
            assertThat(params.protocol()).isEqualTo(chosen);
            assertThat(params.flags()).as("bit 1 only with a version above 0").isEqualTo(chosen == 0 ? 1 : 3);
        }
    }

    @Test
    void aWorkerWithoutVersionsSpeaksVersionZero() {
        try (RawPeer worker = broker.worker()) {
            In answer = worker.query(1, new Params().protocol(0).query()).answer(1, Ids.WORKER_CONNECTED);
            assertThat(ProxyParams.read(answer).flags()).isEqualTo(1);
            assertThat(answer.str()).isEqualTo(Facts.WORKER_CONTRACT);
            answer.end();
        }
    }

    @Test
    void answersWithTheAddressesThatTheReferenceDerived() {
        try (RawPeer worker = broker.worker()) {
            In answer = worker.query(1, new Params().query()).answer(1, Ids.WORKER_CONNECTED);
            assertThat(ProxyParams.read(answer))
                    .isEqualTo(new ProxyParams(3, Facts.PROXY_KEY, Facts.OWNER, Facts.PROXY_CONTRACT, true, 2));
            assertThat(answer.str()).isEqualTo(Facts.WORKER_CONTRACT);
            answer.end();
        }
    }

    @ParameterizedTest(name = "8.1 owner as {0}")
    @CsvSource({"bounceable", "testnet", "raw"})
    void theOwnerIsTheSameInEveryForm(String form) {
        RawAddress owner = RawAddress.parse(Facts.OWNER);
        String text = switch (form) {
            case "bounceable" -> owner.text(0x11);
            case "testnet" -> owner.text(0xd1);
            default -> owner.raw();
        };
        try (RawPeer worker = broker.worker()) {
            In answer = worker.query(1, changed(p -> p.owner = text).query()).answer(1, Ids.WORKER_CONNECTED);
            ProxyParams.read(answer);
            assertThat(answer.str()).isEqualTo(Facts.WORKER_CONTRACT);
        }
    }

    @ParameterizedTest(name = "8.1 {0} is accepted")
    @CsvSource({"coefficient,0", "coefficient,999999999", "capacity,1", "capacity,2147483647"})
    void acceptsTheLimits(String field, int value) {
        Params params = field.equals("capacity") ? new Params().capacity(value) : new Params().coefficient(value);
        try (RawPeer worker = broker.worker()) {
            worker.query(1, params.query()).answer(1, Ids.WORKER_CONNECTED);
        }
    }

    @Test
    void aNewWorkerIsGivenASignedPaymentOfZeroTokens() {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, changed(p -> p.owner = "0:" + "5a".repeat(32)).query())
                    .answer(1, Ids.WORKER_CONNECTED);
            In result = worker.query(2, RawWorker.compare(0, 0, 0)).answer(2, Ids.COMPARED);
            byte[] data = RawWorker.payment(result);
            assertThat(data).as("never empty here").isNotNull();
            RawPayment payment = RawPayment.verify(data, Facts.PROXY_KEY);
            assertThat(payment.op()).isEqualTo(RawPayment.WORKER_PAYOUT);
            assertThat(payment.tokens()).isZero();
            assertThat(result.i64()).as("tokens_committed_to_db").isZero();
            assertThat(result.i64()).as("max_tokens").isZero();
            assertThat(result.i32()).as("error_code").isZero();
            result.end();
        }
    }

    @Test
    void thePaymentIsForTheContractOfTheAnswer() {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, new Params().query()).answer(1, Ids.WORKER_CONNECTED);
            In result = worker.query(2, RawWorker.compare(0, 0, 0)).answer(2, Ids.COMPARED);
            RawPayment payment = RawPayment.verify(RawWorker.payment(result), Facts.PROXY_KEY);
            assertThat(payment.contract())
                    .isEqualTo(RawAddress.parse(Facts.WORKER_CONTRACT).raw());
        }
    }

    @ParameterizedTest(name = "8.2 worker claims {0} tokens -> closed, not aborted")
    @CsvSource({"blockchain,5,5,5", "database,0,5,5", "negative blockchain,9223372036854775807,0,0"})
    void closesOnClaimsThatThisProxyNeverMade(String name, long blockchain, long database, long memory) {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, changed(p -> p.owner = "0:" + "5b".repeat(32)).query())
                    .answer(1, Ids.WORKER_CONNECTED);
            worker.query(2, RawWorker.compare(blockchain, database, memory));
            worker.closedAtLast();
        }
        broker.worker(new Params()).close();
    }

    @Test
    void aHigherMaximumIsSettledByTheExtendedComparison() {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, changed(p -> p.owner = "0:" + "5c".repeat(32)).query())
                    .answer(1, Ids.WORKER_CONNECTED);
            In result = worker.query(2, RawWorker.compare(0, 0, 900)).answer(2, Ids.COMPARED);
            RawWorker.payment(result);
            result.i64();
            assertThat(result.i64()).as("the proxy's own maximum").isZero();
            assertThat(result.i32()).as("error_code").isEqualTo(1);
            In extended = worker.query(3, Tl.of(Ids.COMPARE_EXTENDED).i64(0).data(new byte[0]))
                    .answer(3, Ids.COMPARED_EXTENDED);
            assertThat(extended.i32()).isZero();
            extended.end();
            worker.query(4, Tl.of(Ids.HANDSHAKE_COMPLETE).bool(false))
                    .answer(4, Ids.HANDSHAKE_COMPLETED)
                    .end();
            worker.alive();
        }
    }

    static Stream<Case> wrongOrder() {
        return Stream.of(
                Case.of("8 compare first", () -> RawWorker.compare(0, 0, 0), "refused, closed"),
                Case.of(
                        "8 extended comparison first",
                        () -> Tl.of(Ids.COMPARE_EXTENDED).i64(0).data(new byte[0]),
                        "refused, closed"),
                Case.of("8 complete first", () -> Tl.of(Ids.HANDSHAKE_COMPLETE).bool(false), "refused, closed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOrder")
    void refusesTheWrongOrder(Case line) {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, line.query().get());
            worker.refusal(1);
            worker.closed();
        }
    }

    static Stream<Case> unexpectedAfterConnect() {
        return Stream.concat(
                wrongOrder().skip(1),
                Stream.of(Case.of("8 connect again", () -> new Params().query(), "refused, closed")));
    }

    @ParameterizedTest(name = "after connect: {0}")
    @MethodSource("unexpectedAfterConnect")
    void refusesTheWrongOrderAfterConnect(Case line) {
        try (RawPeer worker = broker.worker()) {
            worker.query(1, new Params().query()).answer(1, Ids.WORKER_CONNECTED);
            worker.query(2, line.query().get());
            worker.refusal(2);
            worker.closed();
        }
    }

    @Test
    void aSecondHandshakeOnAReadyConnectionIsRefused() {
        try (RawWorker worker = broker.worker(new Params())) {
            worker.peer().query(9, new Params().query());
            assertThat(worker.peer().refusal(9)).isEqualTo("0 already authorized");
            worker.peer().closed();
        }
    }

    static Stream<Case> wrongPort() {
        return Stream.of(
                Case.of(
                        "7.6 client.connectToProxy",
                        () -> Tl.of(Ids.CLIENT_CONNECT)
                                .i32(3)
                                .str(Facts.CLIENT_WALLET)
                                .bool(true)
                                .i32(1)
                                .i32(2)
                                .i32(3),
                        "621 client connect() from non client"),
                Case.of(
                        "7.6 client.authorizeWithProxyShort",
                        () -> Tl.of(Ids.AUTHORIZE_SHORT).str(""),
                        "621 client connect() from non client"),
                Case.of(
                        "7.6 client.authorizeWithProxyLong",
                        () -> Tl.of(Ids.AUTHORIZE_LONG),
                        "621 client connect() from non client"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPort")
    void refusesClientHandshakesOnTheWorkerPort(Case line) {
        try (RawPeer worker = broker.worker()) {
            worker.query(5, line.query().get());
            assertThat(worker.refusal(5)).isEqualTo(line.expected());
            worker.closed();
        }
    }

    static Stream<Case> clientQueries() {
        return Stream.of(
                Case.of(
                        "7.6 client.updatePaymentStatus",
                        () -> Tl.of(Ids.CLIENT_UPDATE_PAYMENT_STATUS),
                        "621 client request from non-ready connection"),
                Case.of(
                        "7.6 client.getWorkerTypes",
                        () -> Tl.of(Ids.GET_WORKER_TYPES),
                        "621 expected client connection"),
                Case.of(
                        "7.6 client.getWorkerTypesV2",
                        () -> Tl.of(Ids.GET_WORKER_TYPES_V2),
                        "621 expected client connection"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clientQueries")
    void refusesClientQueriesOnTheWorkerPort(Case line) {
        try (RawPeer worker = broker.worker()) {
            worker.query(5, line.query().get());
            assertThat(worker.refusal(5)).isEqualTo(line.expected());
        }
    }

    @Test
    void paymentStatusBeforeTheHandshakeIsRefused() {
        try (RawPeer worker = broker.worker()) {
            worker.query(5, Tl.of(Ids.WORKER_UPDATE_PAYMENT_STATUS));
            assertThat(worker.refusal(5)).isEqualTo("621 client request from non-ready connection");
        }
    }

    @Test
    void messagesBeforeTheHandshakeAreIgnored() {
        try (RawPeer worker = broker.worker()) {
            worker.packet(Tl.of(Ids.ENABLED_DISABLED).i32(1))
                    .packet(Tl.of(Ids.NEW_COEFFICIENT).i32(5))
                    .packet(Tl.of(Ids.PART_EX).hex("cc".repeat(32)).str("x").i32(0))
                    .alive();
        }
    }

    @Test
    void aNegativeCoefficientClosesALaterConnection() {
        try (RawWorker worker = broker.worker(new Params())) {
            worker.peer().packet(Tl.of(Ids.NEW_COEFFICIENT).i32(-1));
            worker.peer().closedAtLast();
        }
    }

    @Test
    void aLaterCoefficientHasNoUpperLimit() {
        try (RawWorker worker = broker.worker(new Params())) {
            worker.peer()
                    .packet(Tl.of(Ids.NEW_COEFFICIENT).i32(Integer.MAX_VALUE))
                    .alive();
        }
    }

    @Test
    void paymentStatusOfAReadyWorkerHoldsTheSignedPaymentAndTheCounters() {
        try (RawWorker worker = broker.worker(changed(p -> p.owner = "0:" + "5d".repeat(32)))) {
            In status = worker.peer()
                    .query(7, Tl.of(Ids.WORKER_UPDATE_PAYMENT_STATUS))
                    .answer(7, Ids.WORKER_PAYMENT_STATUS);
            assertThat(RawPayment.verify(RawWorker.payment(status), Facts.PROXY_KEY)
                            .tokens())
                    .isZero();
            assertThat(status.i64()).isZero();
            assertThat(status.i64()).isZero();
            status.end();
        }
    }
}
