package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A chain whose content the test writes, and which fails or falls silent when told to. */
public final class ScriptedTonApi implements TonApi {

    private static final BlockId BLOCK = new BlockId(-1, BlockId.WHOLE_SHARD, 1, Hash256.ZERO, Hash256.ZERO);

    private final Map<TonAddress, List<Cell>> histories = new ConcurrentHashMap<>();
    private final Map<TonAddress, Cell> storages = new ConcurrentHashMap<>();

    /** Time of blocks. */
    public volatile Instant time;

    /** What every question fails with, or null. */
    public volatile @Nullable RuntimeException failure;

    /** Whether questions are never answered. */
    public volatile boolean silent;

    /** Number of questions for account states. */
    public volatile int polls;

    /** Messages that were sent. */
    public final List<Cell> sent = new ArrayList<>();

    /** An empty chain. */
    public ScriptedTonApi(Instant time) {
        this.time = time;
    }

    /** Deploys a contract or changes its storage. */
    public ScriptedTonApi storage(TonAddress address, Cell data) {
        storages.put(address, data);
        return this;
    }

    /** Adds a transaction behind those that the account has. */
    public TransactionId transaction(TonAddress address, TransactionCells next) {
        List<Cell> history = histories.computeIfAbsent(address, key -> new ArrayList<>());
        Cell cell = next.after(last(address)).account(address).toCell();
        history.add(cell);
        return last(address);
    }

    /** Cells of an account's transactions, oldest first. */
    public List<Cell> history(TonAddress address) {
        return List.copyOf(histories.getOrDefault(address, List.of()));
    }

    /** The account's last transaction. */
    public TransactionId last(TonAddress address) {
        List<Cell> history = histories.getOrDefault(address, List.of());
        return history.isEmpty()
                ? TransactionId.NONE
                : TonTransaction.of(Transaction.parse(history.get(history.size() - 1)))
                        .id();
    }

    /** The account's state now. */
    public AccountState state(TonAddress address) {
        Cell data = storages.get(address);
        TransactionId last = last(address);
        AccountState.Status status = data != null
                ? AccountState.Status.ACTIVE
                : last.equals(TransactionId.NONE) ? AccountState.Status.MISSING : AccountState.Status.UNINITIALIZED;
        return new AccountState(address, status, NanoTon.of(last.lt()), data, data, last, BLOCK, time);
    }

    private <T> CompletionStage<T> answer(T value) {
        RuntimeException problem = failure;
        if (silent) {
            return new CompletableFuture<>();
        }
        return problem == null ? CompletableFuture.completedStage(value) : CompletableFuture.failedStage(problem);
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        polls++;
        return answer(state(address));
    }

    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return CompletableFuture.failedStage(new TonApiException("the block is gone", false));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return answer(history(address).stream()
                .map(cell -> TonTransaction.of(Transaction.parse(cell)))
                .filter(each -> each.id().lt() > known.lt())
                .toList());
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        sent.add(message);
        return answer(null);
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        return answer(new GetMethodResult(0, List.of(StackValue.Int.of(polls))));
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return answer(time);
    }

    @Override
    public void close() {}
}
