package dev.cocoonsdk.broker.internal.ledger;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.LedgerContent;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TokenPricing;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Token counters of all clients and workers: reservations, charges, and what the store has acknowledged ({@code
 * docs/protocol/payments.md} 6, 7; {@code wire.md} 9.8). Beside them, notes: what the broker must remember of its money, stored in the
 * same batches.
 *
 * <p>Thread-safe. One lock guards all counters; it is held for arithmetic only. The store and the callbacks of {@link
 * #whenStored} are called without it. At most one batch is at the store; charges that happen meanwhile form the next one.
 * A batch that the store refuses is repeated unchanged.
 */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final LedgerStore store;
    private final TokenPricing pricing;
    private final Consumer<Runnable> later;
    private final Map<TonAddress, TokenCounter> clients = new HashMap<>();
    private final Map<TonAddress, TokenCounter> workers = new HashMap<>();
    private final Map<String, Bytes> notes;
    private final Set<TokenCounter> dirty = new LinkedHashSet<>();
    private Map<String, @Nullable Bytes> dirtyNotes = new LinkedHashMap<>();
    private Set<Runnable> waitForThis = new LinkedHashSet<>();
    private Set<Runnable> waitForNext = new LinkedHashSet<>();
    private boolean committing;
    private boolean failing;
    private long stateNumber;

    /**
     * Reads what is stored.
     *
     * @param pricing what tokens cost, for {@link #available}
     * @param later runs an action after a pause, for repeating a failed commit
     */
    public Ledger(LedgerStore store, TokenPricing pricing, Consumer<Runnable> later) {
        this.store = store;
        this.pricing = pricing;
        this.later = later;
        LedgerContent content = store.load();
        this.stateNumber = content.lastStateNumber();
        this.notes = new HashMap<>(content.notes());
        Bases bases = Bases.read(content.notes());
        for (LedgerBatch.Stored stored : content.counters()) {
            TokenCounter counter = new TokenCounter(stored.party(), stored.owner());
            counter.base = bases.of(stored.party(), stored.owner());
            counter.max = stored.total().value() - counter.base;
            counter.handedOver = counter.max;
            counter.db = counter.max;
            (stored.party() == Party.CLIENT ? clients : workers).put(stored.owner(), counter);
        }
    }

    /** The counter of a client; made if it is new. */
    public synchronized TokenCounter client(ClientAccount account) {
        TokenCounter counter =
                clients.computeIfAbsent(account.wallet(), wallet -> new TokenCounter(Party.CLIENT, wallet));
        counter.raiseTo(account.tokensUsed().value());
        return counter;
    }

    /** The counter of a worker's owner; made if it is new. */
    public synchronized TokenCounter worker(TonAddress owner) {
        return workers.computeIfAbsent(owner, address -> new TokenCounter(Party.WORKER, address));
    }

    /** The counter of a worker's owner for looking at: one that is not known yet is not remembered. */
    public synchronized TokenCounter knownWorker(TonAddress owner) {
        TokenCounter counter = workers.get(owner);
        return counter == null ? new TokenCounter(Party.WORKER, owner) : counter;
    }

    /** Adjusted tokens that the client may still reserve; may be negative. Not for showing: see {@link #shownAvailable}. */
    public synchronized long available(ClientAccount account) {
        TokenCounter counter = client(account);
        return available(account, counter, counter.max);
    }

    /** What a client may be shown of {@link #available}: counts only the charges that the store has acknowledged. */
    public synchronized long shownAvailable(ClientAccount account) {
        TokenCounter counter = client(account);
        return available(account, counter, counter.db);
    }

    private long available(ClientAccount account, TokenCounter counter, long charged) {
        return pricing.available(new dev.cocoonsdk.ton.ClientFunds(
                account.balance(),
                account.stake(),
                account.tokensUsed(),
                TokenCount.of(counter.reserved),
                TokenCount.of(charged)));
    }

    /**
     * Sets tokens aside if they are available.
     *
     * @param tokens adjusted tokens, not negative
     * @return null if fewer are available; see {@link #available}
     */
    public synchronized @Nullable Reservation reserve(ClientAccount account, long tokens) {
        TokenCounter counter = client(account);
        if (counter.closed || tokens < 0 || tokens > available(account)) {
            return null;
        }
        counter.reserved += tokens;
        counter.running++;
        return new Reservation(counter, tokens);
    }

    /** Takes no more requests of a client: what runs and what is charged can only become final from now on. */
    public synchronized void close(TonAddress wallet) {
        clients.computeIfAbsent(wallet, owner -> new TokenCounter(Party.CLIENT, owner)).closed = true;
    }

    /** Ends a request without a charge. */
    public synchronized void release(Reservation reservation) {
        close(reservation);
    }

    private boolean close(Reservation reservation) {
        if (!reservation.open) {
            return false;
        }
        reservation.open = false;
        reservation.client.reserved -= reservation.tokens;
        reservation.client.running--;
        return true;
    }

    /**
     * Ends a request with a charge of at most the reservation.
     *
     * @param worker who earns the tokens
     * @param tokens adjusted tokens that the worker reports
     * @return adjusted tokens that were charged
     */
    public long settle(Reservation reservation, TokenCounter worker, long tokens) {
        long charge;
        synchronized (this) {
            if (!close(reservation)) {
                return 0;
            }
            charge = Math.max(0, Math.min(tokens, reservation.tokens));
            add(reservation.client, charge);
            add(worker, charge);
        }
        commit();
        return charge;
    }

    private void add(TokenCounter counter, long tokens) {
        counter.finished++;
        if (tokens > 0) {
            counter.max += tokens;
            dirty.add(counter);
        }
    }

    private void commit() {
        Pending next;
        synchronized (this) {
            if (committing || allHandedOver()) {
                return;
            }
            committing = true;
            Map<TokenCounter, Long> totals = takeDirty();
            next = new Pending(new LedgerBatch(++stateNumber, changes(totals), dirtyNotes), totals);
            dirtyNotes = new LinkedHashMap<>();
            waitForThis = waitForNext;
            waitForNext = new LinkedHashSet<>();
        }
        submit(next);
    }

    private boolean allHandedOver() {
        return dirty.isEmpty() && dirtyNotes.isEmpty();
    }

    /** A batch and the levels that it brings. */
    private record Pending(LedgerBatch batch, Map<TokenCounter, Long> totals) {}

    /** Hands a batch over, again and again the same one until the store has it: a failed one may have been stored after all. */
    private void submit(Pending pending) {
        CompletionStage<Void> stored;
        try {
            stored = store.commit(pending.batch);
        } catch (RuntimeException e) {
            stored = CompletableFuture.failedFuture(e);
        }
        stored.whenComplete((done, error) -> answered(pending, error));
    }

    private Map<TokenCounter, Long> takeDirty() {
        Map<TokenCounter, Long> totals = new LinkedHashMap<>();
        dirty.forEach(counter -> totals.put(counter, counter.max));
        dirty.clear();
        return totals;
    }

    private static List<Change> changes(Map<TokenCounter, Long> totals) {
        List<Change> changes = new ArrayList<>();
        totals.forEach((counter, total) -> {
            TokenCount added = TokenCount.of(total - counter.handedOver);
            changes.add(new Change(counter.party, counter.owner, added, TokenCount.of(counter.base + total)));
            counter.handedOver = total;
        });
        return changes;
    }

    private void answered(Pending pending, @Nullable Throwable error) {
        if (error != null) {
            synchronized (this) {
                failing = true;
            }
            LOG.error("the ledger store refused a batch; no requests are taken until it works again", error);
            later.accept(() -> submit(pending));
            return;
        }
        Set<Runnable> ready;
        synchronized (this) {
            committing = false;
            failing = false;
            pending.totals.forEach((counter, total) -> counter.db = Math.max(counter.db, total));
            ready = waitForThis;
            waitForThis = new LinkedHashSet<>();
        }
        try {
            ready.forEach(Ledger::tell);
        } finally {
            commit();
        }
    }

    /** One who fails must not keep the others from being told. */
    private static void tell(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("somebody who waited for the ledger store failed", e);
        }
    }

    /**
     * Runs an action when everything that was charged or noted before this call is stored; at once if it is already.
     *
     * @param action each its own object; {@link #forget} takes it back
     */
    public void whenStored(Runnable action) {
        synchronized (this) {
            if (!allHandedOver()) {
                waitForNext.add(action);
                return;
            } else if (committing) {
                waitForThis.add(action);
                return;
            }
        }
        action.run();
    }

    /** Takes an action back that {@link #whenStored} has not run yet, because whoever waits for it is gone. */
    public synchronized void forget(Runnable action) {
        waitForThis.remove(action);
        waitForNext.remove(action);
    }

    /**
     * Remembers something beside the counters. It joins the next batch, with whatever was charged before; {@link #whenStored} tells
     * when it is stored.
     *
     * @param name of the note; an older one of that name is replaced
     * @param content null to remove the note
     */
    public void note(String name, @Nullable Bytes content) {
        note(Collections.singletonMap(name, content));
    }

    /** Remembers several things together: after a crash, all of them are stored or none. See {@link #note(String, Bytes)}. */
    public void note(Map<String, @Nullable Bytes> together) {
        synchronized (this) {
            together.forEach(this::remember);
        }
        commit();
    }

    private void remember(String name, @Nullable Bytes content) {
        if (content == null) {
            notes.remove(name);
        } else {
            notes.put(name, content);
        }
        dirtyNotes.put(name, content);
    }

    /** All notes by name, the latest ones, which may not be stored yet. */
    public synchronized Map<String, Bytes> notes() {
        return Map.copyOf(notes);
    }

    /** Number of the last batch that was handed over or loaded. */
    public synchronized long stateNumber() {
        return stateNumber;
    }

    /**
     * Waits until everything that was charged is stored.
     *
     * @param limit longest wait
     * @return false if the store did not acknowledge everything in time
     */
    public boolean drain(Duration limit) {
        CountDownLatch stored = new CountDownLatch(1);
        Runnable action = stored::countDown;
        whenStored(action);
        try {
            return stored.await(isHealthy() ? limit.toNanos() : 0, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            forget(action);
        }
    }

    /** Actions that wait for the store. */
    synchronized int waiting() {
        return waitForThis.size() + waitForNext.size();
    }

    /** Whether the store acknowledged the last batch that it answered. */
    public synchronized boolean isHealthy() {
        return !failing;
    }

    /**
     * Notes the stored level of every counter for a state that is sent to the chain.
     *
     * @return to be run when the chain has confirmed that state: lifts the chain level to what was noted
     */
    public synchronized Runnable sealState() {
        Map<TokenCounter, Long> sealed = new HashMap<>();
        clients.values().forEach(counter -> seal(counter, sealed));
        workers.values().forEach(counter -> seal(counter, sealed));
        return () -> confirm(sealed);
    }

    private static void seal(TokenCounter counter, Map<TokenCounter, Long> sealed) {
        if (counter.db > counter.chain) {
            sealed.put(counter, counter.db);
        }
    }

    private synchronized void confirm(Map<TokenCounter, Long> sealed) {
        sealed.forEach((counter, level) -> counter.chain = Math.max(counter.chain, level));
    }

    /** Whether a counter has a stored level that the chain has not confirmed. */
    public synchronized boolean hasUnconfirmed() {
        return clients.values().stream().anyMatch(counter -> counter.db > counter.chain)
                || workers.values().stream().anyMatch(counter -> counter.db > counter.chain);
    }

    /** The levels of one counter. */
    public synchronized TokenCounter.Levels levels(TokenCounter counter) {
        return counter.levels();
    }

    /** The levels of all counters of one party. */
    public synchronized Map<TonAddress, TokenCounter.Levels> all(Party party) {
        Map<TonAddress, TokenCounter.Levels> result = new LinkedHashMap<>();
        (party == Party.CLIENT ? clients : workers).forEach((owner, counter) -> result.put(owner, counter.levels()));
        return result;
    }
}
