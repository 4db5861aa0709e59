package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's wallet that sends what it is asked to, in order, up to four transfers at once, and never one twice ({@code
 * docs/protocol/payments.md} 2 with its corrections).
 *
 * <p>What is signed is in the journal before it is sent, is sent again every 30 seconds, and signed again with the same seqno when it
 * expires. If the seqno moved, the wallet's whole history since then decides whether that was the batch or a foreign message; state and
 * history that do not reach equally far decide nothing. Failures of the {@link TonApi} only delay. Two queues must not use one wallet at a
 * time: each would take the other's messages for foreign ones, which costs time, not coins.
 */
public final class WalletQueue implements NodeWallet {

    private static final Logger LOG = LoggerFactory.getLogger(WalletQueue.class);
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final TonApi api;
    private final WalletContract wallet;
    private final WalletOptions options;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    // All below is guarded by the lock, which is held for no call of the chain and no callback.
    private final Object lock = new Object();
    private final WalletEngine engine;
    private NanoTon balance = NanoTon.ZERO;
    private boolean closed;
    private boolean running;
    private boolean again;
    private long rounds;
    private @Nullable Future<?> next;

    private WalletQueue(TonApi api, WalletContract wallet, WalletEngine engine, WalletOptions options) {
        this.api = api;
        this.wallet = wallet;
        this.engine = engine;
        this.options = options;
    }

    /**
     * Opens a wallet and begins to look at the chain.
     *
     * @param api stays open when the queue is closed
     * @param wallet the contract
     * @param key signs
     * @param store keeps the journal, one record named {@code wallet.} and the account in hexadecimal digits
     * @throws IllegalArgumentException if the key is not the wallet's
     * @throws dev.cocoonsdk.ton.state.StateStoreException if the journal cannot be read
     */
    public static WalletQueue open(
            TonApi api, WalletContract wallet, Ed25519Key key, StateStore store, WalletOptions options) {
        if (!key.publicKey().equals(wallet.key())) {
            throw new IllegalArgumentException("key: " + key.publicKey() + " (expected: " + wallet.key() + ")");
        }
        WalletQueue queue = new WalletQueue(api, wallet, new WalletEngine(wallet, key, store), options);
        options.timer().execute(queue::round);
        return queue;
    }

    @Override
    public TonAddress address() {
        return wallet.address();
    }

    @Override
    public NanoTon balance() {
        synchronized (lock) {
            return balance;
        }
    }

    @Override
    public int queued() {
        synchronized (lock) {
            return engine.queued();
        }
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    @Override
    public CompletionStage<TransactionId> send(Transfer transfer) {
        QueuedTransfer queued;
        try {
            queued = QueuedTransfer.of(transfer);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedStage(new CancellationException("wallet is closed"));
            }
            engine.add(queued);
        }
        options.timer().execute(this::round);
        return queued.result().minimalCompletionStage();
    }

    private void round() {
        long mine;
        synchronized (lock) {
            if (closed || running) {
                again = true;
                return;
            }
            running = true;
            again = false;
            mine = ++rounds;
            schedule(STUCK, () -> giveUp(mine));
        }
        look().whenCompleteAsync((sight, error) -> finish(mine, sight, error), options.timer());
    }

    private CompletionStage<WalletSight> look() {
        try {
            return api.account(wallet.address()).thenCompose(this::withHistory);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<WalletSight> withHistory(AccountState account) {
        WalletView view = wallet.view(account.data());
        SignedBatch batch;
        synchronized (lock) {
            batch = engine.batch();
        }
        if (batch == null
                || Long.compareUnsigned(account.last().lt(), batch.since().lt()) <= 0) {
            return CompletableFuture.completedStage(new WalletSight(account, view, List.of()));
        }
        return api.transactionsSince(wallet.address(), batch.since())
                .thenApply(history -> new WalletSight(account, view, history));
    }

    /** An answer that never comes must not stop the wallet for ever. */
    private void giveUp(long stuck) {
        synchronized (lock) {
            if (closed || !running || rounds != stuck) {
                return;
            }
            running = false;
        }
        LOG.warn("wallet {}: the chain did not answer within {}", wallet.address(), STUCK);
        round();
    }

    private void finish(long mine, @Nullable WalletSight sight, @Nullable Throwable error) {
        WalletEngine.Outcome outcome;
        boolean settled;
        synchronized (lock) {
            if (closed || mine != rounds) {
                return;
            }
            running = false;
            outcome = sight == null ? unseen(error) : decide(sight);
            settled = sight != null && !engine.hasOldBatch();
            boolean busy = engine.queued() > 0 || engine.hasOldBatch();
            schedule(again ? Duration.ZERO : pause(busy), this::round);
        }
        if (settled) {
            ready.complete(null);
        }
        Cell message = outcome.toSend();
        if (message != null) {
            hand(message);
        }
        outcome.done().forEach(transfer -> transfer.result().complete(outcome.executed()));
    }

    private WalletEngine.Outcome decide(WalletSight sight) {
        balance = sight.account().balance();
        try {
            return engine.round(sight, options.clock().instant());
        } catch (RuntimeException e) {
            LOG.error("wallet {}: cannot go on", wallet.address(), e);
            return WalletEngine.Outcome.NOTHING;
        }
    }

    private WalletEngine.Outcome unseen(@Nullable Throwable error) {
        LOG.warn("wallet {}: cannot be looked at: {}", wallet.address(), String.valueOf(error));
        return WalletEngine.Outcome.NOTHING;
    }

    private Duration pause(boolean busy) {
        return options.jittered(busy ? options.busyPoll() : options.idlePoll());
    }

    /** A failure only costs time: the message is sent again. */
    private void hand(Cell message) {
        CompletionStage<Void> handed;
        try {
            handed = api.send(message);
        } catch (RuntimeException e) {
            handed = CompletableFuture.failedStage(e);
        }
        handed.whenComplete((done, error) -> {
            if (error != null) {
                LOG.warn("wallet {}: the network did not take a message: {}", wallet.address(), String.valueOf(error));
            }
        });
    }

    private void schedule(Duration pause, Runnable task) {
        Future<?> planned = next;
        if (planned != null) {
            planned.cancel(false);
        }
        next = options.timer().schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        List<QueuedTransfer> dropped;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            Future<?> planned = next;
            if (planned != null) {
                planned.cancel(false);
            }
            dropped = engine.drain();
        }
        CancellationException reason = new CancellationException("wallet was closed");
        dropped.forEach(transfer -> transfer.result().completeExceptionally(reason));
        ready.completeExceptionally(reason);
    }
}
