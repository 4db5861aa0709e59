package dev.cocoonsdk.provider;

import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.provider.Provider.PayoutOutcome;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.WorkerAccount;
import dev.cocoonsdk.ton.account.WorkerAccounts;
import dev.cocoonsdk.ton.account.WorkerStatus;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What a provider earns: its wallet, its contracts with proxies, and the thread on which both work. Thread-safe. */
final class ProviderMoney implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final NodeWallet wallet;
    private final WorkerAccounts accounts;

    private ProviderMoney(ScheduledExecutorService timer, NodeWallet wallet, WorkerAccounts accounts) {
        this.timer = timer;
        this.wallet = wallet;
        this.accounts = accounts;
    }

    /** Reads what is remembered, and opens the wallet. */
    static ProviderMoney open(ProviderChain chain, TonAddress owner, RootConfig root) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cocoon-provider-money");
            thread.setDaemon(true);
            return thread;
        });
        NodeWallet wallet = null;
        try {
            wallet = wallet(chain, owner, timer);
            WorkerAccounts accounts = WorkerAccounts.open(
                    chain.api(),
                    wallet,
                    chain.store(),
                    owner,
                    chain.policy(),
                    chain.clock(),
                    new SecureRandom(),
                    timer,
                    chain.poll());
            accounts.params(root.params().paramsVersion());
            return new ProviderMoney(timer, wallet, accounts);
        } catch (RuntimeException e) {
            if (wallet != null) {
                wallet.close();
            }
            timer.shutdownNow();
            throw e;
        }
    }

    private static NodeWallet wallet(ProviderChain chain, TonAddress owner, ScheduledExecutorService timer) {
        Cell code = chain.walletCode();
        CocoonWallet contract = CocoonWallet.of(
                chain.walletKey().publicKey(), owner, code == null ? WalletCode.LIVE : WalletCode.of(code));
        WalletOptions options = WalletOptions.of(timer).withClock(chain.clock());
        if (chain.poll().compareTo(options.busyPoll()) < 0) {
            options = options.withPolls(chain.poll(), chain.poll());
        }
        return WalletQueue.open(chain.api(), contract, chain.walletKey(), chain.store(), options);
    }

    void start() {
        accounts.start();
    }

    /** A proxy whose addresses were checked: what is remembered of it becomes the claim of the connection. */
    void met(ContractParams params, PayoutAccount account) {
        WorkerAccount known = accounts.admit(params, account.proxyContract(), account.proxyKey());
        WorkerStatus status = known.status();
        account.restore(
                known.payment(),
                status.database().max(status.paid()),
                status.memory().max(status.paid()));
    }

    /** Takes over what a proxy told. */
    void learn(PayoutAccount account) {
        WorkerAccount known = accounts.at(account.proxyContract());
        if (known != null) {
            known.counters(account.payment(), account.database(), account.memory());
        }
    }

    void params(RootConfig newer) {
        accounts.params(newer.params().paramsVersion());
    }

    @Nullable
    WorkerStatus status(PayoutAccount account) {
        WorkerAccount known = accounts.at(account.proxyContract());
        return known == null ? null : known.status();
    }

    ProviderStatus.Wallet wallet() {
        return new ProviderStatus.Wallet(wallet.address(), wallet.balance());
    }

    PayoutOutcome requestPayout(TonAddress proxyContract) {
        WorkerAccount account = accounts.at(proxyContract);
        if (account == null) {
            return PayoutOutcome.UNKNOWN_PROXY;
        } else if (account.status().running()) {
            return PayoutOutcome.ALREADY_RUNNING;
        }
        return account.requestPayout() ? PayoutOutcome.SENT : PayoutOutcome.NOTHING_TO_PAY;
    }

    @Override
    public void close() {
        accounts.close();
        wallet.close();
        timer.shutdownNow();
    }
}
