package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.config.GlobalConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ton.ton4j.tl.liteserver.queries.AccountStateQuery;
import org.ton.ton4j.tl.liteserver.queries.MasterchainInfoExtQuery;
import org.ton.ton4j.tl.liteserver.queries.RunSmcMethodQuery;
import org.ton.ton4j.tl.liteserver.queries.SendMessageQuery;
import org.ton.ton4j.tl.liteserver.queries.TransactionListQuery;
import org.ton.ton4j.tl.liteserver.responses.BlockIdExt;
import org.ton.ton4j.tl.liteserver.responses.LiteServerAnswer;
import org.ton.ton4j.tl.liteserver.responses.LiteServerError;
import org.ton.ton4j.tl.liteserver.responses.LiteServerQueryData;
import org.ton.ton4j.tl.liteserver.responses.MasterchainInfoExt;
import org.ton.ton4j.tl.liteserver.responses.RunMethodResult;
import org.ton.ton4j.tl.liteserver.responses.SendMsgStatus;
import org.ton.ton4j.tl.liteserver.responses.TransactionList;
import org.ton.ton4j.utils.Utils;

/**
 * The TON blockchain as one lite server tells it, over ton4j's ADNL connection. <strong>GPL-3.0-only.</strong> Thread-safe.
 *
 * <p><strong>You trust this one server.</strong> The connection is encrypted, and the server proves that it has the key of the global
 * configuration. It is checked that an account stands in the shard state that the server sent, and that transactions follow each other by
 * their hashes. That this shard state belongs to the chain of the validators is not checked: no block proofs. As provenance of a root
 * configuration this is a single endpoint; servers of different operators may form a quorum. Several servers for availability go into a
 * {@link dev.cocoonsdk.ton.api.FailoverTonApi}.
 */
public final class LiteServerTonApi implements TonApi {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final int RESULT_WANTED = 4;
    private static final int TAKEN = 1;

    private final LiteServer server;

    LiteServerTonApi(LiteServer server) {
        this.server = server;
    }

    /** A server of the global configuration, with 10 s for each answer. Connects with the first question. */
    public static LiteServerTonApi of(GlobalConfig.LiteServer server) {
        return of(server, DEFAULT_TIMEOUT);
    }

    /**
     * A server of the global configuration. Connects with the first question.
     *
     * @param timeout for each answer
     */
    public static LiteServerTonApi of(GlobalConfig.LiteServer server, Duration timeout) {
        return new LiteServerTonApi(new AdnlLiteServer(server, timeout));
    }

    private <A extends LiteServerAnswer> CompletionStage<A> ask(LiteServerQueryData question, Class<A> type) {
        return server.ask(question).thenApply(answer -> {
            if (answer instanceof LiteServerError error) {
                throw new TonApiException(
                        Reason.REFUSED,
                        "lite server: error " + error.getCode() + ", " + error.getMessage(),
                        true,
                        null);
            } else if (!type.isInstance(answer)) {
                throw new TonApiException(
                        Reason.MALFORMED, "lite server: another answer than " + type.getSimpleName(), true, null);
            }
            return type.cast(answer);
        });
    }

    private record Head(BlockIdExt block, Instant time) {}

    private CompletionStage<Head> head() {
        return ask(MasterchainInfoExtQuery.builder().mode(0).build(), MasterchainInfoExt.class)
                .thenApply(answer -> new Head(
                        answer.getLast(), Instant.ofEpochSecond(Integer.toUnsignedLong(answer.getLastTime()))));
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        return head().thenCompose(head -> account(address, head.block, head.time));
    }

    /** The time of the answer is that of the shard's block, which may be some seconds older than the masterchain's. */
    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return account(address, LiteBlocks.toTl(block), null);
    }

    private CompletionStage<AccountState> account(TonAddress address, BlockIdExt block, @Nullable Instant time) {
        AccountStateQuery question = AccountStateQuery.builder()
                .id(block)
                .account(LiteBlocks.toTl(address))
                .build();
        return ask(question, org.ton.ton4j.tl.liteserver.responses.AccountState.class)
                .thenApply(answer -> parse(
                        () -> LiteAccounts.read(address, LiteBlocks.fromTl(block), time, answer.state, answer.proof)));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return account(address)
                .thenCompose(state -> state.last().lt() == known.lt()
                        ? CompletableFuture.completedStage(List.<TonTransaction>of())
                        : new LiteHistory(this, address, known).from(state.last()));
    }

    /** At most so many transactions, newest first, from one on. */
    CompletionStage<List<Cell>> page(TonAddress address, TransactionId from, int count) {
        TransactionListQuery question = TransactionListQuery.builder()
                .count(count)
                .account(LiteBlocks.toTl(address))
                .lt(from.lt())
                .hash(from.hash().toBytes())
                .build();
        return ask(question, TransactionList.class)
                .thenApply(answer -> parse(() -> BagOfCells.parse(HexFormat.of().parseHex(answer.getTransactions()))));
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        SendMessageQuery question =
                SendMessageQuery.builder().body(BagOfCells.serialize(message)).build();
        return ask(question, SendMsgStatus.class).thenAccept(answer -> {
            if (answer.getStatus() != TAKEN) {
                throw new TonApiException(
                        Reason.REFUSED, "lite server: message not taken, status " + answer.getStatus(), false, null);
            }
        });
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        byte[] stack = BagOfCells.serialize(VmStacks.write(arguments));
        return head().thenCompose(head -> ask(
                        RunSmcMethodQuery.builder()
                                .mode(RESULT_WANTED)
                                .id(head.block)
                                .account(LiteBlocks.toTl(address))
                                .methodId(Utils.calculateMethodId(method))
                                .params(stack)
                                .build(),
                        RunMethodResult.class)
                .thenApply(answer -> parse(() -> new GetMethodResult(
                        answer.getExitCode(),
                        answer.result == null || answer.result.length == 0
                                ? List.of()
                                : VmStacks.read(BagOfCells.parseSingle(answer.result))))));
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return head().thenApply(Head::time);
    }

    private static <T> T parse(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (CellException | IllegalArgumentException | ArithmeticException e) {
            throw new TonApiException(Reason.MALFORMED, "lite server: " + e.getMessage(), true, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
