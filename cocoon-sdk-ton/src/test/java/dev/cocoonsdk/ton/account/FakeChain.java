package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.AccountState.Status;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.contract.ClientChangeSecretHash;
import dev.cocoonsdk.ton.contract.ClientIncreaseStake;
import dev.cocoonsdk.ton.contract.ClientRegister;
import dev.cocoonsdk.ton.contract.ClientRequestRefund;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.ClientWithdraw;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.SignedRequest;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A chain with client contracts that follow contracts.md 9.2, executed message by message when the test says so. */
final class FakeChain implements TonApi {

    private static final BlockId BLOCK = new BlockId(-1, BlockId.WHOLE_SHARD, 1, Hash256.ZERO, Hash256.ZERO);

    final ManualClock clock;
    private final Map<TonAddress, ClientStorage> contracts = new HashMap<>();
    private final Map<TonAddress, List<TonTransaction>> history = new HashMap<>();
    private final Deque<Transfer> inFlight = new ArrayDeque<>();
    final List<NanoTon> deposits = new ArrayList<>();
    final List<String> executed = new ArrayList<>();
    boolean down;
    boolean historyLags;
    boolean hidesStorage;
    Status status = Status.ACTIVE;
    boolean refuseAll;
    private long lt = 100;

    FakeChain(ManualClock clock) {
        this.clock = clock;
    }

    /** The wallet's external message is executed: its transfer is on the way. */
    TransactionId walletSends(TonAddress wallet, Transfer transfer) {
        Cell message = new dev.cocoonsdk.ton.cell.CellBuilder()
                .storeUint(0, 8)
                .storeRef(
                        transfer.init() == null
                                ? transfer.body()
                                : transfer.init().toCell())
                .build();
        inFlight.add(transfer);
        return record(wallet, null, NanoTon.ZERO, message, Outcome.SUCCEEDED);
    }

    /** Delivers what is on the way. */
    void deliver() {
        while (!inFlight.isEmpty()) {
            execute(AccountFixture.WALLET, inFlight.poll());
        }
    }

    void execute(TonAddress source, Transfer transfer) {
        boolean done = !refuseAll && run(transfer);
        executed.add((done ? "" : "failed ") + name(transfer));
        record(
                transfer.destination(),
                source,
                transfer.value(),
                transfer.body(),
                done ? Outcome.SUCCEEDED : Outcome.ABORTED);
    }

    private static String name(Transfer transfer) {
        return transfer.init() != null
                ? "deploy"
                : ContractMessage.parse(transfer.body()).operation().name();
    }

    private boolean run(Transfer transfer) {
        TonAddress to = transfer.destination();
        if (transfer.init() != null) {
            contracts.putIfAbsent(to, ClientStorage.parse(transfer.init().requireData()));
            return true;
        }
        ClientStorage old = contracts.get(to);
        if (old == null) {
            return false;
        }
        ClientStorage next = apply(old, ContractMessage.parse(transfer.body()));
        if (next == null) {
            return false;
        }
        contracts.put(to, next);
        return true;
    }

    private @org.jspecify.annotations.Nullable ClientStorage apply(ClientStorage old, ContractMessage message) {
        if (old.state() == ContractState.CLOSED) {
            return null;
        }
        if (message instanceof ClientTopUp topUp) {
            deposits.add(topUp.amount());
            return old.state() == ContractState.OPEN
                    ? with(old, old.state(), old.balance().plus(topUp.amount()), old.tokensUsed(), 0)
                    : null;
        } else if (message instanceof ClientChangeSecretHash secret) {
            return new ClientStorage(
                    old.state(),
                    old.balance(),
                    old.stake(),
                    old.tokensUsed(),
                    old.unlockTime(),
                    secret.secretHash(),
                    old.constants(),
                    old.params());
        } else if (message instanceof ClientIncreaseStake stake) {
            return new ClientStorage(
                    old.state(),
                    old.balance(),
                    stake.newStake(),
                    old.tokensUsed(),
                    old.unlockTime(),
                    old.secretHash(),
                    old.constants(),
                    old.params());
        } else if (message instanceof ClientWithdraw) {
            return old.balance().compareTo(old.stake()) > 0
                    ? with(old, old.state(), old.stake(), old.tokensUsed(), 0)
                    : null;
        } else if (message instanceof ClientRequestRefund) {
            return refund(old);
        } else if (message instanceof SignedRequest signed) {
            return charge(old, signed.payment());
        }
        return message instanceof ClientRegister ? old : null;
    }

    private @org.jspecify.annotations.Nullable ClientStorage refund(ClientStorage old) {
        if (old.state() == ContractState.OPEN) {
            NanoTon kept = old.balance().compareTo(old.stake()) > 0 ? old.stake() : old.balance();
            long unlock = clock.instant().plus(AccountFixture.CLIENT_DELAY).getEpochSecond();
            return with(old, ContractState.CLOSING, kept, old.tokensUsed(), unlock);
        }
        return old.unlockTime() < clock.instant().getEpochSecond()
                ? with(old, ContractState.CLOSED, NanoTon.ZERO, old.tokensUsed(), old.unlockTime())
                : null;
    }

    private static @org.jspecify.annotations.Nullable ClientStorage charge(ClientStorage old, SignedPayment payment) {
        long tokens = payment.tokens().value();
        if (tokens <= old.tokensUsed()) {
            return null;
        }
        long owed = Math.min(old.balance().value(), (tokens - old.tokensUsed()) * 20);
        boolean grant = payment.kind() == SignedPayment.Kind.CLIENT_REFUND_GRANT;
        NanoTon left = grant ? NanoTon.ZERO : old.balance().minus(NanoTon.of(owed));
        return with(old, grant ? ContractState.CLOSED : old.state(), left, tokens, old.unlockTime());
    }

    private static ClientStorage with(ClientStorage old, ContractState state, NanoTon balance, long used, long unlock) {
        return new ClientStorage(
                state, balance, old.stake(), used, unlock, old.secretHash(), old.constants(), old.params());
    }

    ClientStorage storage(TonAddress contract) {
        return contracts.get(contract);
    }

    /** Somebody's message reaches the wallet, which takes it in silence. */
    void walletGets(TonAddress source, Cell body) {
        record(AccountFixture.WALLET, source, NanoTon.of(1), body, Outcome.SUCCEEDED);
    }

    private TransactionId record(
            TonAddress account,
            @org.jspecify.annotations.Nullable TonAddress source,
            NanoTon value,
            Cell body,
            Outcome outcome) {
        lt += 10;
        TransactionId id =
                new TransactionId(lt, Hash256.sha256(Long.toString(lt).getBytes()));
        history.computeIfAbsent(account, key -> new ArrayList<>())
                .add(new TonTransaction(id, clock.instant(), source, value, false, body, outcome));
        return id;
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        if (down) {
            return CompletableFuture.failedStage(new TonApiException("down", true));
        }
        ClientStorage storage = contracts.get(address);
        List<TonTransaction> list = history.getOrDefault(address, List.of());
        TransactionId last =
                list.isEmpty() ? TransactionId.NONE : list.get(list.size() - 1).id();
        return CompletableFuture.completedStage(new AccountState(
                address,
                storage == null ? Status.MISSING : status,
                NanoTon.of(800_000_000),
                null,
                storage == null || hidesStorage ? null : storage.toCell(),
                last,
                BLOCK,
                clock.instant()));
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
