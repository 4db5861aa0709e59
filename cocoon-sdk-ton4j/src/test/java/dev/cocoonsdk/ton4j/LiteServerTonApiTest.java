package dev.cocoonsdk.ton4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.config.GlobalConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.ton.ton4j.tl.liteserver.queries.RunSmcMethodQuery;
import org.ton.ton4j.tl.liteserver.queries.SendMessageQuery;
import org.ton.ton4j.tl.liteserver.responses.LiteServerAnswer;
import org.ton.ton4j.tl.liteserver.responses.LiteServerError;
import org.ton.ton4j.tl.liteserver.responses.RunMethodResult;
import org.ton.ton4j.tl.liteserver.responses.SendMsgStatus;
import org.ton.ton4j.tl.liteserver.responses.TransactionList;

class LiteServerTonApiTest {

    private static final TonAddress ACCOUNT = TonAddress.basechain(Hash256.sha256());
    private static final StateInit CONTRACT = new StateInit(
            new CellBuilder().storeUint(1, 8).build(),
            new CellBuilder().storeUint(2, 8).build());
    private static final Cell STATE = ShardCells.account(ACCOUNT, NanoTon.of(77), CONTRACT);
    private static final TransactionId LAST = new TransactionId(40, Hash256.sha256(new byte[] {4}));

    private final FakeLiteServer server = new FakeLiteServer();
    private final LiteServerTonApi api = new LiteServerTonApi(server);

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static TonApiException failure(CompletionStage<?> stage) {
        return (TonApiException) assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> get(stage))
                .actual()
                .getCause();
    }

    private static LiteServerAnswer state(byte[] state, byte[] proof) {
        return org.ton.ton4j.tl.liteserver.responses.AccountState.builder()
                .id(FakeLiteServer.BLOCK)
                .state(state)
                .proof(proof)
                .build();
    }

    private static LiteServerAnswer state(TransactionId last) {
        return state(BagOfCells.serialize(STATE), ShardCells.proof(ACCOUNT, STATE, last));
    }

    @Test
    void readsAnAccountAndItsLastTransaction() {
        server.head().answer(state(LAST));
        AccountState state = get(api.account(ACCOUNT));

        assertThat(state.isActive()).isTrue();
        assertThat(state.balance()).isEqualTo(NanoTon.of(77));
        assertThat(state.code()).isEqualTo(CONTRACT.code());
        assertThat(state.data()).isEqualTo(CONTRACT.data());
        assertThat(state.last()).isEqualTo(LAST);
        assertThat(state.block().seqno()).isEqualTo(0xffff_fffbL);
        assertThat(state.time()).isEqualTo(Instant.ofEpochSecond(1_795_000_000));
    }

    @Test
    void readsAnAccountAtABlockWithTheShardsTime() {
        server.answer(state(LAST));
        BlockId block = new BlockId(-1, BlockId.WHOLE_SHARD, 7, Hash256.ZERO, Hash256.sha256());

        assertThat(get(api.accountAt(ACCOUNT, block)).time()).isEqualTo(Instant.ofEpochSecond(1_794_999_990));
    }

    @Test
    void anAccountOutsideOfTheShardsStateIsMissing() {
        TonAddress other = TonAddress.basechain(Hash256.sha256(new byte[] {9}));
        server.head().answer(state(new byte[0], ShardCells.proof(ACCOUNT, STATE, LAST)));

        assertThat(get(api.account(other)).status()).isEqualTo(AccountState.Status.MISSING);
    }

    @Test
    void aStateThatIsNotTheOneInTheShardIsRefused() {
        Cell rich = ShardCells.account(ACCOUNT, NanoTon.ofTon(1_000_000), CONTRACT);
        server.head().answer(state(BagOfCells.serialize(rich), ShardCells.proof(ACCOUNT, STATE, LAST)));
        TonApiException forged = failure(api.account(ACCOUNT));
        server.head().answer(state(new byte[0], ShardCells.proof(ACCOUNT, STATE, LAST)));
        TonApiException hidden = failure(api.account(ACCOUNT));

        assertThat(forged.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(hidden).hasMessageContaining("the one in the shard's state");
    }

    @Test
    void garbageIsATypedError() {
        for (byte[] proof : List.of(new byte[0], new byte[] {1, 2, 3}, BagOfCells.serialize(Cell.EMPTY))) {
            server.head().answer(state(BagOfCells.serialize(STATE), proof));

            assertThat(failure(api.account(ACCOUNT)).reason()).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void anErrorOfTheServerIsTold() {
        server.answer(LiteServerError.builder().code(651).message("not in db").build());
        TonApiException problem = failure(api.masterchainTime());

        assertThat(problem).hasMessageContaining("651, not in db");
        assertThat(problem.retryMayHelp()).isTrue();
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() {
        server.answer(state(LAST));

        assertThat(failure(api.masterchainTime()).reason()).isEqualTo(Reason.MALFORMED);
    }

    private static List<Cell> history(int length) {
        List<Cell> newestFirst = new ArrayList<>();
        TransactionId last = TransactionId.NONE;
        for (int i = 0; i < length; i++) {
            Cell cell = ShardCells.transaction(ACCOUNT, last);
            newestFirst.add(0, cell);
            last = new TransactionId(last.lt() + 10, cell.hash());
        }
        return newestFirst;
    }

    private static LiteServerAnswer page(List<Cell> cells) {
        return TransactionList.builder()
                .ids(List.of())
                .transactions(BagOfCells.serialize(cells))
                .build();
    }

    @Test
    void readsTransactionsOverSeveralPagesOldestFirst() {
        List<Cell> history = history(20);
        server.head()
                .answer(state(new TransactionId(200, history.get(0).hash())))
                .answer(page(history.subList(0, 16)))
                .answer(page(history.subList(16, 20)));
        List<TonTransaction> transactions = get(api.transactionsSince(
                ACCOUNT, new TransactionId(20, history.get(18).hash())));

        assertThat(transactions).hasSize(18);
        assertThat(transactions.get(0).id().lt()).isEqualTo(30);
        assertThat(transactions.get(17).id().hash()).isEqualTo(history.get(0).hash());
    }

    @Test
    void aTransactionThatIsLeftOutIsFoundOut() {
        List<Cell> history = history(3);
        server.head()
                .answer(state(new TransactionId(30, history.get(0).hash())))
                .answer(page(List.of(history.get(0), history.get(2))));

        assertThat(failure(api.transactionsSince(ACCOUNT, TransactionId.NONE)))
                .hasMessageContaining("lacks transaction 20");
    }

    @Test
    void nothingNewNeedsNoQuestionForTransactions() {
        server.head().answer(state(LAST));

        assertThat(get(api.transactionsSince(ACCOUNT, LAST))).isEmpty();
    }

    @Test
    void sendsTheMessageAsItIs() {
        Cell message = new CellBuilder().storeUint(5, 8).build();
        server.answer(SendMsgStatus.builder().status(1).build());
        get(api.send(message));
        server.answer(SendMsgStatus.builder().status(0).build());

        assertThat(((SendMessageQuery) server.questions.get(0)).body).isEqualTo(BagOfCells.serialize(message));
        assertThat(failure(api.send(message)).reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void runsAGetMethod() {
        List<StackValue> values = List.of(StackValue.Int.of(5), StackValue.Null.INSTANCE);
        server.head()
                .answer(RunMethodResult.builder()
                        .exitCode(0)
                        .result(BagOfCells.serialize(VmStacks.write(values)))
                        .build());
        GetMethodResult result = get(api.runGetMethod(ACCOUNT, "seqno", List.of()));

        assertThat(result.stack()).isEqualTo(values);
        assertThat(((RunSmcMethodQuery) server.questions.get(1)).getMethodId()).isEqualTo(85143);
    }

    @Test
    void closesItsConnection() {
        api.close();

        assertThat(server.closed).isTrue();
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (LiteServerTonApi real = LiteServerTonApi.of(
                new GlobalConfig.LiteServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        new Ed25519PublicKey(
                                Hash256.ofHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))),
                Duration.ofSeconds(30))) {
            assertThat(failure(real.masterchainTime()).reason()).isEqualTo(Reason.UNREACHABLE);
        }
    }
}
