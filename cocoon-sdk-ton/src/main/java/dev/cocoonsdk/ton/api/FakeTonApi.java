package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The blockchain of fake-TON mode, where there is none ({@code docs/protocol/payments.md} 12): every contract counts as deployed with
 * 100 TON, sending succeeds and does nothing, no transaction ever appears.
 *
 * <p>Contracts that the caller names with {@code deploy…} also have the storage that the C++ nodes assume for them. Thread-safe.
 */
public final class FakeTonApi implements TonApi {

    /** Coins of every account. */
    public static final NanoTon ACCOUNT_BALANCE = NanoTon.ofTon(100);

    /** Seqno of every wallet. */
    public static final long WALLET_SEQNO = 7;

    /** Earnings of every proxy contract. */
    public static final NanoTon PROXY_EARNINGS = NanoTon.of(10_000_000);

    /** Balance and stake of every client contract. */
    public static final NanoTon CLIENT_DEPOSIT = NanoTon.ofTon(1_000_000);

    /** Secret hash of every client contract: that of the empty password. */
    public static final Hash256 CLIENT_SECRET_HASH = Hash256.sha256();

    private static final BlockId BLOCK = new BlockId(-1, BlockId.WHOLE_SHARD, 1, Hash256.ZERO, Hash256.ZERO);

    private final InstantSource clock;
    private final Map<TonAddress, StateInit> contracts = new ConcurrentHashMap<>();

    /**
     * A chain whose time is that of a clock.
     *
     * @param clock for block times
     */
    public FakeTonApi(InstantSource clock) {
        this.clock = clock;
    }

    /** Deploys a node's wallet; returns its address. */
    public TonAddress deployWallet(Ed25519PublicKey key, TonAddress owner) {
        WalletStorage storage = new WalletStorage(WALLET_SEQNO, 0, key, 0, owner);
        return deploy(WalletAddress.of(key, owner), WalletAddress.CODE, storage.toCell());
    }

    /** Deploys a proxy's contract; returns its address. */
    public TonAddress deployProxy(ContractAddresses addresses) {
        StateInit state = addresses.proxyState();
        ProxyStorage initial = ProxyStorage.parse(state.requireData());
        ProxyStorage storage = new ProxyStorage(
                initial.owner(),
                initial.key(),
                initial.root(),
                initial.state(),
                PROXY_EARNINGS,
                initial.stake(),
                initial.unlockTime(),
                initial.params());
        return deploy(addresses.proxy(), state.requireCode(), storage.toCell());
    }

    /** Deploys the contract of a client with a proxy; returns its address. */
    public TonAddress deployClient(ContractAddresses addresses, TonAddress clientWallet) {
        StateInit state = addresses.clientState(clientWallet);
        ClientStorage initial = ClientStorage.parse(state.requireData());
        ClientStorage storage = new ClientStorage(
                ContractState.OPEN,
                CLIENT_DEPOSIT,
                CLIENT_DEPOSIT,
                0,
                0,
                CLIENT_SECRET_HASH,
                initial.constants(),
                initial.params());
        return deploy(state.address(), state.requireCode(), storage.toCell());
    }

    /** Deploys the contract of a worker with a proxy; returns its address. */
    public TonAddress deployWorker(ContractAddresses addresses, TonAddress workerOwner) {
        StateInit state = addresses.workerState(workerOwner);
        WorkerStorage storage = WorkerStorage.parse(state.requireData());
        return deploy(state.address(), state.requireCode(), storage.toCell());
    }

    private TonAddress deploy(TonAddress address, Cell code, Cell data) {
        contracts.put(address, new StateInit(code, data));
        return address;
    }

    /** An active account with 100 TON; its data is null unless it was deployed here. */
    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        StateInit state = contracts.get(address);
        return CompletableFuture.completedStage(new AccountState(
                address,
                AccountState.Status.ACTIVE,
                ACCOUNT_BALANCE,
                state == null ? null : state.code(),
                state == null ? null : state.data(),
                TransactionId.NONE,
                BLOCK,
                clock.instant()));
    }

    /** The same as {@link #account}: nothing ever changes. */
    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return account(address);
    }

    /** None. */
    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return CompletableFuture.completedStage(List.of());
    }

    /** Succeeds and does nothing. */
    @Override
    public CompletionStage<Void> send(Cell message) {
        return CompletableFuture.completedStage(null);
    }

    /** Answers with {@link GetMethodResult#UNKNOWN_METHOD}: there is no virtual machine here, and nodes use no get-method. */
    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        return CompletableFuture.completedStage(new GetMethodResult(GetMethodResult.UNKNOWN_METHOD, List.of()));
    }

    /** The clock's time. */
    @Override
    public CompletionStage<Instant> masterchainTime() {
        return CompletableFuture.completedStage(clock.instant());
    }

    /** Nothing to release. */
    @Override
    public void close() {}
}
