package dev.cocoonsdk.broker.internal.ledger;

/**
 * Tokens set aside for one request. Given back exactly once, by {@link Ledger#settle} or {@link Ledger#release}; a second
 * call changes nothing. {@code open} is guarded by the ledger's lock.
 */
public final class Reservation {

    final TokenCounter client;
    final long tokens;
    boolean open = true;

    Reservation(TokenCounter client, long tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /** Adjusted tokens set aside; nothing above this is charged. */
    public long tokens() {
        return tokens;
    }

    /** Whose tokens. */
    public TokenCounter client() {
        return client;
    }
}
