package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.account.AccountAction.Forget;
import dev.cocoonsdk.ton.account.AccountAction.PushCharge;
import dev.cocoonsdk.ton.account.AccountAction.Send;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.state.StateStoreException;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client contract's whole life ({@code docs/protocol/payments.md} 8): reads the contract, decides, and asks one thing at a time. Phases and
 * what may be sent in each: {@link AccountPhase}. Thread-safe; driven by {@link #tick}.
 *
 * <p>A request is written to the journal before the wallet gets it, with its query id. It is over when its transaction stands on the client
 * contract, whatever its outcome; then only what the chain says counts. After a restart the chain decides what became of a request: it is
 * looked for on the contract and in the wallet's history, and only if the wallet never sent it and never will it is decided anew.
 */
public final class ClientAccount implements AutoCloseable {

    /** After a restart a request that is nowhere to be found counts as never sent after this time; gateways may lag behind. */
    static final Duration SETTLE = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_REGISTRATIONS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(ClientAccount.class);

    private final AccountContext context;
    private final AccountJournal journal;
    private final ExposureWatch exposure;
    private final Hash256 secretHash;
    private final Deque<Instant> registrations = new ArrayDeque<>();
    private @Nullable ContractView contract;
    private @Nullable String problem;
    private boolean uncertain;
    private @Nullable Instant uncertainSince;
    private boolean forgotten;
    private boolean closed;
    private boolean dirty;
    private @Nullable CompletableFuture<Void> round;

    ClientAccount(AccountContext context, AccountJournal journal) {
        this.context = context;
        this.journal = journal;
        this.uncertain = journal.pending != null;
        this.secretHash = context.secrets().hashFor(journal.terms.proxy());
        AccountPolicy policy = context.policy();
        this.exposure = new ExposureWatch(context.clock(), policy.tolerance(), policy.sole(), journal.bound);
    }

    /** What never changes. */
    public AccountTerms terms() {
        return journal.terms;
    }

    /** What the broker counts against what it served. */
    public ExposureWatch exposure() {
        return exposure;
    }

    /** Everything at this moment. */
    public synchronized AccountStatus status() {
        AccountView view = view();
        PendingRequest pending = journal.pending;
        SignedPayment charge = journal.charge;
        ContractView known = contract;
        return new AccountStatus(
                terms().address(),
                terms().proxy(),
                terms().wallet().toWire(context.testnet()),
                view.phase(),
                known == null ? null : known.storage(),
                pending == null ? null : pending.kind(),
                decide(view),
                journal.metered,
                charge == null ? TokenCount.ZERO : charge.tokens(),
                journal.depositedTotal,
                exposure.excess(),
                problem,
                context.clock().instant());
    }

    /** Whether calls may be paid from this account. */
    public synchronized boolean isUsable() {
        return !closed
                && !forgotten
                && journal.outdatedSince == null
                && !journal.wishes.close()
                && !journal.exceeded
                && status().isUsable();
    }

    /** Whether the contract is closed for good, or was never needed; nothing happens any more. */
    public synchronized boolean isOver() {
        return forgotten;
    }

    /**
     * What lies ahead: the messages that would be sent now, with coins and costs; nothing is sent.
     *
     * @throws IllegalStateException if the contract was not read yet
     */
    public synchronized AccountPlan plan() {
        return AccountPlan.of(view(), context.policy(), context.clock().instant());
    }

    /**
     * Deposits coins once, whatever the policy says.
     *
     * @throws IllegalArgumentException if it is nothing or more than the 999 TON that a wallet sends at once
     * @throws IllegalStateException if the contract is known not to be open
     */
    public synchronized void requestTopUp(NanoTon coins) {
        ClientStorage unused = open("top-up");
        if (coins.isZero() || coins.compareTo(AccountPolicy.MOST_TOP_UP) > 0) {
            throw new IllegalArgumentException(
                    "top-up: " + coins + " (expected: more than 0 TON, at most " + AccountPolicy.MOST_TOP_UP + ")");
        }
        wish(journal.wishes.withTopUp(coins));
    }

    /**
     * Takes everything above the stake back to the wallet.
     *
     * @throws IllegalStateException if the contract is known to hold nothing above the stake, or is not open
     */
    public synchronized void requestWithdrawal() {
        ClientStorage storage = open("withdraw");
        if (storage != null && storage.balance().compareTo(storage.stake()) <= 0) {
            throw new IllegalStateException("withdraw: balance " + storage.balance()
                    + " (expected: more than the stake of " + storage.stake() + ")");
        }
        wish(journal.wishes.withWithdraw());
    }

    /**
     * Raises the stake.
     *
     * @throws IllegalArgumentException if it is not more than the contract's, as a stake is never lowered
     * @throws IllegalStateException if the contract is known not to be open
     */
    public synchronized void requestStake(NanoTon stake) {
        ClientStorage storage = open("stake");
        if (storage != null && storage.stake().compareTo(stake) >= 0) {
            throw new IllegalArgumentException("stake: " + stake + " (expected: more than " + storage.stake() + ")");
        }
        wish(journal.wishes.withStake(stake));
    }

    /** Brings the proxy's last signed charge to the chain, if it is newer. */
    public synchronized void requestCharge() {
        wish(journal.wishes.withCharge());
    }

    /** Closes the account and gets everything back; cannot be taken back. */
    public synchronized void requestClosing() {
        wish(journal.wishes.withClose());
    }

    /** A proxy waits for the registration with this nonce; asked too often, which would only burn fees, it waits in vain. */
    public synchronized void requestRegistration(long nonce) {
        Instant now = context.clock().instant();
        registrations.removeIf(before -> !before.isAfter(now.minus(DAY)));
        if (registrations.size() >= MOST_REGISTRATIONS) {
            problem = "the proxy asked for more than " + MOST_REGISTRATIONS + " registrations within a day";
            LOG.warn("account {}: {}, which cost fees: refused", terms().address(), problem);
            return;
        }
        journal.wishes = journal.wishes.withNonce(nonce);
    }

    /** What the contract holds, null if that is not known or nothing is deployed. */
    private @Nullable ClientStorage open(String request) {
        AccountPhase phase = AccountPhase.of(contract);
        if (phase == AccountPhase.CLOSING || phase == AccountPhase.CLOSED) {
            throw new IllegalStateException(
                    request + ": the account is " + phase + " (expected: " + AccountPhase.OPEN + ")");
        }
        return contract == null ? null : contract.storage();
    }

    private void wish(Wishes wishes) {
        Wishes before = journal.wishes;
        journal.wishes = wishes;
        try {
            journal.save();
        } catch (StateStoreException e) {
            journal.wishes = before;
            throw e;
        }
    }

    /** The root contract has other parameters now: the account is wound up. */
    synchronized void outdated(Instant since) {
        if (journal.outdatedSince == null) {
            journal.outdatedSince = since;
            dirty = true;
        }
    }

    /**
     * What the proxy told; smaller counters change nothing.
     *
     * @param charge the highest signed charge, verified, or null
     * @param database adjusted tokens on the proxy's disk
     * @param memory adjusted tokens in its memory
     */
    public synchronized void counters(@Nullable SignedPayment charge, TokenCount database, TokenCount memory) {
        SignedPayment known = journal.charge;
        if (charge != null && (known == null || charge.tokens().compareTo(known.tokens()) > 0)) {
            journal.charge = charge;
            dirty = true;
        }
        journal.metered = journal.metered.max(memory);
        exposure.told(charge, database.value(), memory.value());
        watch();
    }

    /** Stops deposits and closes as soon as the broker has counted more than it served. */
    private void watch() {
        if (!journal.exceeded && exposure.excess().value() > 0) {
            journal.exceeded = true;
            dirty = true;
            LOG.error(
                    "the broker of proxy contract {} counted {} tokens more than it served; account {} is closed",
                    terms().proxy(),
                    exposure.excess(),
                    terms().address());
            saveEvidence();
        }
    }

    private void saveEvidence() {
        try {
            context.store()
                    .write(
                            AccountJournal.EVIDENCE + AccountJournal.name(terms().address()),
                            Bytes.wrap(evidence().toJsonBytes()));
        } catch (StateStoreException e) {
            LOG.error("the evidence cannot be stored: {}", e.getMessage());
        }
    }

    /** Signed charges, counters, calls and times, by which an excess can be shown to others; never content or secrets. */
    public JsonObject evidence() {
        return exposure.evidence(terms());
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
        if (closed || forgotten) {
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

    private CompletionStage<Read> transactions(AccountState state) {
        TransactionId known;
        synchronized (this) {
            known = journal.known;
            boolean first = known.lt() == 0 && journal.pending == null;
            if (first || Long.compareUnsigned(state.last().lt(), known.lt()) <= 0) {
                return CompletableFuture.completedStage(new Read(state, List.of()));
            }
        }
        return context.api()
                .transactionsSince(terms().address(), known)
                .thenApply(list -> new Read(state, AccountMessages.upTo(known, list, state.last())));
    }

    private CompletionStage<Void> absorb(Read read) {
        synchronized (this) {
            if (closed || isOlder(read.state())) {
                return CompletableFuture.completedStage(null);
            }
            read.transactions().forEach(this::process);
            take(read.state());
            if (journal.pending == null || !uncertain) {
                return act();
            }
        }
        return resolve();
    }

    /** Gateways behind a balancer may answer with an older state than the one before. */
    private boolean isOlder(AccountState state) {
        return Long.compareUnsigned(state.last().lt(), journal.known.lt()) < 0;
    }

    private void take(AccountState state) {
        journal.known = state.last();
        ClientStorage storage = storage(state);
        contract = new ContractView(storage, state.balance());
        if (storage == null) {
            exposure.beginsAt(0);
            return;
        }
        exposure.charged(storage.tokensUsed());
        watch();
    }

    private @Nullable ClientStorage storage(AccountState state) {
        if (AccountMessages.isAbsent(state)) {
            return null;
        }
        contract = null;
        try {
            return ClientStorage.parse(AccountMessages.data(state));
        } catch (CellException e) {
            throw new IllegalStateException("the contract's storage cannot be read: " + e.getMessage(), e);
        }
    }

    private void process(TonTransaction transaction) {
        if (transaction.bounced()) {
            problem = "a message to the proxy contract came back with " + transaction.value();
            LOG.error(
                    "account {}: {} (transaction lt {})",
                    terms().address(),
                    problem,
                    transaction.id().lt());
            return;
        }
        PendingRequest pending = journal.pending;
        boolean own = terms().wallet().equals(transaction.source());
        if (pending != null && own && AccountMessages.isRequest(transaction.body(), pending)) {
            finish(pending, transaction);
        }
    }

    private void finish(PendingRequest pending, TonTransaction transaction) {
        journal.pending = null;
        uncertain = false;
        uncertainSince = null;
        dirty = true;
        if (transaction.outcome() == Outcome.SUCCEEDED) {
            journal.failure = null;
            problem = null;
            LOG.info("account {}: {} is done", terms().address(), pending.kind());
            return;
        }
        takeBack(pending);
        failed(pending.kind(), "was not executed; its coins went back");
    }

    private void failed(RequestKind kind, String what) {
        AccountView.Failure before = journal.failure;
        int times = before != null && before.kind() == kind ? before.times() + 1 : 1;
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        journal.failure =
                new AccountView.Failure(kind, times, context.clock().instant().plus(wait));
        problem = kind + " " + what;
        LOG.warn("account {}: {}", terms().address(), problem);
    }

    private void takeBack(PendingRequest pending) {
        if (pending.kind() == RequestKind.TOP_UP) {
            journal.takeBackDeposit(pending.amount());
        }
    }

    /** What became of a request of which this process only knows that it was to be sent. */
    private CompletionStage<Void> resolve() {
        PendingRequest pending;
        synchronized (this) {
            pending = journal.pending;
            Instant now = context.clock().instant();
            uncertainSince = uncertainSince == null ? now : uncertainSince;
            if (pending == null || context.wallet().queued() > 0 || now.isBefore(uncertainSince.plus(SETTLE))) {
                return CompletableFuture.completedStage(null);
            }
        }
        PendingRequest asked = pending;
        return AccountMessages.history(context.api(), terms().wallet(), asked.walletBefore())
                .thenComposeAsync(history -> resolved(asked, history), context.executor());
    }

    private synchronized CompletionStage<Void> resolved(PendingRequest asked, List<TonTransaction> history) {
        if (closed || !asked.equals(journal.pending)) {
            return CompletableFuture.completedStage(null);
        }
        uncertain = false;
        if (AccountMessages.wasSent(history, asked.marker())) {
            LOG.info("account {}: {} was sent before the restart", terms().address(), asked.kind());
            return CompletableFuture.completedStage(null);
        }
        LOG.info("account {}: {} was never sent", terms().address(), asked.kind());
        takeBack(asked);
        journal.pending = null;
        journal.save();
        return act();
    }

    private AccountAction decide(AccountView view) {
        return AccountDecision.decide(view, context.policy(), context.clock().instant());
    }

    private AccountView view() {
        Instant now = context.clock().instant();
        return new AccountView(
                terms(),
                contract,
                journal.pending,
                journal.wishes,
                secretHash,
                journal.metered,
                journal.charge,
                journal.outdatedSince,
                context.wallet().balance(),
                journal.depositedToday(now),
                journal.depositedTotal,
                journal.exceeded,
                journal.failure);
    }

    private CompletionStage<Void> act() {
        AccountAction action = decide(view());
        saveIfDue();
        if (action instanceof Forget) {
            forget();
        } else if (action instanceof Send send) {
            return context.api()
                    .account(terms().wallet())
                    .thenAcceptAsync(wallet -> send(send, wallet), context.executor());
        }
        return CompletableFuture.completedStage(null);
    }

    /** The bound of what may have been served is kept ahead, so that it holds after a crash too. */
    private void saveIfDue() {
        long bound = exposure.bound();
        long step = Math.max(
                1, journal.terms.pricing().tokensFor(journal.terms.params().minClientStake()) / 10);
        if (bound >= 0 && bound > journal.bound - step / 2) {
            journal.bound = bound > Long.MAX_VALUE - step ? Long.MAX_VALUE : bound + step;
            dirty = true;
        }
        if (dirty) {
            journal.save();
            dirty = false;
        }
    }

    private void forget() {
        forgotten = true;
        if (journal.exceeded) {
            saveEvidence();
        }
        journal.delete();
        LOG.info("account {} is over", terms().address());
    }

    private synchronized void send(Send send, AccountState wallet) {
        if (closed || journal.pending != null || !send.equals(decide(view()))) {
            return;
        }
        long queryId = send instanceof PushCharge push
                ? push.charge().queryId()
                : context.random().nextLong();
        Transfer transfer = AccountMessages.transfer(send, terms(), queryId);
        PendingRequest request = new PendingRequest(
                send.kind(),
                queryId,
                send.amount(),
                AccountMessages.marker(transfer),
                wallet.last(),
                context.clock().instant());
        write(send, request);
        LOG.info(
                "account {}: {} {}",
                terms().address(),
                send.kind(),
                send.amount().isZero() ? "" : send.amount());
        CompletionStage<Void> unused = context.wallet().send(transfer).handle((id, failure) -> {
            if (failure != null) {
                unsent(request, failure);
            }
            return null;
        });
    }

    private void write(Send send, PendingRequest request) {
        Wishes before = journal.wishes;
        boolean deposit = send.kind() == RequestKind.TOP_UP;
        journal.pending = request;
        journal.wishes = before.without(send.kind());
        if (send.kind() == RequestKind.REGISTER) {
            registrations.addLast(context.clock().instant());
        }
        if (deposit) {
            journal.addDeposit(context.clock().instant(), send.amount());
        }
        try {
            journal.save();
        } catch (StateStoreException e) {
            takeBack(request);
            journal.pending = null;
            journal.wishes = before;
            throw e;
        }
    }

    /** The wallet gave up. Only what it refused outright was surely never sent; of the rest the chain knows. */
    private synchronized void unsent(PendingRequest request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (closed || !request.equals(journal.pending)) {
            return;
        }
        if (cause instanceof IllegalArgumentException) {
            takeBack(request);
            journal.pending = null;
            dirty = true;
            failed(request.kind(), "was refused by the wallet: " + cause.getMessage());
        } else {
            uncertain = true;
            if (!(cause instanceof CancellationException)) {
                LOG.warn("account {}: the wallet failed: {}", terms().address(), cause.toString());
            }
        }
    }

    private void ended(CompletableFuture<Void> begun, @Nullable Throwable failure) {
        synchronized (this) {
            round = null;
            if (failure != null && !closed) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                problem = String.valueOf(cause.getMessage());
                LOG.warn("account {}: {}", terms().address(), cause.toString());
            }
        }
        begun.complete(null);
    }

    /** Stops; the contract stays as it is and the journal keeps everything. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (dirty && !forgotten) {
                try {
                    journal.save();
                } catch (StateStoreException e) {
                    LOG.error("account {} cannot be saved: {}", terms().address(), e.getMessage());
                }
            }
        }
    }

    /** The contract's address. */
    @Override
    public String toString() {
        return "ClientAccount[" + terms().address() + "]";
    }
}
