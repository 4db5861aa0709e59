package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.contract.MessageHead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A chain with one Cocoon wallet as {@code docs/protocol/contracts.md} 9.6 describes it, seen through a gateway that fails, lags behind and
 * loses messages. Messages are executed only when the test says so, and may be executed again and again.
 */
final class ModelChain implements TonApi {

    private static final NanoTon LEAST = NanoTon.ofTon(2);
    private static final NanoTon FEE = NanoTon.of(6_000_000);
    private static final BlockId BLOCK = new BlockId(-1, BlockId.WHOLE_SHARD, 1, Hash256.ZERO, Hash256.ZERO);

    private record Snapshot(Instant since, AccountState state) {}

    private final CocoonWallet wallet;
    private final Random random;
    private final InstantSource clock;
    private final List<Cell> pool = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<TonTransaction> transactions = new ArrayList<>();
    final Map<Long, Integer> executed = new HashMap<>();
    final Map<Long, TransactionId> carriedOutBy = new HashMap<>();
    private long seqno;
    private long lt = 1000;
    private NanoTon balance;
    boolean faults = true;

    ModelChain(CocoonWallet wallet, Random random, InstantSource clock, NanoTon balance) {
        this.wallet = wallet;
        this.random = random;
        this.clock = clock;
        this.balance = balance;
        snapshot(TransactionId.NONE);
    }

    private void snapshot(TransactionId last) {
        Cell data = seqno == 0 ? null : new WalletStorage(seqno, 0, wallet.key(), 0, wallet.owner()).toCell();
        AccountState.Status status = seqno == 0 ? AccountState.Status.UNINITIALIZED : AccountState.Status.ACTIVE;
        AccountState state =
                new AccountState(wallet.address(), status, balance, null, data, last, BLOCK, clock.instant());
        snapshots.add(new Snapshot(clock.instant(), state));
    }

    private void transaction(@Nullable TonAddress source, Cell body, Outcome outcome) {
        lt += 1 + random.nextInt(5);
        TransactionId id =
                new TransactionId(lt, Hash256.sha256(Long.toString(lt).getBytes()));
        transactions.add(new TonTransaction(id, clock.instant(), source, NanoTon.ZERO, false, body, outcome));
        snapshot(id);
    }

    /** Executes any message that was ever sent, if the wallet takes it. */
    void executeAny() {
        if (!pool.isEmpty()) {
            execute(pool.get(random.nextInt(pool.size())));
        }
    }

    void executeAll() {
        List.copyOf(pool).forEach(this::execute);
    }

    private void execute(Cell external) {
        Cell body = Message.parse(external).body();
        CellSlice in = body.beginRead();
        in.skipBits(512 + 32);
        long validUntil = in.loadUint(32);
        long wanted = in.loadUint(32);
        if (validUntil <= clock.instant().getEpochSecond() || wanted != seqno || balance.compareTo(LEAST) < 0) {
            return;
        }
        NanoTon coins = NanoTon.ZERO;
        List<Long> ids = new ArrayList<>();
        while (in.remainingBits() > 0) {
            in.skipBits(8);
            Message message = Message.parse(in.loadRef());
            coins = coins.plus(
                            ((MessageHeader.Internal) message.header()).value().coins())
                    .plus(FEE);
            ids.add(MessageHead.of(message.body()).orElseThrow().queryId());
        }
        if (coins.compareTo(balance) > 0) {
            balance = balance.minus(FEE);
            transaction(null, body, Outcome.ABORTED);
            return;
        }
        balance = balance.minus(coins);
        seqno++;
        ids.forEach(id -> executed.merge(id, 1, Integer::sum));
        transaction(null, body, Outcome.SUCCEEDED);
        TransactionId carrier = snapshots.get(snapshots.size() - 1).state().last();
        ids.forEach(id -> carriedOutBy.put(id, carrier));
    }

    /** Somebody else has the key. */
    void foreignMessage() {
        if (seqno > 0) {
            seqno++;
            transaction(null, Cell.EMPTY, Outcome.SUCCEEDED);
        }
    }

    /** Coins come in; the sender copies the body of a message that was seen on its way. */
    void incoming(NanoTon coins) {
        balance = balance.plus(coins);
        Cell body = pool.isEmpty()
                ? Cell.EMPTY
                : Message.parse(pool.get(pool.size() - 1)).body();
        transaction(wallet.owner(), body, Outcome.SUCCEEDED);
    }

    void ownerWithdraws() {
        balance = NanoTon.of(10_000_000);
        transaction(wallet.owner(), Cell.EMPTY, Outcome.SUCCEEDED);
    }

    NanoTon balance() {
        return balance;
    }

    private boolean happens(int percent) {
        return faults && random.nextInt(100) < percent;
    }

    /** A state of now or of before, each with the time of a block at which it held. */
    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        if (happens(15)) {
            return CompletableFuture.failedStage(new TonApiException("down", true));
        }
        int index = snapshots.size() - 1;
        while (index > 0 && happens(25)) {
            index--;
        }
        AccountState state = snapshots.get(index).state();
        Instant until = index + 1 < snapshots.size() ? snapshots.get(index + 1).since() : clock.instant();
        return CompletableFuture.completedStage(new AccountState(
                state.address(),
                state.status(),
                state.balance(),
                state.code(),
                state.data(),
                state.last(),
                state.block(),
                until));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        if (happens(15)) {
            return CompletableFuture.failedStage(new TonApiException("down", true));
        }
        int end = transactions.size();
        while (end > 0 && happens(30)) {
            end--;
        }
        return CompletableFuture.completedStage(transactions.subList(0, end).stream()
                .filter(transaction -> transaction.id().lt() > known.lt())
                .toList());
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        boolean error = happens(20);
        if (!happens(20)) {
            pool.add(message);
        }
        return error
                ? CompletableFuture.failedStage(new TonApiException("down", true))
                : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return CompletableFuture.completedStage(clock.instant());
    }

    @Override
    public void close() {}
}
