package dev.cocoonsdk.broker.internal.ledger;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The cumulative tokens of one client or worker at three levels, max ≥ db ≥ chain ({@code docs/protocol/payments.md} 7), and what
 * is reserved of it. The numbers are guarded by the lock of the {@link Ledger} that made it.
 */
public final class TokenCounter {

    final Party party;
    final TonAddress owner;

    /** The newest signed payment; not guarded. */
    final AtomicReference<@Nullable SignedPayment> signed = new AtomicReference<>();

    /** Total in the store at which the counter of the present contract began. */
    long base;

    /** The contract is closing or closed. */
    boolean closed;

    long max;
    long handedOver;
    long db;
    long chain;
    long reserved;
    int running;
    long finished;

    TokenCounter(Party party, TonAddress owner) {
        this.party = party;
        this.owner = owner;
    }

    /** Whose tokens. */
    public Party party() {
        return party;
    }

    /** The counter's owner. */
    public TonAddress owner() {
        return owner;
    }

    /** The chain knows of more tokens than this memory does: a newer truth for all levels. */
    void raiseTo(long charged) {
        max = Math.max(max, charged);
        handedOver = Math.max(handedOver, charged);
        db = Math.max(db, charged);
        chain = Math.max(chain, charged);
    }

    /** A copy of the levels. */
    Levels levels() {
        return new Levels(max, db, chain, reserved, running, finished);
    }

    /**
     * A counter at one moment, in adjusted tokens. Only {@code db} and {@code chain} may be shown to peers.
     *
     * @param max in memory
     * @param db acknowledged by the store
     * @param chain confirmed on chain
     * @param reserved by running requests
     * @param running requests now
     * @param finished requests with an answer
     */
    public record Levels(long max, long db, long chain, long reserved, int running, long finished) {}
}
