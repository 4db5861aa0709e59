package dev.cocoonsdk.ton.watch;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TransactionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Polls accounts, all of them together every 5 to 10 s, and tells what happened ({@code docs/protocol/payments.md} 4). The next round is
 * planned when the one before is over. A poll that fails is repeated in the next round. Thread-safe.
 *
 * <p>Whether a transaction succeeded is told with it ({@link dev.cocoonsdk.ton.api.TonTransaction#outcome}) and decides nothing here.
 */
public final class AccountWatch implements AutoCloseable {

    private final TonApi api;
    private final ScheduledExecutorService timer;
    private final RandomGenerator random;
    private final PollInterval interval;
    private final List<AccountCursor> accounts = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();

    // Guarded by lock.
    private @Nullable ScheduledFuture<?> planned;
    private boolean running;
    private boolean closed;
    private @Nullable CompletableFuture<Void> again;

    /**
     * A watch that begins with its first account.
     *
     * @param api where to ask; stays open
     * @param timer runs listeners and plans rounds; stays open
     * @param random the source of jitter
     * @param interval pause between rounds
     */
    public AccountWatch(TonApi api, ScheduledExecutorService timer, RandomGenerator random, PollInterval interval) {
        this.api = api;
        this.timer = timer;
        this.random = random;
        this.interval = interval;
    }

    /** As above, with the pauses of {@link PollInterval#DEFAULT}. */
    public AccountWatch(TonApi api, ScheduledExecutorService timer, RandomGenerator random) {
        this(api, timer, random, PollInterval.DEFAULT);
    }

    /**
     * Watches an account from now on: its state, then what happens after that.
     *
     * @throws IllegalStateException if the watch is closed
     */
    public WatchedAccount watch(TonAddress address, AccountListener listener) {
        return watch(new AccountCursor(this, api, timer, address, null, listener));
    }

    /**
     * Goes on with an account after a remembered transaction: what was missed, then the state, then what happens after that. The state at
     * the remembered transaction is not needed.
     *
     * @param after the last transaction that was dealt with; {@link TransactionId#NONE} for all that the account ever had
     * @throws IllegalStateException if the watch is closed
     */
    public WatchedAccount watch(TonAddress address, TransactionId after, AccountListener listener) {
        return watch(new AccountCursor(this, api, timer, address, after, listener));
    }

    private WatchedAccount watch(AccountCursor account) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("account watch: closed (expected: open)");
            }
            accounts.add(account);
        }
        CompletionStage<Void> unused = refreshNow();
        return account;
    }

    void forget(AccountCursor account) {
        accounts.remove(account);
    }

    /**
     * Polls at once, for example after a message was sent.
     *
     * @return completes when a round that began after this call is over, whether or not its polls succeeded, or when the watch is closed
     */
    public CompletionStage<Void> refreshNow() {
        CompletableFuture<Void> result;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.completedStage(null);
            }
            if (again == null) {
                again = new CompletableFuture<>();
            }
            result = again;
            if (!running) {
                plan(0);
            }
        }
        return result.minimalCompletionStage();
    }

    private void plan(long delayMillis) {
        if (planned != null) {
            planned.cancel(false);
        }
        planned = timer.schedule(this::round, delayMillis, TimeUnit.MILLISECONDS);
    }

    private void round() {
        CompletableFuture<Void> asked;
        synchronized (lock) {
            if (closed || running) {
                return;
            }
            running = true;
            planned = null;
            asked = again;
            again = null;
        }
        CompletableFuture<?>[] polls =
                accounts.stream().map(AccountCursor::poll).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> unused =
                CompletableFuture.allOf(polls).whenComplete((nothing, failure) -> finish(asked));
    }

    private void finish(@Nullable CompletableFuture<Void> asked) {
        synchronized (lock) {
            running = false;
            if (!closed) {
                plan(again == null ? interval.next(random).toMillis() : 0);
            }
        }
        if (asked != null) {
            asked.complete(null);
        }
    }

    /** Ends the watch of all accounts; the API and the timer stay open. Idempotent. */
    @Override
    public void close() {
        CompletableFuture<Void> asked;
        synchronized (lock) {
            closed = true;
            if (planned != null) {
                planned.cancel(false);
                planned = null;
            }
            asked = again;
            again = null;
        }
        accounts.forEach(AccountCursor::close);
        if (asked != null) {
            asked.complete(null);
        }
    }
}
