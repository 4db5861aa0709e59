package dev.cocoonsdk.ton.watch;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionChain;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.internal.Failures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watched account: what was delivered of it, and the poll that brings the rest. Polls do not overlap. */
final class AccountCursor implements WatchedAccount {

    private static final Logger LOG = LoggerFactory.getLogger(AccountCursor.class);
    private static final int ANSWER_TIMEOUT_SECONDS = 60;

    private final AccountWatch watch;
    private final TonApi api;
    private final ScheduledExecutorService timer;
    private final TonAddress address;
    private final AccountListener listener;

    private volatile @Nullable TransactionId position;
    private volatile @Nullable AccountState latest;
    private volatile int failures;
    private volatile boolean closed;

    /** Written within a poll only, like all that is written here but {@code closed}. */
    private volatile boolean initialDelivered;

    private volatile boolean stateOwed;

    AccountCursor(
            AccountWatch watch,
            TonApi api,
            ScheduledExecutorService timer,
            TonAddress address,
            @Nullable TransactionId after,
            AccountListener listener) {
        this.watch = watch;
        this.api = api;
        this.timer = timer;
        this.address = address;
        this.position = after;
        this.listener = listener;
    }

    /** One poll; completes normally in any case. */
    CompletableFuture<Void> poll() {
        return ask(() -> api.account(address)).thenCompose(this::follow).handle((nothing, failure) -> {
            note(failure);
            return null;
        });
    }

    private CompletionStage<Void> follow(AccountState state) {
        TransactionId known = position;
        if (known == null) {
            return deliver(state, List.of());
        }
        int order = Long.compareUnsigned(state.last().lt(), known.lt());
        if (order > 0) {
            return ask(() -> api.transactionsSince(address, known))
                    .thenCompose(transactions -> deliver(state, upTo(state, known, transactions)));
        } else if (order < 0) {
            throw new TonApiException("account: an old state, before transaction " + known.lt(), true);
        } else if (!state.last().equals(known)) {
            throw new TonApiException("account: another history, with another transaction " + known.lt(), false);
        } else if (!initialDelivered || stateOwed) {
            return deliver(state, List.of());
        }
        latest = state;
        return CompletableFuture.completedStage(null);
    }

    /** Leaves what happened after the state was read to the next round; refuses a list that does not lead to the state. */
    private static List<TonTransaction> upTo(
            AccountState state, TransactionId known, List<TonTransaction> transactions) {
        TransactionId last = state.last();
        List<TonTransaction> reached = transactions.stream()
                .filter(each -> Long.compareUnsigned(each.id().lt(), last.lt()) <= 0)
                .toList();
        TransactionChain.check(known, reached, last);
        return reached;
    }

    private CompletionStage<Void> deliver(AccountState state, List<TonTransaction> transactions) {
        return CompletableFuture.runAsync(
                () -> {
                    for (TonTransaction transaction : transactions) {
                        if (closed) {
                            return;
                        }
                        listener.transaction(transaction);
                        stateOwed = true;
                        position = transaction.id();
                    }
                    if (!closed) {
                        deliver(state);
                    }
                },
                timer);
    }

    private void deliver(AccountState state) {
        latest = state;
        if (initialDelivered) {
            listener.state(state);
        } else {
            listener.initial(state);
            initialDelivered = true;
            position = state.last();
        }
        stateOwed = false;
    }

    /** The answer, or a failure if there is none in time: a round must end. */
    private <T> CompletableFuture<T> ask(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ScheduledFuture<?> limit = timer.schedule(
                () -> answer.completeExceptionally(
                        new TonApiException("no answer within " + ANSWER_TIMEOUT_SECONDS + " s", true)),
                ANSWER_TIMEOUT_SECONDS,
                TimeUnit.SECONDS);
        try {
            CompletionStage<T> unused = question.get().whenComplete((value, failure) -> {
                limit.cancel(false);
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            limit.cancel(false);
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void note(@Nullable Throwable failure) {
        if (failure == null) {
            failures = 0;
            return;
        }
        int failed = failures + 1;
        failures = failed;
        if (closed) {
            return;
        }
        Throwable cause = Failures.cause(failure);
        if (cause instanceof TonApiException) {
            LOG.warn(
                    "Account {}: poll failed {} times, the next round repeats it: {}",
                    address,
                    failed,
                    cause.getMessage());
        } else {
            LOG.error("Account {}: its listener failed, the next round delivers the same again", address, cause);
        }
    }

    @Override
    public TonAddress address() {
        return address;
    }

    @Override
    public @Nullable AccountState latest() {
        return latest;
    }

    @Override
    public @Nullable TransactionId position() {
        return initialDelivered || stateOwed ? position : null;
    }

    @Override
    public int failures() {
        return failures;
    }

    @Override
    public void close() {
        closed = true;
        watch.forget(this);
    }
}
