package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.PaymentVerification;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.account.WorkerRequest.Kind;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.state.StateStoreException;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker contract's life ({@code docs/protocol/payments.md} 10): remembers what its proxy signed and said, deploys the contract, and
 * collects. Thread-safe; driven by {@link #tick}.
 *
 * <p>A request is written to the journal before the wallet gets it and is over when its transaction stands on the worker contract; what was
 * paid is read from the contract alone. A payout cannot be paid twice: the counter is cumulative. Before one is sent, the proxy contract's
 * coins are compared with the amount, because the worker contract counts tokens as paid even if the proxy contract cannot pay.
 */
public final class WorkerAccount implements AutoCloseable {

    /** After a restart a request that is nowhere to be found counts as never sent after this time; gateways may lag behind. */
    static final Duration SETTLE = Duration.ofSeconds(30);

    /** What the wallet sent and the contract never got is asked again after this time. */
    static final Duration LOST = Duration.ofHours(1);

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    /** Coins below which a proxy contract never goes (contracts.md 9.1). */
    private static final NanoTon PROXY_FLOOR = NanoTon.of(10_000_000);

    private static final Logger LOG = LoggerFactory.getLogger(WorkerAccount.class);

    private final WorkerContext context;
    private final WorkerJournal journal;
    private @Nullable WorkerStorage storage;
    private boolean known;
    private @Nullable String problem;
    private boolean uncertain;
    private @Nullable Instant uncertainSince;
    private boolean wish;
    private int failures;
    private @Nullable Instant retryAt;
    private Instant lastRequest;
    private boolean dirty;
    private boolean over;
    private boolean closed;
    private @Nullable CompletableFuture<Void> round;

    WorkerAccount(WorkerContext context, WorkerJournal journal) {
        this.context = context;
        this.journal = journal;
        this.uncertain = journal.pending != null;
        this.lastRequest = context.clock().instant();
    }

    /** What never changes. */
    public WorkerTerms terms() {
        return journal.terms;
    }

    /** The highest signed payment, null if there is none; what it was before a restart, too. */
    public synchronized @Nullable SignedPayment payment() {
        return journal.payment;
    }

    /** Everything at this moment. */
    public synchronized WorkerStatus status() {
        WorkerStorage now = storage;
        return new WorkerStatus(
                terms().address(),
                terms().proxy(),
                known,
                now != null,
                TokenCount.of(now == null ? 0 : Math.max(0, now.tokens())),
                journal.signed(),
                journal.database,
                journal.memory,
                view().open(),
                journal.pending != null,
                journal.outdatedSince != null,
                problem);
    }

    /** Whether the contract is closed for good, or of no use any more; nothing happens any more. */
    public synchronized boolean isOver() {
        return over;
    }

    /**
     * What the proxy told; smaller counters change nothing. Durable after {@link #flush} or the next round.
     *
     * @param payment the highest signed payout, or null; one that is not this contract's is ignored
     * @param database adjusted tokens on the proxy's disk
     * @param memory adjusted tokens in its memory
     */
    public synchronized void counters(@Nullable SignedPayment payment, TokenCount database, TokenCount memory) {
        if (payment != null && payment.tokens().compareTo(journal.signed()) > 0 && isOurs(payment)) {
            journal.payment = payment;
            dirty = true;
        }
        if (database.compareTo(journal.database) > 0 || memory.compareTo(journal.memory) > 0) {
            journal.database = journal.database.max(database);
            journal.memory = journal.memory.max(memory);
            lastRequest = context.clock().instant();
            dirty = true;
        }
    }

    private boolean isOurs(SignedPayment payment) {
        return payment.verify(SignedPayment.Kind.WORKER_PAYOUT, terms().address(), terms().proxyKey())
                instanceof PaymentVerification.Valid;
    }

    /**
     * Makes the counters durable if they moved.
     *
     * @throws StateStoreException if that fails
     */
    public synchronized void flush() {
        if (dirty && !over) {
            journal.save();
            dirty = false;
        }
    }

    /** Collects what is signed in the next round, however little it is; false if there is nothing or a request is under way. */
    public synchronized boolean requestPayout() {
        if (over || journal.pending != null || view().open().isZero()) {
            return false;
        }
        wish = true;
        return true;
    }

    /** The root contract has other parameters now: the contract is wound up. */
    synchronized void outdated(Instant since) {
        if (journal.outdatedSince == null) {
            journal.outdatedSince = since;
            dirty = true;
        }
    }

    private WorkerDecision.View view() {
        return new WorkerDecision.View(
                terms(), storage, journal.signed(), wish, journal.outdatedSince, lastRequest, retryAt);
    }

    private WorkerDecision decide() {
        return journal.pending != null || !known
                ? WorkerDecision.WAIT
                : WorkerDecision.decide(
                        view(), context.policy(), context.clock().instant());
    }

    /**
     * Reads the chain, decides, and hands at most one request to the wallet. A round that is under way is not begun again.
     *
     * @return completes when the round is over, never exceptionally: what failed is logged and tried again in the next round
     */
    public synchronized CompletionStage<Void> tick() {
        CompletableFuture<Void> running = round;
        if (running != null) {
            return running;
        }
        if (closed || over) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> begun = new CompletableFuture<>();
        round = begun;
        CompletionStage<Void> unused = context.wallet()
                .ready()
                .thenCompose(nothing -> context.api().account(terms().address()))
                .thenCompose(this::transactions)
                .thenComposeAsync(this::absorb, context.executor())
                .whenComplete((nothing, failure) -> ended(begun, failure));
        return begun;
    }

    private record Read(AccountState state, List<TonTransaction> transactions) {}

    private synchronized CompletionStage<Read> transactions(AccountState state) {
        TransactionId from = journal.known;
        if (Long.compareUnsigned(state.last().lt(), from.lt()) <= 0) {
            return CompletableFuture.completedStage(new Read(state, List.of()));
        }
        return context.api()
                .transactionsSince(terms().address(), from)
                .thenApply(list -> new Read(state, AccountMessages.upTo(from, list, state.last())));
    }

    private CompletionStage<Void> absorb(Read read) {
        AccountState state = read.state();
        synchronized (this) {
            // Gateways behind a balancer may answer with an older state than the one before.
            if (closed || Long.compareUnsigned(state.last().lt(), journal.known.lt()) < 0) {
                return CompletableFuture.completedStage(null);
            }
            read.transactions().forEach(this::process);
            take(state);
            if (journal.pending == null || !uncertain) {
                return act();
            }
        }
        return resolve();
    }

    private void take(AccountState state) {
        dirty |= !journal.known.equals(state.last());
        journal.known = state.last();
        known = false;
        storage = AccountMessages.isAbsent(state) ? null : WorkerStorage.parse(AccountMessages.data(state));
        known = true;
        WorkerRequest pending = journal.pending;
        Instant now = context.clock().instant();
        // What waits in the wallet for coins is not lost: asked again, it would be sent once for each time it was
        // asked.
        boolean waits = context.wallet().queued() > 0;
        if (pending != null
                && !uncertain
                && !waits
                && !now.isBefore(pending.since().plus(LOST))) {
            journal.pending = null;
            failed(pending.kind() + " did not arrive within " + LOST.toMinutes() + " minutes");
        }
    }

    private void process(TonTransaction transaction) {
        if (transaction.bounced()) {
            problem = "the proxy contract could not pay: its message with " + transaction.value() + " came back";
            LOG.error(
                    "worker contract {}: {} (transaction lt {}); the tokens count as paid",
                    terms().address(),
                    problem,
                    transaction.id().lt());
        } else if (transaction.isAlarming()) {
            LOG.warn(
                    "worker contract {}: a message with {} failed (transaction lt {}, exit code {})",
                    terms().address(),
                    transaction.value(),
                    transaction.id().lt(),
                    transaction.exitCode());
        }
        WorkerRequest pending = journal.pending;
        if (pending != null && context.wallet().address().equals(transaction.source()) && isIts(transaction, pending)) {
            finish(pending, transaction);
        }
    }

    private static boolean isIts(TonTransaction transaction, WorkerRequest pending) {
        Cell body = transaction.body();
        if (pending.kind() == Kind.DEPLOY) {
            return body.bits() == 0 && body.refs() == 0;
        }
        Long queryId = transaction.queryId();
        return queryId != null && queryId == pending.queryId();
    }

    private void finish(WorkerRequest pending, TonTransaction transaction) {
        journal.pending = null;
        uncertain = false;
        uncertainSince = null;
        dirty = true;
        if (transaction.outcome() == Outcome.SUCCEEDED) {
            failures = 0;
            retryAt = null;
            problem = null;
            LOG.info("worker contract {}: {} is done", terms().address(), pending.kind());
        } else {
            failed(pending.kind() + " was not executed; its coins went back");
        }
    }

    private void failed(String what) {
        Duration wait = RETRY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        retryAt = context.clock().instant().plus(wait);
        problem = what;
        dirty = true;
        LOG.warn("worker contract {}: {}", terms().address(), what);
    }

    /** What became of a request of which this process only knows that it was to be sent. */
    private CompletionStage<Void> resolve() {
        WorkerRequest asked;
        synchronized (this) {
            asked = journal.pending;
            Instant now = context.clock().instant();
            uncertainSince = uncertainSince == null ? now : uncertainSince;
            if (asked == null || context.wallet().queued() > 0 || now.isBefore(uncertainSince.plus(SETTLE))) {
                return CompletableFuture.completedStage(null);
            }
        }
        WorkerRequest pending = asked;
        return AccountMessages.history(context.api(), context.wallet().address(), pending.walletBefore())
                .thenComposeAsync(history -> resolved(pending, history), context.executor());
    }

    private synchronized CompletionStage<Void> resolved(WorkerRequest asked, List<TonTransaction> history) {
        if (closed || !asked.equals(journal.pending)) {
            return CompletableFuture.completedStage(null);
        }
        uncertain = false;
        boolean sent = AccountMessages.wasSent(history, asked.marker());
        LOG.info(
                "worker contract {}: {} was {} before the restart",
                terms().address(),
                asked.kind(),
                sent ? "sent" : "not sent");
        if (sent) {
            return CompletableFuture.completedStage(null);
        }
        journal.pending = null;
        dirty = true;
        return act();
    }

    private synchronized CompletionStage<Void> act() {
        flush();
        return switch (decide()) {
            case FORGET -> {
                forget();
                yield CompletableFuture.completedStage(null);
            }
            case DEPLOY -> ask(Kind.DEPLOY);
            case PAYOUT ->
                context.api().account(terms().proxy()).thenComposeAsync(this::payIfCovered, context.executor());
            default -> CompletableFuture.completedStage(null);
        };
    }

    private void forget() {
        over = true;
        journal.delete();
        long paid = storage == null ? 0 : storage.tokens();
        if (journal.memory.value() > paid) {
            LOG.warn(
                    "worker contract {} is over; the proxy counted {} tokens that it never signed or paid",
                    terms().address(),
                    journal.memory.value() - paid);
        }
    }

    private synchronized CompletionStage<Void> payIfCovered(AccountState proxy) {
        String objection = objection(proxy);
        if (objection != null) {
            if (!objection.equals(problem)) {
                LOG.warn("worker contract {}: {}", terms().address(), objection);
            }
            problem = objection;
            return CompletableFuture.completedStage(null);
        }
        return ask(Kind.PAYOUT);
    }

    private @Nullable String objection(AccountState proxy) {
        NanoTon open = view().open();
        if (!proxy.isActive() || proxy.data() == null) {
            return "payout of " + open + " waits: the proxy contract is not deployed";
        } else if (ProxyStorage.parse(proxy.data()).state() == ContractState.CLOSED) {
            return "payout of " + open + " is refused: the proxy contract is closed";
        } else if (proxy.balance().compareTo(open.plus(PROXY_FLOOR)) < 0) {
            return "payout of " + open + " waits: the proxy contract has " + proxy.balance() + " only";
        }
        return null;
    }

    private CompletionStage<Void> ask(Kind kind) {
        return context.api()
                .account(context.wallet().address())
                .thenAcceptAsync(wallet -> send(kind, wallet), context.executor());
    }

    private synchronized void send(Kind kind, AccountState wallet) {
        SignedPayment payment = journal.payment;
        if (closed || decide() != (kind == Kind.DEPLOY ? WorkerDecision.DEPLOY : WorkerDecision.PAYOUT)) {
            return;
        }
        Transfer transfer = kind == Kind.DEPLOY || payment == null
                ? Transfer.deploy(terms().contract(), AttachedValue.WORKER_DEPLOY)
                : Transfer.message(
                        terms().address(),
                        AttachedValue.WORKER_PAYOUT,
                        payment.repack(context.wallet().address()).body());
        WorkerRequest request = new WorkerRequest(
                kind,
                kind == Kind.DEPLOY || payment == null ? 0 : payment.queryId(),
                AccountMessages.marker(transfer),
                wallet.last(),
                context.clock().instant());
        write(request);
        wish = false;
        LOG.info("worker contract {}: {}, {} open", terms().address(), kind, view().open());
        CompletionStage<Void> unused = context.wallet().send(transfer).handle((id, failure) -> {
            if (failure != null) {
                unsent(request, failure);
            }
            return null;
        });
    }

    private void write(WorkerRequest request) {
        journal.pending = request;
        try {
            journal.save();
        } catch (StateStoreException e) {
            journal.pending = null;
            throw e;
        }
    }

    /** The wallet gave up. Only what it refused outright was surely never sent; of the rest the chain knows. */
    private synchronized void unsent(WorkerRequest request, Throwable failure) {
        Throwable cause = cause(failure);
        if (closed || !request.equals(journal.pending)) {
            return;
        }
        if (cause instanceof IllegalArgumentException) {
            journal.pending = null;
            failed(request.kind() + " was refused by the wallet: " + cause.getMessage());
        } else {
            uncertain = true;
            if (!(cause instanceof CancellationException)) {
                LOG.warn("worker contract {}: the wallet failed: {}", terms().address(), cause.toString());
            }
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void ended(CompletableFuture<Void> begun, @Nullable Throwable failure) {
        synchronized (this) {
            round = null;
            if (failure != null && !closed) {
                problem = String.valueOf(cause(failure).getMessage());
                LOG.warn(
                        "worker contract {}: {}",
                        terms().address(),
                        cause(failure).toString());
            }
        }
        begun.complete(null);
    }

    /** Stops; the contract stays as it is and the journal keeps everything. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                flush();
            } catch (StateStoreException e) {
                LOG.error("worker contract {} cannot be saved: {}", terms().address(), e.getMessage());
            }
        }
    }

    /** The contract's address. */
    @Override
    public String toString() {
        return "WorkerAccount[" + terms().address() + "]";
    }
}
