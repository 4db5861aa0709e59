package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ProxyContract;
import dev.cocoonsdk.ton.contract.ProxyIncreaseStake;
import dev.cocoonsdk.ton.contract.QueryMessage;
import dev.cocoonsdk.ton.contract.RootAddModelType;
import dev.cocoonsdk.ton.contract.RootAddProxyType;
import dev.cocoonsdk.ton.contract.RootAddWorkerType;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.contract.RootRegisterProxy;
import dev.cocoonsdk.ton.contract.WorkerContract;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The chain under a {@link LocalMarketplace}: a devnet in this JVM with a root contract, the broker's proxy contract, a worker contract and
 * the client's contract, all deployed by funded wallets through real messages. Every step of the money is executed when its method returns.
 *
 * <p>The jobs' counters come from the broker; charges and payouts are signed by its key, as its contracts demand. Thread-safe.
 */
public final class LocalChain implements AutoCloseable {

    private static final NanoTon WALLET_COINS = NanoTon.ofTon(50);
    private static final NanoTon PROXY_STAKE = NanoTon.ofTon(5);
    private static final Duration DELAY = Duration.ofHours(1);

    private final Devnet devnet;
    private final ChainWallet rootWallet;
    private final ChainWallet brokerWallet;
    private final ChainWallet providerWallet;
    private final ChainWallet clientWallet;
    private final RootContract root;
    private final AtomicLong queryId = new AtomicLong();
    private Ledger opening;
    private final Ed25519Key proxyKey = MarketplaceConfig.key("broker machine key");

    private LocalChain(Devnet devnet, NanoTon pricePerToken) {
        this.devnet = devnet;
        rootWallet = ChainWallet.funded(
                devnet, "root owner wallet key", MarketplaceConfig.address("root owner"), WALLET_COINS);
        brokerWallet = ChainWallet.funded(devnet, "broker wallet key", brokerOwner(), WALLET_COINS);
        providerWallet = ChainWallet.funded(devnet, "provider wallet key", providerOwner(), WALLET_COINS);
        clientWallet = ChainWallet.funded(
                devnet, "client wallet key", MarketplaceConfig.address("client owner"), WALLET_COINS);
        StateInit state = RootContract.init(DevnetContracts.root(), rootWallet.address(), params(pricePerToken));
        root = RootContract.at(state.address());
        rootWallet.send(Transfer.deploy(state, AttachedValue.ROOT_DEPLOY));
        opening = ledger();
    }

    /** Starts a chain and deploys a root contract with these prices. */
    static LocalChain open(NanoTon pricePerToken) {
        Devnet devnet = Devnet.open();
        try {
            return new LocalChain(devnet, pricePerToken);
        } catch (RuntimeException | Error e) {
            devnet.close();
            throw e;
        }
    }

    private static ContractParams params(NanoTon price) {
        return new ContractParams(
                3,
                1,
                13,
                true,
                price,
                NanoTon.of(price.value() / 2),
                TokenMultipliers.DEFAULT,
                DELAY,
                DELAY,
                NanoTon.PER_TON,
                NanoTon.ofTon(1),
                DevnetContracts.codes());
    }

    /** Lists the proxy, the image and the models, and deploys the broker's and the provider's contracts. */
    synchronized void open(List<ModelId> models) {
        root(id -> new RootAddProxyType(id, MarketplaceConfig.hash("proxy image")));
        root(id -> new RootAddWorkerType(id, SimulatedEnclaves.imageHash()));
        for (ModelId model : models) {
            byte[] name = model.value().getBytes(StandardCharsets.UTF_8);
            root(id -> new RootAddModelType(id, Hash256.sha256(name)));
        }
        root(id -> new RootRegisterProxy(id, MarketplaceConfig.PROXY_ENTRY));
        ProxyContract proxy = ProxyContract.of(contracts());
        brokerWallet.send(proxy.deploy());
        brokerWallet.send(stake(proxy));
        expect("stake", PROXY_STAKE, proxyStorage().stake());
        providerWallet.send(WorkerContract.of(contracts(), providerOwner()).deploy());
        opening = ledger();
    }

    /**
     * What every account of the marketplace has, and the fees that were paid since the chain began.
     *
     * @param balances by address; all accounts that ever had a transaction, and those of {@link #accounts} that had none
     * @param fees together with the balances always the same sum
     */
    public record Ledger(Map<TonAddress, NanoTon> balances, NanoTon fees) {
        /** Copies the map. */
        public Ledger {
            balances = Collections.unmodifiableMap(new LinkedHashMap<>(balances));
        }

        /** Coins of an account, nothing for one that was not there. */
        public NanoTon of(TonAddress account) {
            return balances.getOrDefault(account, NanoTon.ZERO);
        }
    }

    /** Everything at this moment. */
    public Ledger ledger() {
        Map<TonAddress, NanoTon> balances = new LinkedHashMap<>();
        accounts().values().forEach(account -> balances.put(account, NanoTon.ZERO));
        devnet.accounts().forEach(account -> balances.put(account.address(), account.balance()));
        return new Ledger(balances, devnet.collectedFees());
    }

    /** Everything before the client's deposit. */
    public synchronized Ledger opening() {
        return opening;
    }

    /** The wallet pays the forward fee out of the coins, so the commission alone would arrive too small. */
    private Transfer stake(ProxyContract proxy) {
        NanoTon coins = AttachedValue.proxyStake(PROXY_STAKE).plus(AttachedValue.COMMISSION);
        ProxyIncreaseStake message = new ProxyIncreaseStake(nextId(), PROXY_STAKE, brokerWallet.address());
        return Transfer.message(proxy.address(), coins, message.toCell());
    }

    private interface Operation {
        QueryMessage of(long queryId);
    }

    private void root(Operation operation) {
        rootWallet.send(root.send(operation.of(nextId())));
    }

    private long nextId() {
        return queryId.incrementAndGet();
    }

    /** The chain: accounts, blocks, faucet, time travel. */
    public Devnet devnet() {
        return devnet;
    }

    /** The root contract's address. */
    public TonAddress root() {
        return root.address();
    }

    /** What the root contract says now. */
    public RootConfig config() {
        return Objects.requireNonNull(root.config(devnet.account(root.address())), "the root contract is deployed");
    }

    /** Addresses of the broker's contracts. */
    public ContractAddresses contracts() {
        return ContractAddresses.of(config().params(), root.address(), brokerOwner(), proxyKey.publicKey());
    }

    /** The client's Cocoon wallet, which is the account's name. */
    public TonAddress clientWallet() {
        return clientWallet.address();
    }

    static TonAddress brokerOwner() {
        return MarketplaceConfig.address("broker owner");
    }

    static TonAddress providerOwner() {
        return MarketplaceConfig.address("provider 1");
    }

    /** Every account of the marketplace, by what it is. */
    public Map<String, TonAddress> accounts() {
        ContractAddresses contracts = contracts();
        Map<String, TonAddress> accounts = new LinkedHashMap<>();
        accounts.put("client wallet", clientWallet.address());
        accounts.put("client contract", contracts.client(clientWallet.address()));
        accounts.put("broker wallet", brokerWallet.address());
        accounts.put("broker's proxy contract", contracts.proxy());
        accounts.put("broker owner", brokerOwner());
        accounts.put("provider wallet", providerWallet.address());
        accounts.put("worker contract", contracts.worker(providerOwner()));
        accounts.put("provider owner", providerOwner());
        accounts.put("root owner's wallet", rootWallet.address());
        accounts.put("root contract", root.address());
        accounts.put("faucet", devnet.faucet());
        return accounts;
    }

    private ClientContract client() {
        return ClientContract.of(contracts(), clientWallet.address());
    }

    private ClientStorage clientStorage() {
        return Objects.requireNonNull(
                client().storage(devnet.account(client().address())), "the client contract is deployed");
    }

    /**
     * The client deploys its contract with the broker, if there is none, and deposits coins.
     *
     * @throws IllegalStateException if the contract's balance did not grow by it
     */
    public void deposit(NanoTon amount) {
        ClientContract client = client();
        AccountState account = devnet.account(client.address());
        if (!account.isActive()) {
            clientWallet.send(client.deploy());
        }
        NanoTon before = clientStorage().balance();
        clientWallet.send(client.topUp(nextId(), amount));
        expect("deposit", amount, clientStorage().balance().minus(before));
    }

    /**
     * The broker charges the client for everything up to a counter.
     *
     * @param tokens adjusted tokens since the contract exists
     * @return what was charged
     */
    public NanoTon charge(TokenCount tokens) {
        NanoTon before = clientStorage().balance();
        SignedPayment payment = SignedPayment.sign(
                SignedPayment.Kind.CLIENT_CHARGE,
                proxyKey,
                nextId(),
                tokens,
                client().address(),
                brokerWallet.address());
        brokerWallet.send(Transfer.message(client().address(), AttachedValue.CHARGE, payment.body()));
        NanoTon charged = before.minus(clientStorage().balance());
        expect("charge", config().params().pricePerToken().times(tokens.value()), charged);
        return charged;
    }

    /**
     * The broker pays the provider for everything up to a counter.
     *
     * @param tokens adjusted tokens since the contract exists
     * @return what arrived at the provider's owner
     */
    public NanoTon payout(TokenCount tokens) {
        NanoTon before = devnet.account(providerOwner()).balance();
        WorkerContract worker = WorkerContract.of(contracts(), providerOwner());
        SignedPayment payment = SignedPayment.sign(
                SignedPayment.Kind.WORKER_PAYOUT, proxyKey, nextId(), tokens, worker.address(), brokerWallet.address());
        brokerWallet.send(worker.signed(payment, brokerWallet.address(), AttachedValue.WORKER_PAYOUT_BY_PROXY));
        return devnet.account(providerOwner()).balance().minus(before);
    }

    /**
     * The broker takes its earnings out of its contract, to its owner.
     *
     * @return the earnings
     */
    public NanoTon withdraw() {
        ProxyContract proxy = ProxyContract.of(contracts());
        NanoTon earnings = proxyStorage().balance();
        brokerWallet.send(proxy.payout(nextId(), brokerWallet.address()));
        expect("withdrawal", NanoTon.ZERO, proxyStorage().balance());
        return earnings;
    }

    private ProxyStorage proxyStorage() {
        return Objects.requireNonNull(
                ProxyContract.of(contracts()).storage(devnet.account(contracts().proxy())),
                "the proxy contract is deployed");
    }

    private static void expect(String step, NanoTon wanted, NanoTon found) {
        if (!wanted.equals(found)) {
            throw new IllegalStateException(step + ": " + found + " (expected: " + wanted + ")");
        }
    }

    /** Ends the chain. Idempotent. */
    @Override
    public void close() {
        devnet.close();
    }
}
