package dev.cocoonsdk.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetTransaction;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.ProxyContract;
import dev.cocoonsdk.ton.contract.WorkerContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the chain says: watched while processes are killed, and compared with the ledger afterwards. */
final class ChainBooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChainBooks.class);
    private static final long PAUSE = Duration.ofMillis(20).toNanos();
    private static final Duration QUIET = Duration.ofSeconds(4);

    private final Devnet devnet;
    private final ContractAddresses contracts;
    private final ClientContract client;
    private final WorkerContract worker;
    private final TonAddress providerOwner;
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "chain-books");
    private volatile boolean stopped;
    private long clientTokens;
    private long workerTokens;

    ChainBooks(Devnet devnet, ContractAddresses contracts, TonAddress clientWallet, TonAddress providerOwner) {
        this.devnet = devnet;
        this.contracts = contracts;
        this.client = ClientContract.of(contracts, clientWallet);
        this.worker = WorkerContract.of(contracts, providerOwner);
        this.providerOwner = providerOwner;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            ClientStorage charged = client();
            WorkerStorage paid = worker();
            if (charged != null) {
                if (charged.tokensUsed() < clientTokens) {
                    broken.add("client contract: " + clientTokens + " tokens, then " + charged.tokensUsed());
                }
                clientTokens = charged.tokensUsed();
            }
            if (paid != null) {
                if (paid.tokens() < workerTokens) {
                    broken.add("worker contract: " + workerTokens + " tokens, then " + paid.tokens());
                }
                workerTokens = paid.tokens();
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Nullable
    ClientStorage client() {
        return client.storage(devnet.account(client.address()));
    }

    @Nullable
    WorkerStorage worker() {
        return worker.storage(devnet.account(worker.address()));
    }

    NanoTon providerOwnersCoins() {
        return devnet.account(providerOwner).balance();
    }

    /** Waits until no transaction was made for some seconds. */
    void awaitQuiet() {
        int[] last = {-1};
        long[] since = {System.nanoTime()};
        Awaitility.await("a quiet chain")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    int count = transactionCount();
                    if (count != last[0]) {
                        last[0] = count;
                        since[0] = System.nanoTime();
                    }
                    return System.nanoTime() - since[0] > QUIET.toNanos();
                });
    }

    private int transactionCount() {
        return devnet.accounts().stream()
                .mapToInt(account -> devnet.transactions(account.address()).size())
                .sum();
    }

    /** Money is conserved, contracts and ledger fit together, nothing was paid twice. */
    void compare(Witness.Shown shown) {
        ClientStorage charged = Objects.requireNonNull(client(), "the client contract");
        WorkerStorage paid = Objects.requireNonNull(worker(), "the worker contract");
        ProxyContract proxy = ProxyContract.of(contracts);
        AccountState account = devnet.account(proxy.address());
        ProxyStorage storage = Objects.requireNonNull(proxy.storage(account), "the proxy contract");
        NanoTon deposits = deposits();
        LOG.warn(
                "chain: {} transactions; client contract: {} deposited, {} left, {} tokens charged; worker contract: {} tokens, {} at its"
                        + " owner; proxy contract: {}, of it {} earned and {} stake; ledger {}",
                transactionCount(),
                deposits,
                charged.balance(),
                charged.tokensUsed(),
                paid.tokens(),
                providerOwnersCoins(),
                account.balance(),
                storage.balance(),
                storage.stake(),
                shown);
        assertThat(broken).as("counters on chain that fell").isEmpty();
        assertThat(charged.tokensUsed())
                .as("charged on chain, at most what is in the ledger")
                .isPositive()
                .isLessThanOrEqualTo(shown.stored());
        assertThat(paid.tokens())
                .as("paid to the provider, at most what is in the ledger")
                .isPositive()
                .isLessThanOrEqualTo(shown.stored());
        assertThat(providerOwnersCoins().value()).as("payouts arrived").isPositive();
        assertThat(deposits)
                .as("deposits are there or charged")
                .isEqualTo(charged.balance().plus(ChainWorld.PRICE.times(charged.tokensUsed())));
        assertThat(charged.balance())
                .as("no deposit without need")
                .isLessThanOrEqualTo(NanoTon.parse(ChainWorld.TOP_UP).plus(NanoTon.parse(ChainWorld.TOP_UP_BELOW)));
        assertThat(account.balance())
                .as("the proxy contract can pay")
                .isGreaterThanOrEqualTo(storage.balance().plus(storage.stake()));
        assertThat(devnet.totalCoins().plus(devnet.collectedFees()))
                .as("coins and fees together")
                .isEqualTo(devnet.mintedCoins());
        assertThat(failures()).as("messages with coins that failed").isEmpty();
    }

    /** Sum of the deposits that were executed; each query id may be there once. */
    private NanoTon deposits() {
        Set<Long> ids = new HashSet<>();
        NanoTon sum = NanoTon.ZERO;
        for (DevnetTransaction transaction : devnet.transactions(client.address())) {
            if (!transaction.isAborted() && message(transaction) instanceof ClientTopUp topUp) {
                assertThat(ids.add(topUp.queryId()))
                        .as("the deposit with query id %s is made once", topUp.queryId())
                        .isTrue();
                sum = sum.plus(topUp.amount());
            }
        }
        return sum;
    }

    private static @Nullable ContractMessage message(DevnetTransaction transaction) {
        try {
            return ContractMessage.parse(transaction.incoming().body());
        } catch (CellException e) {
            return null;
        }
    }

    /** Messages between contracts that failed or came back. A first message to an account without code is no failure. */
    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (AccountState account : devnet.accounts()) {
            for (DevnetTransaction transaction : devnet.transactions(account.address())) {
                boolean bounced = transaction.incoming().header() instanceof MessageHeader.Internal internal
                        && internal.bounced();
                boolean failed = transaction.isAborted() && transaction.exitCode() != null;
                if (!transaction.value().isZero() && (bounced || failed)) {
                    failures.add(
                            name(account.address()) + " at " + transaction.id().lt() + ": "
                                    + message(transaction) + " with " + transaction.value() + " from "
                                    + name(transaction.source()) + (bounced ? " came back" : " failed, exit code ")
                                    + (bounced ? "" : transaction.exitCode()));
                }
            }
        }
        return failures;
    }

    private String name(@Nullable TonAddress address) {
        if (client.address().equals(address)) {
            return "client contract";
        } else if (worker.address().equals(address)) {
            return "worker contract";
        }
        return contracts.proxy().equals(address) ? "proxy contract" : String.valueOf(address);
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
