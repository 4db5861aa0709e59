package dev.cocoonsdk;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.account.ClientAccounts;
import dev.cocoonsdk.ton.account.ClientSecrets;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.state.StateFolder;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The money of an application: a Cocoon wallet, and the client contracts that it owns ({@code docs/client-account.md}). Thread-safe. Close it
 * after the clients that use it.
 *
 * <pre>{@code
 * try (CocoonFunds funds = CocoonFunds.builder()
 *                 .api(api).key(key).owner(owner).folder(Path.of("cocoon-money")).master(master).open();
 *         CocoonClient cocoon = Cocoon.client()
 *                 .funds(funds, CocoonNetwork.builder().root(RootConfigSource.chain(reader)).rootContract(root))
 *                 .build()) {
 *     System.out.println(cocoon.chat().call("Say hello").text());
 * }
 * }</pre>
 */
public final class CocoonFunds implements AutoCloseable {

    private static final int THREADS = 2;

    private final NodeWallet wallet;
    private final ClientAccounts accounts;
    private final ScheduledExecutorService timer;
    private final @Nullable StateFolder folder;

    private CocoonFunds(
            NodeWallet wallet, ClientAccounts accounts, ScheduledExecutorService timer, @Nullable StateFolder folder) {
        this.wallet = wallet;
        this.accounts = accounts;
        this.timer = timer;
        this.folder = folder;
    }

    /** Begins; the API, the key, the owner, the master secret and a place for the state are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The wallet's address, to which coins are sent. */
    public TonAddress address() {
        return wallet.address();
    }

    /** Coins of the wallet when it was last looked at; deposits are not among them. */
    public NanoTon balance() {
        return wallet.balance();
    }

    /** The client contracts. */
    public ClientAccounts accounts() {
        return accounts;
    }

    /** Wallet and contracts for humans, one line per fact. */
    public List<String> explain() {
        List<String> lines = new ArrayList<>();
        lines.add("wallet " + wallet.address() + ": " + wallet.balance());
        for (ClientAccount account : accounts.all()) {
            lines.addAll(account.status().explain());
        }
        return List.copyOf(lines);
    }

    /** Closes all accounts: asks every contract for its refund. What comes back comes to the wallet; keep this open until it did. */
    public void requestEverythingBack() {
        accounts.all().forEach(ClientAccount::requestClosing);
    }

    /** Stops; coins and contracts stay as they are. Idempotent. Leaves the API open. */
    @Override
    public void close() {
        accounts.close();
        wallet.close();
        timer.shutdown();
        if (folder != null) {
            folder.close();
        }
    }

    /** The wallet's address. */
    @Override
    public String toString() {
        return "CocoonFunds[" + wallet.address() + "]";
    }

    /** Collects what the money needs. */
    public static final class Builder {
        private static final Duration POLL = Duration.ofSeconds(5);

        private @Nullable TonApi api;
        private @Nullable Ed25519Key key;
        private @Nullable TonAddress owner;
        private @Nullable Path folder;
        private @Nullable StateStore store;
        private @Nullable ClientSecrets secrets;
        private WalletCode code = WalletCode.LIVE;
        private AccountPolicy policy = AccountPolicy.standard();
        private InstantSource clock = InstantSource.system();
        private Duration poll = POLL;
        private boolean testnet;

        private Builder() {}

        /** The chain. */
        public Builder api(TonApi value) {
            api = value;
            return this;
        }

        /** The wallet's key ({@code node_wallet_key}). */
        public Builder key(Ed25519Key value) {
            key = value;
            return this;
        }

        /** Your own wallet, which may withdraw what the Cocoon wallet has ({@code owner_address}). */
        public Builder owner(TonAddress value) {
            owner = value;
            return this;
        }

        /** Where the journal is kept: whoever loses it may lose sight of contracts, so keep it as long as there are any. */
        public Builder folder(Path value) {
            folder = value;
            return this;
        }

        /** As {@link #folder} for another store, which this leaves open. */
        public Builder store(StateStore value) {
            store = value;
            return this;
        }

        /**
         * From which each proxy's secret is derived; {@link ClientSecrets#generateMaster} makes one.
         *
         * @throws IllegalArgumentException if it is too short to be a secret
         */
        public Builder master(Secret value) {
            return secrets(ClientSecrets.ofMaster(value));
        }

        /** As {@link #master} for other kinds of secrets. */
        public Builder secrets(ClientSecrets value) {
            secrets = value;
            return this;
        }

        /** The wallet's code: {@link WalletCode#LIVE} if not set, which finds an existing wallet but cannot deploy one. */
        public Builder code(WalletCode value) {
            code = value;
            return this;
        }

        /** What may be moved without asking; {@link AccountPolicy#standard()} if not set. */
        public Builder policy(AccountPolicy value) {
            policy = value;
            return this;
        }

        /** The chain's time; the system's if not set. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /**
         * Mean time between two looks at the chain; 5 s if not set, milliseconds on a local chain.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder poll(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException("poll: " + value + " (expected: > 0)");
            }
            poll = value;
            return this;
        }

        /** Whether TON's test network is meant. */
        public Builder testnet(boolean value) {
            testnet = value;
            return this;
        }

        /**
         * Opens wallet and accounts; what was under way before a restart is finished in the background.
         *
         * @throws IllegalStateException if a part is missing
         * @throws dev.cocoonsdk.ton.state.StateStoreException if the state cannot be read
         */
        public CocoonFunds open() {
            if (api == null || key == null || owner == null || secrets == null || (folder == null && store == null)) {
                throw new IllegalStateException("missing: " + missing());
            }
            StateFolder opened = store == null && folder != null ? StateFolder.open(folder) : null;
            StateStore state = opened == null ? requireStore() : opened;
            ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS, Builder::daemon);
            try {
                NodeWallet wallet = WalletQueue.open(
                        api,
                        CocoonWallet.of(key.publicKey(), owner, code),
                        key,
                        state,
                        WalletOptions.of(timer).withClock(clock).withPolls(poll.dividedBy(2), poll.multipliedBy(2)));
                ClientAccounts accounts = ClientAccounts.builder()
                        .api(api)
                        .wallet(wallet)
                        .store(state)
                        .secrets(secrets)
                        .policy(policy)
                        .clock(clock)
                        .timer(timer)
                        .interval(poll)
                        .testnet(testnet)
                        .open();
                return new CocoonFunds(wallet, accounts, timer, opened);
            } catch (RuntimeException e) {
                timer.shutdown();
                if (opened != null) {
                    opened.close();
                }
                throw e;
            }
        }

        private StateStore requireStore() {
            if (store == null) {
                throw new IllegalStateException("missing: folder(…)");
            }
            return store;
        }

        private String missing() {
            if (api == null) {
                return "api(…)";
            } else if (key == null) {
                return "key(…)";
            } else if (owner == null) {
                return "owner(…)";
            }
            return secrets == null ? "master(…)" : "folder(…)";
        }

        private static Thread daemon(Runnable task) {
            Thread thread = new Thread(task, "cocoon-funds");
            thread.setDaemon(true);
            return thread;
        }
    }
}
