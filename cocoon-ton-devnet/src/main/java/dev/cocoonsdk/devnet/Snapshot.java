package dev.cocoonsdk.devnet;

/** A chain as it was, for {@link Devnet#restore}; of no use to another devnet. Immutable. */
public final class Snapshot {

    private final Devnet owner;
    private final ChainState state;

    Snapshot(Devnet owner, ChainState state) {
        this.owner = owner;
        this.state = state;
    }

    ChainState stateFor(Devnet devnet) {
        if (owner != devnet) {
            throw new IllegalArgumentException("snapshot: of another devnet");
        }
        return state.copy();
    }

    /** Number of the newest block. */
    public long seqno() {
        return state.newest().seqno();
    }
}
