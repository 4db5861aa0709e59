package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ContractKind;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.ExitCode;
import dev.cocoonsdk.ton.contract.RootAddModelType;
import dev.cocoonsdk.ton.contract.RootAddProxyType;
import dev.cocoonsdk.ton.contract.RootAddWorkerType;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.contract.RootRegisterProxy;
import dev.cocoonsdk.ton.contract.RootUnregisterProxy;
import dev.cocoonsdk.ton.contract.RootUpgradeFull;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletV4R2;
import java.time.Duration;
import java.util.List;

/**
 * A root contract on a devnet and the wallet that owns it: changes are real messages that the wallet signs and the root contract executes
 * ({@code docs/protocol/contracts.md} 7.4). Thread-safe; one change at a time.
 */
public final class DevnetRoot {

    private static final NanoTon OWNER_COINS = NanoTon.ofTon(1_000);
    private static final NanoTon LEAST_COINS = NanoTon.ofTon(10);
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private final Devnet devnet;
    private final Ed25519Key key;
    private final WalletV4R2 wallet;
    private final RootContract contract;

    private DevnetRoot(Devnet devnet, Ed25519Key key, WalletV4R2 wallet, TonAddress root) {
        this.devnet = devnet;
        this.key = key;
        this.wallet = wallet;
        this.contract = RootContract.at(root);
    }

    /**
     * Deploys a root contract without proxies, images and models, unless the same one is there already. The faucet pays.
     *
     * @param ownerKey key of the owner's wallet (V4R2), which may change the root
     * @param params struct version 3; usually with {@link DevnetContracts#codes}
     * @throws IllegalArgumentException if the struct version is another one, which our contracts do not know
     */
    public static DevnetRoot deploy(Devnet devnet, Ed25519Key ownerKey, ContractParams params) {
        if (params.structVersion() != 3) {
            throw new IllegalArgumentException("struct version: " + params.structVersion() + " (expected: 3)");
        }
        WalletV4R2 wallet = WalletV4R2.of(ownerKey.publicKey());
        StateInit init = RootContract.init(DevnetContracts.root(), wallet.address(), params);
        DevnetRoot root = new DevnetRoot(devnet, ownerKey, wallet, init.address());
        if (!devnet.account(init.address()).isActive()) {
            root.execute(Transfer.deploy(init, AttachedValue.ROOT_DEPLOY));
        }
        return root;
    }

    /** A root contract that is deployed, with the key of its owner's wallet (V4R2). */
    public static DevnetRoot at(Devnet devnet, Ed25519Key ownerKey, TonAddress root) {
        return new DevnetRoot(devnet, ownerKey, WalletV4R2.of(ownerKey.publicKey()), root);
    }

    /** The root contract's address. */
    public TonAddress address() {
        return contract.address();
    }

    /** The address of the owner's wallet. */
    public TonAddress owner() {
        return wallet.address();
    }

    /** What the root contract says now. */
    public RootConfig config() {
        RootConfig config = contract.config(devnet.account(address()));
        if (config == null) {
            throw new IllegalStateException("root contract " + address() + ": not deployed");
        }
        return config;
    }

    /**
     * Registers a proxy.
     *
     * @param addresses {@code hostport} or {@code hostport SP hostport}: for workers, for clients
     * @return its number
     */
    public synchronized long registerProxy(String addresses) {
        change(new RootRegisterProxy(nextQuery(), addresses));
        return config().lastProxySeqno();
    }

    /** Takes a proxy out of the list; nothing happens if it is not there. */
    public synchronized void unregisterProxy(long seqno) {
        change(new RootUnregisterProxy(nextQuery(), seqno));
    }

    /** Allows an image of proxies. */
    public synchronized void allowProxyImage(Hash256 image) {
        change(new RootAddProxyType(nextQuery(), image));
    }

    /** Allows an image of workers. */
    public synchronized void allowWorkerImage(Hash256 image) {
        change(new RootAddWorkerType(nextQuery(), image));
    }

    /** Allows a model, by SHA-256 of its full name ({@code docs/protocol/contracts.md} 4). */
    public synchronized void allowModel(Hash256 model) {
        change(new RootAddModelType(nextQuery(), model));
    }

    /**
     * Replaces the parameters, multipliers and codes included, with the next params version: nodes then make new contracts.
     *
     * @param params their params version does not matter
     */
    public synchronized void changeParams(ContractParams params) {
        ContractParams next = withVersion(params, config().params().paramsVersion() + 1);
        AccountState account = devnet.account(address());
        if (account.data() == null || account.code() == null) {
            throw new IllegalStateException("root contract " + address() + ": not deployed");
        }
        change(new RootUpgradeFull(nextQuery(), RootContract.withParams(account.data(), next), account.code()));
    }

    private static ContractParams withVersion(ContractParams params, long version) {
        return new ContractParams(
                params.structVersion(),
                version,
                params.uniqueId(),
                params.isTest(),
                params.pricePerToken(),
                params.workerFeePerToken(),
                params.multipliers(),
                params.proxyDelay(),
                params.clientDelay(),
                params.minProxyStake(),
                params.minClientStake(),
                params.codes());
    }

    /**
     * Sends any operation of the owner's and waits until it is executed.
     *
     * @throws IllegalStateException if the root contract refuses it
     */
    public synchronized void change(ContractMessage operation) {
        execute(contract.send(operation));
    }

    private void execute(Transfer transfer) {
        if (devnet.account(owner()).balance().compareTo(LEAST_COINS) < 0) {
            devnet.fund(owner(), OWNER_COINS);
        }
        long validUntil = devnet.clock().instant().plus(VALIDITY).getEpochSecond();
        Message message = Message.parse(
                wallet.external(key, nextQuery(), validUntil, List.of(transfer)).external());
        DevnetTransaction executed = devnet.deliver(message).stream()
                .filter(transaction -> transaction.account().equals(address()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("root contract " + address() + ": got no message"));
        if (executed.isAborted()) {
            Integer code = executed.exitCode();
            String reason = code == null ? "did not run" : ExitCode.explain(ContractKind.ROOT, code);
            throw new IllegalStateException("root contract " + address() + ": " + reason);
        }
    }

    /** The wallet's number, which also serves as query id. */
    private long nextQuery() {
        return wallet.view(devnet.account(owner()).data()).seqno();
    }
}
