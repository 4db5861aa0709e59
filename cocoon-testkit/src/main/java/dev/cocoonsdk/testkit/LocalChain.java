package dev.cocoonsdk.testkit;

import dev.cocoonsdk.CocoonFunds;
import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetRoot;
import dev.cocoonsdk.provider.ProviderChain;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.AccountStatus;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.account.WorkerPolicy;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ProxyContract;
import dev.cocoonsdk.ton.contract.WorkerContract;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chain under a {@link LocalMarketplace}: a devnet in this JVM with a root contract and funded Cocoon wallets of a broker, a provider and a
 * client. Everything else on it is done by those three, as on any other network: the broker deploys its proxy contract and saves its states
 * there, the provider deploys its worker contract, and {@link #funds} deploys the client's contract and deposits. Thread-safe.
 */
public final class LocalChain implements AutoCloseable {

    private static final NanoTon WALLET_COINS = NanoTon.ofTon(50);
    private static final NanoTon PROXY_STAKE = NanoTon.ofTon(10);
    private static final Duration DELAY = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofMillis(40);
    private static final Duration SAVE_STATE = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Devnet devnet;
    private final DevnetRoot root;
    private final ContractAddresses contracts;
    private final TonAddress brokerWallet = wallet("broker wallet key", brokerOwner());
    private final TonAddress providerWallet = wallet("provider wallet key", providerOwner());
    private final CocoonFunds funds;
    private final Ledger opening;

    private LocalChain(Devnet devnet, NanoTon pricePerToken, List<ModelId> models, NanoTon deposit) {
        this.devnet = devnet;
        ContractParams params = params(pricePerToken, deposit);
        root = DevnetRoot.deploy(devnet, MarketplaceConfig.key("root owner wallet key"), params);
        root.allowProxyImage(MarketplaceConfig.hash("proxy image"));
        root.allowWorkerImage(SimulatedEnclaves.imageHash());
        for (ModelId model : models) {
            root.allowModel(Hash256.sha256(model.value().getBytes(StandardCharsets.UTF_8)));
        }
        root.registerProxy(MarketplaceConfig.PROXY_ENTRY);
        contracts = ContractAddresses.of(
                params,
                root.address(),
                brokerOwner(),
                MarketplaceConfig.key("broker machine key").publicKey());
        devnet.fund(brokerWallet, WALLET_COINS);
        devnet.fund(providerWallet, WALLET_COINS);
        devnet.fund(clientWallet(), WALLET_COINS.plus(deposit));
        funds = openFunds();
        opening = ledger();
    }

    /**
     * Starts a chain and deploys a root contract.
     *
     * @param models that it allows
     * @param deposit what the client will pay in; its wallet gets more
     */
    static LocalChain open(NanoTon pricePerToken, List<ModelId> models, NanoTon deposit) {
        Devnet devnet = Devnet.open();
        try {
            return new LocalChain(devnet, pricePerToken, models, deposit);
        } catch (RuntimeException | Error e) {
            devnet.close();
            throw e;
        }
    }

    /** Most of the deposit is the client's stake: so much may be open between two charges. */
    private static ContractParams params(NanoTon price, NanoTon deposit) {
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
                NanoTon.of(deposit.value() / 5 * 4),
                DevnetContracts.codes());
    }

    private static TonAddress wallet(String key, TonAddress owner) {
        return CocoonWallet.of(MarketplaceConfig.key(key).publicKey(), owner, walletCode())
                .address();
    }

    private static WalletCode walletCode() {
        return WalletCode.of(DevnetContracts.wallet());
    }

    /** Deposits only what it is told to; several clients use one account, so that calls of each alone say nothing about what was counted. */
    private CocoonFunds openFunds() {
        return CocoonFunds.builder()
                .api(devnet.api())
                .key(MarketplaceConfig.key("client wallet key"))
                .owner(clientOwner())
                .code(walletCode())
                .store(StateStore.inMemory())
                .master(Secret.of(MarketplaceConfig.hash("client master secret").toHex()))
                .policy(AccountPolicy.manual().shared())
                .clock(devnet.clock())
                .poll(POLL)
                .testnet(true)
                .open();
    }

    /** How the broker settles here: at the operator's command, and states are saved at once. */
    BrokerChain brokerChain() {
        return BrokerChain.of(devnet.api())
                .withWalletCode(DevnetContracts.wallet())
                .withJournal(StateStore.inMemory())
                .withClock(devnet.clock())
                .withPoll(POLL)
                .withPolicy(SettlementPolicy.DEFAULT
                        .withSaveState(SAVE_STATE)
                        .withRetry(RETRY)
                        .withProxyStake(PROXY_STAKE));
    }

    /** How the provider collects here. */
    ProviderChain providerChain() {
        return ProviderChain.of(devnet.api(), StateStore.inMemory(), MarketplaceConfig.key("provider wallet key"))
                .withWalletCode(DevnetContracts.wallet())
                .withClock(devnet.clock())
                .withPolicy(WorkerPolicy.standard())
                .withPoll(POLL);
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

    /** Everything at one moment. */
    public Ledger ledger() {
        while (true) {
            NanoTon fees = devnet.collectedFees();
            Map<TonAddress, NanoTon> balances = new LinkedHashMap<>();
            accounts().values().forEach(account -> balances.put(account, NanoTon.ZERO));
            devnet.accounts().forEach(account -> balances.put(account.address(), account.balance()));
            // Every block with transactions takes fees, so nothing has moved in between.
            if (fees.equals(devnet.collectedFees())) {
                return new Ledger(balances, fees);
            }
        }
    }

    /** Everything before the broker's and the client's first message: there is a root contract, and the wallets are funded. */
    public Ledger opening() {
        return opening;
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
        return root.config();
    }

    /** Addresses of the broker's contracts. */
    public ContractAddresses contracts() {
        return contracts;
    }

    /** The client's Cocoon wallet, which is the account's name. */
    public TonAddress clientWallet() {
        return wallet("client wallet key", clientOwner());
    }

    private static TonAddress clientOwner() {
        return MarketplaceConfig.address("client owner");
    }

    static TonAddress brokerOwner() {
        return MarketplaceConfig.address("broker owner");
    }

    static TonAddress providerOwner() {
        return MarketplaceConfig.address("provider 1");
    }

    /** Every account of the marketplace, by what it is. */
    public Map<String, TonAddress> accounts() {
        Map<String, TonAddress> accounts = new LinkedHashMap<>();
        accounts.put("client wallet", clientWallet());
        accounts.put("client contract", contracts.client(clientWallet()));
        accounts.put("broker wallet", brokerWallet);
        accounts.put("broker's proxy contract", contracts.proxy());
        accounts.put("broker owner", brokerOwner());
        accounts.put("provider wallet", providerWallet);
        accounts.put("worker contract", contracts.worker(providerOwner()));
        accounts.put("provider owner", providerOwner());
        accounts.put("root owner's wallet", root.owner());
        accounts.put("root contract", root.address());
        accounts.put("faucet", devnet.faucet());
        return accounts;
    }

    /** The client's money: its Cocoon wallet and its contract with the broker. Closed with the marketplace. */
    public CocoonFunds funds() {
        return funds;
    }

    /** The client's account with the broker; it is deployed when it is asked for the first time. */
    public ClientAccount account() {
        return funds.accounts().admit(contracts, config().params());
    }

    /**
     * The client deposits coins with the broker. Returns when they are there, and the contract knows the client's secret.
     *
     * @throws IllegalStateException if that takes more than a minute
     */
    public void deposit(NanoTon amount) {
        ClientAccount account = account();
        ClientStorage storage = account.status().state();
        NanoTon wanted = (storage == null ? NanoTon.ZERO : storage.balance()).plus(amount);
        account.requestTopUp(amount);
        Hash256 secret = Hash256.sha256(
                funds.accounts().secretFor(contracts.proxy()).reveal().getBytes(StandardCharsets.UTF_8));
        Waiting.until(() -> isThere(account.status(), wanted, secret), account::status);
    }

    private static boolean isThere(AccountStatus status, NanoTon balance, Hash256 secret) {
        ClientStorage now = status.state();
        return now != null
                && now.balance().compareTo(balance) >= 0
                && now.secretHash().equals(secret);
    }

    /** What the client's contract has for calls. */
    NanoTon deposited() {
        ClientContract contract = ClientContract.of(contracts, clientWallet());
        ClientStorage storage = contract.storage(devnet.account(contract.address()));
        return storage == null ? NanoTon.ZERO : storage.balance();
    }

    /** What the provider was paid so far. */
    NanoTon paidOut() {
        WorkerContract contract = WorkerContract.of(contracts, providerOwner());
        WorkerStorage storage = contract.storage(devnet.account(contract.address()));
        return config().params().workerFeePerToken().times(storage == null ? 0 : storage.tokens());
    }

    /** What of the proxy contract's coins the broker may take out: its parts of what providers were paid. */
    NanoTon earnings() {
        ProxyStorage storage = ProxyContract.of(contracts).storage(devnet.account(contracts.proxy()));
        return storage == null ? NanoTon.ZERO : storage.balance();
    }

    /** Whether the provider's contract is deployed. */
    boolean hasWorker() {
        return devnet.account(contracts.worker(providerOwner())).isActive();
    }

    /** Ends the chain. Idempotent. */
    @Override
    public void close() {
        funds.close();
        devnet.close();
    }
}
