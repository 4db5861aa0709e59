package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.AccountState.Status;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.SignedRequest;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A worker contract, its proxy's coins and the worker's wallet after contracts.md 9.3 and 9.4, moved by the test. */
final class WorkerChain implements TonApi {

    private static final BlockId BLOCK = new BlockId(-1, BlockId.WHOLE_SHARD, 1, Hash256.ZERO, Hash256.ZERO);

    final ManualClock clock = new ManualClock();
    final Map<TonAddress, WorkerStorage> workers = new HashMap<>();
    final Map<TonAddress, List<TonTransaction>> history = new HashMap<>();
    final List<Transfer> sent = new ArrayList<>();
    NanoTon proxyCoins = NanoTon.ofTon(1000);
    ContractState proxyState = ContractState.OPEN;
    NanoTon paid = NanoTon.ZERO;
    boolean refuses;
    boolean historyLags;
    boolean hidesStorage;
    private NanoTon toPay = NanoTon.ZERO;
    private long lt = 100;

    /** A wallet that keeps its queue until the test signs; a new one for each process. */
    final class Wallet implements NodeWallet {
        private final List<Transfer> queue = new ArrayList<>();
        private final List<CompletableFuture<TransactionId>> answers = new ArrayList<>();

        /** The external messages are executed; with {@code arrive} the contracts get theirs, too. */
        void sign(boolean arrive) {
            for (int i = 0; i < queue.size(); i++) {
                Transfer transfer = queue.get(i);
                Cell inner = transfer.init() == null
                        ? transfer.body()
                        : transfer.init().toCell();
                Cell message = new CellBuilder().storeUint(0, 8).storeRef(inner).build();
                answers.get(i).complete(record(address(), null, NanoTon.ZERO, false, message, Outcome.SUCCEEDED));
                sent.add(transfer);
                if (arrive) {
                    execute(address(), transfer);
                }
            }
            queue.clear();
            answers.clear();
        }

        @Override
        public TonAddress address() {
            return AccountFixture.WALLET;
        }

        @Override
        public NanoTon balance() {
            return NanoTon.ofTon(100);
        }

        @Override
        public int queued() {
            return queue.size();
        }

        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<TransactionId> send(Transfer transfer) {
            queue.add(transfer);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public void close() {
            answers.forEach(answer -> answer.completeExceptionally(new CancellationException()));
        }
    }

    /** A message reaches a worker contract. */
    void execute(TonAddress source, Transfer transfer) {
        boolean done = !refuses && run(transfer);
        record(
                transfer.destination(),
                source,
                transfer.value(),
                false,
                transfer.body(),
                done ? Outcome.SUCCEEDED : Outcome.ABORTED);
        pay(transfer.destination(), toPay);
        toPay = NanoTon.ZERO;
    }

    private boolean run(Transfer transfer) {
        TonAddress to = transfer.destination();
        if (transfer.init() != null) {
            workers.putIfAbsent(to, WorkerStorage.parse(transfer.init().requireData()));
            return true;
        }
        WorkerStorage old = workers.get(to);
        SignedPayment payment = ((SignedRequest) ContractMessage.parse(transfer.body())).payment();
        boolean last = payment.kind() == SignedPayment.Kind.WORKER_LAST_PAYOUT;
        if (old == null || old.state() == ContractState.CLOSED) {
            return false;
        } else if (payment.tokens().value() < old.tokens() + (last ? 0 : 1)) {
            return false;
        }
        NanoTon amount = NanoTon.of((payment.tokens().value() - old.tokens()) * 10);
        workers.put(
                to,
                new WorkerStorage(
                        old.owner(),
                        old.proxy(),
                        old.proxyKey(),
                        last ? ContractState.CLOSED : old.state(),
                        payment.tokens().value(),
                        old.params()));
        toPay = amount;
        return true;
    }

    private void pay(TonAddress worker, NanoTon amount) {
        if (proxyCoins.compareTo(amount) < 0) {
            record(
                    worker,
                    AccountFixture.contracts(AccountFixture.PARAMS).proxy(),
                    amount,
                    true,
                    Cell.EMPTY,
                    Outcome.SUCCEEDED);
            return;
        }
        proxyCoins = proxyCoins.minus(amount);
        paid = paid.plus(amount);
    }

    private TransactionId record(
            TonAddress account,
            @Nullable TonAddress source,
            NanoTon value,
            boolean bounced,
            Cell body,
            Outcome outcome) {
        lt += 10;
        TransactionId id = new TransactionId(lt, Hash256.sha256(new byte[] {(byte) lt, (byte) (lt >> 8)}));
        history.computeIfAbsent(account, key -> new ArrayList<>())
                .add(new TonTransaction(id, clock.instant(), source, value, bounced, body, outcome));
        return id;
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        WorkerStorage worker = workers.get(address);
        Cell data = worker == null ? null : worker.toCell();
        NanoTon coins = NanoTon.of(300_000_000);
        if (address.equals(AccountFixture.contracts(AccountFixture.PARAMS).proxy())) {
            ProxyStorage fresh = ProxyStorage.parse(
                    AccountFixture.contracts(AccountFixture.PARAMS).proxyState().requireData());
            data = new ProxyStorage(
                            fresh.owner(),
                            fresh.key(),
                            fresh.root(),
                            proxyState,
                            NanoTon.ZERO,
                            NanoTon.ZERO,
                            0,
                            fresh.params())
                    .toCell();
            coins = proxyCoins;
        }
        List<TonTransaction> list = history.getOrDefault(address, List.of());
        TransactionId last =
                list.isEmpty() ? TransactionId.NONE : list.get(list.size() - 1).id();
        Status status = data == null ? Status.MISSING : Status.ACTIVE;
        return CompletableFuture.completedStage(new AccountState(
                address, status, coins, null, hidesStorage ? null : data, last, BLOCK, clock.instant()));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return CompletableFuture.completedStage(
                (historyLags ? List.<TonTransaction>of() : history.getOrDefault(address, List.of()))
                        .stream()
                                .filter(transaction -> transaction.id().lt() > known.lt())
                                .toList());
    }

    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
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
