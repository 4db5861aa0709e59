package dev.cocoonsdk.ton.api.toncenter;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TonCenterV3Test {

    private static final TonAddress ACCOUNT = TonAddress.basechain(Hash256.sha256(new byte[] {3}));
    private static final Cell CODE = new CellBuilder().storeUint(1, 8).build();
    private static final Cell DATA = new CellBuilder().storeUint(2, 8).build();
    private static final String HEAD = "{\"first\":{},\"last\":{\"workchain\":-1,\"shard\":\"8000000000000000\","
            + "\"seqno\":21586062,\"root_hash\":\"" + TonCenterServer.ZEROS + "\",\"file_hash\":\""
            + TonCenterServer.ZEROS + "\",\"global_id\":-3,\"gen_utime\":\"1722422624\",\"start_lt\":\"1\"}}";

    private final TonCenterServer server = new TonCenterServer();
    private final ScriptedTonApi chain = new ScriptedTonApi(Instant.EPOCH);
    private TonCenterApi api;

    @BeforeEach
    void start() {
        api = TonCenterApi.v3(server.start("/api/v3"))
                .requestsPerSecond(10_000)
                .timeout(Duration.ofSeconds(20))
                .build();
        server.answer("/api/v3/masterchainInfo", Map.of(), HEAD);
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
        return (TonApiException) assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> get(stage))
                .actual()
                .getCause();
    }

    private static String account(Cell data) {
        return "{\"accounts\":[{\"address\":\"" + ACCOUNT.toString().toUpperCase(Locale.ROOT)
                + "\",\"account_state_hash\":\"" + TonCenterServer.ZEROS + "\",\"balance\":\"17\","
                + "\"extra_currencies\":{},\"status\":\"active\",\"last_transaction_hash\":\""
                + Hash256.sha256().toBase64() + "\",\"last_transaction_lt\":\"24264044000001\",\"frozen_hash\":null,"
                + "\"data_hash\":\"" + DATA.hash().toBase64() + "\",\"code_hash\":\""
                + CODE.hash().toBase64() + "\",\"data_boc\":\"" + TonCenterServer.base64(data)
                + "\",\"code_boc\":\"" + TonCenterServer.base64(CODE) + "\"}],\"address_book\":{},\"metadata\":{}}";
    }

    @Test
    void readsAnAccountWithABlockThatIsNotNewer() {
        server.answer("/api/v3/accountStates", Map.of("include_boc", "true"), account(DATA));
        AccountState state = get(api.account(ACCOUNT));

        assertThat(state.isActive()).isTrue();
        assertThat(state.balance()).isEqualTo(NanoTon.of(17));
        assertThat(state.data()).isEqualTo(DATA);
        assertThat(state.last()).isEqualTo(new TransactionId(24264044000001L, Hash256.sha256()));
        assertThat(state.block().shard()).isEqualTo(BlockId.WHOLE_SHARD);
        assertThat(state.time()).isEqualTo(Instant.ofEpochSecond(1722422624));
        assertThat(server.http.getAllServeEvents().get(1).getRequest().getUrl()).contains("masterchainInfo");
    }

    @Test
    void dataThatDoesNotHaveItsHashIsRefused() {
        server.answer("/api/v3/accountStates", Map.of(), account(CODE));

        assertThat(failure(api.account(ACCOUNT))).hasMessageContaining("accounts[0].data_boc");
    }

    @Test
    void anAccountThatTheIndexDoesNotKnowIsMissing() {
        server.answer("/api/v3/accountStates", Map.of(), "{\"accounts\":[],\"address_book\":{}}");

        assertThat(get(api.account(ACCOUNT)).status()).isEqualTo(AccountState.Status.MISSING);
    }

    @Test
    void hasNoStateAtAnOldBlock() {
        BlockId block = new BlockId(-1, BlockId.WHOLE_SHARD, 7, Hash256.ZERO, Hash256.ZERO);

        assertThat(failure(api.accountAt(ACCOUNT, block)).reason()).isEqualTo(Reason.UNSUPPORTED);
    }

    private void happens(int count) {
        for (int i = 0; i < count; i++) {
            chain.transaction(ACCOUNT, TransactionCells.message(NanoTon.of(i + 1), TransactionCells.operation(i, i)));
        }
    }

    @Test
    void readsTransactionsOverSeveralPages() {
        happens(149);
        chain.transaction(
                ACCOUNT, TransactionCells.message(NanoTon.of(1), Cell.EMPTY).skipped());
        List<Cell> history = chain.history(ACCOUNT);
        server.answer(
                "/api/v3/transactions",
                Map.of("start_lt", "1", "sort", "asc"),
                TonCenterServer.v3Transactions(ACCOUNT, history.subList(0, 100)));
        server.answer(
                "/api/v3/transactions",
                Map.of("start_lt", "1001", "sort", "asc"),
                TonCenterServer.v3Transactions(ACCOUNT, history.subList(100, 150)));
        List<TonTransaction> transactions = get(api.transactionsSince(ACCOUNT, TransactionId.NONE));
        List<TonTransaction> expected = get(chain.transactionsSince(ACCOUNT, TransactionId.NONE));

        assertThat(transactions)
                .isEqualTo(
                        expected.stream().map(TonCenterV3Test::withoutDetails).toList());
        assertThat(transactions.get(149).outcome()).isEqualTo(TonTransaction.Outcome.SKIPPED);
        assertThat(transactions.get(149).details()).isNull();
    }

    private static TonTransaction withoutDetails(TonTransaction each) {
        return new TonTransaction(
                each.id(), each.time(), each.source(), each.value(), each.bounced(), each.body(), each.outcome());
    }

    @Test
    void aTransactionThatIsLeftOutIsFoundOut() {
        happens(3);
        List<Cell> history = chain.history(ACCOUNT);
        server.answer(
                "/api/v3/transactions",
                Map.of(),
                TonCenterServer.v3Transactions(ACCOUNT, List.of(history.get(0), history.get(2))));

        assertThat(failure(api.transactionsSince(ACCOUNT, TransactionId.NONE)))
                .hasMessageContaining("30 does not follow 10");
    }

    @Test
    void sendsAMessage() {
        server.answerPost("/api/v3/message", "{\"message_hash\":\"" + TonCenterServer.ZEROS + "\"}");
        get(api.send(DATA));

        server.http.verify(postRequestedFor(urlPathEqualTo("/api/v3/message"))
                .withRequestBody(matchingJsonPath("$.boc", equalTo(TonCenterServer.base64(DATA)))));
    }

    @Test
    void runsAGetMethod() {
        String cell = TonCenterServer.base64(DATA);
        server.answerPost(
                "/api/v3/runGetMethod",
                "{\"gas_used\":549,\"exit_code\":0,\"stack\":[{\"type\":\"num\",\"value\":\"0x1f\"},"
                        + "{\"type\":\"cell\",\"value\":\"" + cell + "\"},{\"type\":\"slice\",\"value\":\"" + cell
                        + "\"},{\"type\":\"list\",\"value\":[]},"
                        + "{\"type\":\"tuple\",\"value\":[{\"type\":\"num\",\"value\":\"-0x1\"}]}]}");
        GetMethodResult result = get(api.runGetMethod(ACCOUNT, "get_cocoon_data", List.of(StackValue.Int.of(5))));

        assertThat(result.stack())
                .containsExactly(
                        StackValue.Int.of(31),
                        new StackValue.OfCell(DATA),
                        new StackValue.OfSlice(DATA),
                        StackValue.Null.INSTANCE,
                        new StackValue.Tuple(List.of(StackValue.Int.of(-1))));
        server.http.verify(postRequestedFor(urlPathEqualTo("/api/v3/runGetMethod"))
                .withRequestBody(matchingJsonPath("$.stack[0].value", equalTo("0x5"))));
    }

    @Test
    void readsTheTimeOfTheNewestMasterchainBlock() {
        assertThat(get(api.masterchainTime())).isEqualTo(Instant.ofEpochSecond(1722422624));
    }

    @Test
    void anErrorCarriesTheGatewaysWords() {
        server.refuse(422, "{\"error\":\"invalid address\"}");
        TonApiException problem = failure(api.account(ACCOUNT));

        assertThat(problem.reason()).isEqualTo(Reason.REFUSED);
        assertThat(problem).hasMessageContaining("HTTP 422, invalid address");
    }
}
