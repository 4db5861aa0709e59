package dev.cocoonsdk.ton.api.toncenter;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.ManualTimer;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.ScriptedTonApi;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionCells;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TonCenterV2Test {

    private static final String KEY = "0123456789abcdef-secret";
    private static final TonAddress ACCOUNT = TonAddress.basechain(Hash256.sha256(new byte[] {3}));
    private static final Cell CODE = new CellBuilder().storeUint(1, 8).build();
    private static final Cell DATA = new CellBuilder().storeUint(2, 8).build();

    private final TonCenterServer server = new TonCenterServer();
    private final ScriptedTonApi chain = new ScriptedTonApi(Instant.EPOCH);
    private TonCenterApi api;

    @BeforeEach
    void start() {
        api = builder().build();
    }

    private TonCenterApi.Builder builder() {
        URI base = server.http.isRunning()
                ? URI.create("http://127.0.0.1:" + server.http.port() + "/api/v2")
                : server.start("/api/v2");
        return TonCenterApi.v2(base)
                .apiKey(Secret.of(KEY))
                .requestsPerSecond(10_000)
                .timeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        api.close();
        server.http.stop();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static TonApiException failure(CompletionStage<?> stage) {
        Throwable cause = assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> get(stage))
                .actual()
                .getCause();
        return (TonApiException) cause;
    }

    private void happens(int count) {
        for (int i = 0; i < count; i++) {
            chain.transaction(ACCOUNT, TransactionCells.message(NanoTon.of(i + 1), TransactionCells.operation(i, i)));
        }
    }

    private List<Cell> newestFirst(int from, int to) {
        List<Cell> cells = new ArrayList<>(chain.history(ACCOUNT).subList(from, to));
        Collections.reverse(cells);
        return cells;
    }

    private TransactionId id(int index) {
        return get(chain.transactionsSince(ACCOUNT, TransactionId.NONE))
                .get(index)
                .id();
    }

    @Test
    void readsAnAccount() {
        TransactionId last = new TransactionId(-5, Hash256.sha256());
        server.answer(
                "/api/v2/getAddressInformation",
                Map.of("address", ACCOUNT.toString()),
                TonCenterServer.v2Account(CODE, DATA, last));
        AccountState state = get(api.account(ACCOUNT));

        assertThat(state.status()).isEqualTo(AccountState.Status.ACTIVE);
        assertThat(state.balance()).isEqualTo(NanoTon.of(1_592_521_995_920_473L));
        assertThat(state.code()).isEqualTo(CODE);
        assertThat(state.data()).isEqualTo(DATA);
        assertThat(state.last()).isEqualTo(last);
        assertThat(state.block().seqno()).isEqualTo(51148696);
        assertThat(state.block().shard()).isEqualTo(BlockId.WHOLE_SHARD);
        assertThat(state.time()).isEqualTo(Instant.ofEpochSecond(1755812855));
    }

    @Test
    void anAccountWithoutAnythingIsMissing() {
        server.answer(
                "/api/v2/getAddressInformation",
                Map.of(),
                TonCenterServer.v2Account(CODE, DATA, TransactionId.NONE)
                        .replace("1592521995920473", "0")
                        .replace("\"active\"", "\"uninitialized\""));
        AccountState state = get(api.account(ACCOUNT));

        assertThat(state.status()).isEqualTo(AccountState.Status.MISSING);
        assertThat(state.data()).isNull();
    }

    @Test
    void readsAnAccountAtABlockAndRefusesAnotherBlock() {
        String answer = TonCenterServer.v2Account(CODE, DATA, TransactionId.NONE);
        server.answer("/api/v2/getAddressInformation", Map.of(), answer);
        BlockId block = get(api.account(ACCOUNT)).block();
        BlockId other = new BlockId(-1, BlockId.WHOLE_SHARD, 7, Hash256.ZERO, Hash256.ZERO);

        assertThat(get(api.accountAt(ACCOUNT, block)).block()).isEqualTo(block);
        assertThat(failure(api.accountAt(ACCOUNT, other)).reason()).isEqualTo(Reason.UNSUPPORTED);
        server.http.verify(
                getRequestedFor(urlPathEqualTo("/api/v2/getAddressInformation")).withQueryParam("seqno", equalTo("7")));
    }

    @Test
    void readsTransactionsOverSeveralPagesOldestFirst() {
        happens(250);
        String path = "/api/v2/getTransactions";
        server.answer(path, Map.of(), TonCenterServer.v2Transactions(ACCOUNT, newestFirst(150, 250)));
        server.answer(
                path,
                Map.of("lt", Long.toString(id(149).lt()), "hash", id(149).hash().toBase64()),
                TonCenterServer.v2Transactions(ACCOUNT, newestFirst(50, 150)));
        server.answer(
                path,
                Map.of("lt", Long.toString(id(49).lt())),
                TonCenterServer.v2Transactions(ACCOUNT, newestFirst(10, 50)));
        List<TonTransaction> transactions = get(api.transactionsSince(ACCOUNT, id(9)));

        assertThat(transactions)
                .isEqualTo(get(chain.transactionsSince(ACCOUNT, id(9))))
                .hasSize(240);
    }

    @Test
    void nothingNewIsAnEmptyList() {
        happens(2);
        server.answer("/api/v2/getTransactions", Map.of(), TonCenterServer.v2Transactions(ACCOUNT, newestFirst(1, 2)));
        List<TonTransaction> withKnown = get(api.transactionsSince(ACCOUNT, id(1)));
        server.answer("/api/v2/getTransactions", Map.of(), TonCenterServer.v2Transactions(ACCOUNT, List.of()));

        assertThat(withKnown).isEmpty();
        assertThat(get(api.transactionsSince(ACCOUNT, id(1)))).isEmpty();
    }

    @Test
    void aGatewayThatLeavesATransactionOutIsFoundOut() {
        happens(4);
        List<Cell> cells = newestFirst(0, 4);
        cells.remove(1);
        server.answer("/api/v2/getTransactions", Map.of(), TonCenterServer.v2Transactions(ACCOUNT, cells));
        TonApiException problem = failure(api.transactionsSince(ACCOUNT, TransactionId.NONE));

        assertThat(problem.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(problem).hasMessageContaining("lacks transaction 30");
    }

    @Test
    void aGatewayThatChangesATransactionIsFoundOut() {
        happens(1);
        Cell forged = TransactionCells.message(NanoTon.ofTon(1000), Cell.EMPTY)
                .after(TransactionId.NONE)
                .account(ACCOUNT)
                .toCell();
        server.answer(
                "/api/v2/getTransactions",
                Map.of(),
                TonCenterServer.v2Transactions(ACCOUNT, newestFirst(0, 1))
                        .replace(
                                TonCenterServer.base64(chain.history(ACCOUNT).get(0)), TonCenterServer.base64(forged)));

        assertThat(failure(api.transactionsSince(ACCOUNT, TransactionId.NONE))).hasMessageContaining("result[0].data");
    }

    @Test
    void transactionsOfAnotherAccountAreRefused() {
        happens(1);
        server.answer("/api/v2/getTransactions", Map.of(), TonCenterServer.v2Transactions(ACCOUNT, newestFirst(0, 1)));

        assertThat(failure(api.transactionsSince(TonAddress.basechain(Hash256.ZERO), TransactionId.NONE)))
                .hasMessageContaining("of this account");
    }

    @Test
    void aHistoryThatForgotTheKnownTransactionIsAnError() {
        happens(3);
        server.answer("/api/v2/getTransactions", Map.of(), TonCenterServer.v2Transactions(ACCOUNT, newestFirst(2, 3)));
        server.answer(
                "/api/v2/getTransactions",
                Map.of("lt", Long.toString(id(1).lt())),
                TonCenterServer.v2Transactions(ACCOUNT, List.of()));

        assertThat(failure(api.transactionsSince(ACCOUNT, id(0)))).hasMessageContaining("forgotten");
    }

    @Test
    void anotherHistoryThanTheKnownOneIsAnError() {
        happens(3);
        server.answer("/api/v2/getTransactions", Map.of(), TonCenterServer.v2Transactions(ACCOUNT, newestFirst(0, 3)));

        assertThat(failure(api.transactionsSince(ACCOUNT, new TransactionId(10, Hash256.sha256()))))
                .hasMessageContaining("does not hold the known transaction 10");
    }

    @Test
    void sendsAMessage() {
        server.answerPost("/api/v2/sendBoc", "{\"ok\":true,\"result\":{\"@type\":\"ok\",\"@extra\":\"1:0:0.1\"}}");
        get(api.send(DATA));

        server.http.verify(postRequestedFor(urlPathEqualTo("/api/v2/sendBoc"))
                .withRequestBody(matchingJsonPath("$.boc", equalTo(TonCenterServer.base64(DATA)))));
    }

    @Test
    void runsAGetMethod() {
        String cell = TonCenterServer.base64(DATA);
        server.answerPost(
                "/api/v2/runGetMethod",
                "{\"ok\":true,\"result\":{\"@type\":\"smc.runResult\",\"gas_used\":549,\"stack\":["
                        + "[\"num\",\"-0x1f\"],[\"cell\",{\"bytes\":\"" + cell + "\",\"object\":{}}],"
                        + "[\"slice\",{\"bytes\":\"" + cell
                        + "\"}],[\"list\",{\"@type\":\"tvm.list\",\"elements\":[]}],"
                        + "[\"tuple\",{\"@type\":\"tvm.tuple\",\"elements\":[{\"@type\":\"tvm.stackEntryNumber\","
                        + "\"number\":{\"@type\":\"tvm.numberDecimal\",\"number\":\"42\"}}]}]],\"exit_code\":0}}");
        GetMethodResult result =
                get(api.runGetMethod(ACCOUNT, "seqno", List.of(StackValue.Int.of(-3), new StackValue.OfCell(CODE))));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.stack())
                .containsExactly(
                        StackValue.Int.of(-31),
                        new StackValue.OfCell(DATA),
                        new StackValue.OfSlice(DATA),
                        StackValue.Null.INSTANCE,
                        new StackValue.Tuple(List.of(new StackValue.Int(BigInteger.valueOf(42)))));
        server.http.verify(postRequestedFor(urlPathEqualTo("/api/v2/runGetMethod"))
                .withRequestBody(matchingJsonPath("$.stack[0][1]", equalTo("-0x3")))
                .withRequestBody(matchingJsonPath("$.stack[1][0]", equalTo("tvm.Cell"))));
    }

    @Test
    void readsTheTimeOfTheNewestMasterchainBlock() {
        server.answer(
                "/api/v2/getMasterchainInfo",
                Map.of(),
                "{\"ok\":true,\"result\":{\"@type\":\"blocks.masterchainInfo\",\"last\":{" + TonCenterServer.BLOCK
                        + "},\"state_root_hash\":\"" + TonCenterServer.ZEROS + "\"}}");
        server.answer(
                "/api/v2/getBlockHeader",
                Map.of("seqno", "51148696", "shard", "-9223372036854775808", "workchain", "-1"),
                "{\"ok\":true,\"result\":{\"@type\":\"blocks.header\",\"id\":{" + TonCenterServer.BLOCK
                        + "},\"gen_utime\":1755812855}}");

        assertThat(get(api.masterchainTime())).isEqualTo(Instant.ofEpochSecond(1755812855));
    }

    @Test
    void theKeyTravelsInItsHeaderAndNowhereElse() {
        server.refuse(403, "{\"ok\":false,\"error\":\"API key " + KEY + " does not exist\",\"code\":403}");
        TonApiException problem = failure(api.account(ACCOUNT));

        assertThat(problem.reason()).isEqualTo(Reason.REFUSED);
        assertThat(problem.retryMayHelp()).isFalse();
        assertThat(problem).hasMessageContaining("does not exist");
        assertThat(problem.toString()).doesNotContain(KEY);
        assertThat(api.toString()).doesNotContain(KEY);
        assertThat(server.http.getAllServeEvents())
                .allSatisfy(event -> {
                    assertThat(event.getRequest().getUrl()).doesNotContain(KEY);
                    assertThat(event.getRequest().getHeader("X-API-Key")).isEqualTo(KEY);
                })
                .hasSize(1);
    }

    @Test
    void aKeyIsNotSentInClearToAnotherMachineNorTakenFromAUrl() {
        Secret key = Secret.of(KEY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TonCenterApi.v2(URI.create("http://gateway.example/api/v2"))
                        .apiKey(key)
                        .build())
                .withMessageNotContaining(KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TonCenterApi.v2(URI.create("https://gateway.example/api/v2?api_key=" + KEY))
                        .build())
                .withMessageNotContaining(KEY);
    }

    @Test
    void followsNoRedirectWithItsKey() {
        server.http.stubFor(WireMock.get(urlPathEqualTo("/api/v2/getAddressInformation"))
                .willReturn(status(302).withHeader("Location", "/elsewhere")));

        assertThat(failure(api.account(ACCOUNT)).reason()).isEqualTo(Reason.REFUSED);
        assertThat(server.http.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":false,\"error\":\"LITE_SERVER_NOTREADY: not in db\",\"code\":500}",
                "<html>bad gateway</html>",
                ""
            })
    void aServerErrorMayPass(String body) {
        server.refuse(503, body);
        TonApiException problem = failure(api.send(DATA));

        assertThat(problem.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(problem.retryMayHelp()).isTrue();
        assertThat(problem).hasMessageContaining("503");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"ok\":true}",
                "{\"ok\":true,\"result\":[]}",
                "{\"ok\":true,\"result\":{}}",
                "{\"ok\":true,\"result\":{\"last_transaction_id\":{\"lt\":\"-1\",\"hash\":\"\"}}}"
            })
    void garbageIsATypedError(String body) {
        server.http.stubFor(any(anyUrl()).willReturn(ok(body)));

        assertThat(failure(api.account(ACCOUNT)).reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure(api.runGetMethod(ACCOUNT, "x", List.of())).reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure(api.masterchainTime()).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void anErrorNamesTheField() {
        server.answer(
                "/api/v2/getAddressInformation",
                Map.of(),
                TonCenterServer.v2Account(CODE, DATA, TransactionId.NONE).replace("1592521995920473", "many"));

        assertThat(failure(api.account(ACCOUNT))).hasMessageContaining("v2 getAddressInformation.result.balance");
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() {
        api.close();
        api = builder().maxResponseBytes(1000).build();
        server.http.stubFor(any(anyUrl()).willReturn(ok("{\"ok\":true,\"x\":\"" + "a".repeat(2000) + "\"}")));

        assertThat(failure(api.account(ACCOUNT))).hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void aSlowAnswerAndABrokenConnectionAreUnreachable() {
        api.close();
        api = builder().timeout(Duration.ofMillis(300)).build();
        server.http.stubFor(any(anyUrl()).willReturn(okJson("{\"ok\":true}").withFixedDelay(30_000)));
        TonApiException slow = failure(api.account(ACCOUNT));
        server.http.stubFor(any(anyUrl()).willReturn(ok().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        TonApiException broken = failure(api.account(ACCOUNT));

        assertThat(slow.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(broken.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(slow.retryMayHelp()).isTrue();
    }

    @Test
    void waitsAsLongAsTheGatewayAsksAndThenAsksAgain() {
        api.close();
        ManualTimer timer = new ManualTimer(Instant.EPOCH);
        api = builder().time(timer, timer).build();
        server.http.stubFor(WireMock.get(urlPathEqualTo("/api/v2/getAddressInformation"))
                .inScenario("limit")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("open")
                .willReturn(status(429)
                        .withHeader("Retry-After", "7")
                        .withBody("{\"ok\":false,\"result\":\"Ratelimit exceed\",\"code\":429}")));
        server.http.stubFor(WireMock.get(urlPathEqualTo("/api/v2/getAddressInformation"))
                .inScenario("limit")
                .whenScenarioStateIs("open")
                .willReturn(okJson(TonCenterServer.v2Account(CODE, DATA, TransactionId.NONE))));
        CompletionStage<AccountState> asking = api.account(ACCOUNT);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !timer.planned().isEmpty());
        List<Duration> planned = timer.planned();
        timer.advance(Duration.ofSeconds(7));

        assertThat(planned).containsExactly(Duration.ofSeconds(7));
        assertThat(get(asking).data()).isEqualTo(DATA);
    }

    @Test
    void givesUpWhenTheGatewayKeepsRefusing() {
        server.http.stubFor(any(anyUrl())
                .willReturn(status(429)
                        .withHeader("Retry-After", "0")
                        .withBody("{\"ok\":false,\"result\":\"Ratelimit exceed\",\"code\":429}")));
        TonApiException problem = failure(api.account(ACCOUNT));

        assertThat(problem.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(problem).hasMessageContaining("Ratelimit exceed");
        assertThat(server.http.getAllServeEvents()).hasSize(4);
    }

    @Test
    void aClosedGatewayAnswersWithAnError() {
        api.close();

        assertThat(failure(api.account(ACCOUNT)).reason()).isEqualTo(Reason.UNREACHABLE);
    }
}
