package dev.cocoonsdk.ton.watch;

/** How well a node follows the chain's time. */
public enum SyncState {
    /** Not asked yet. */
    UNKNOWN,
    /** The chain did not answer. */
    UNREACHABLE,
    /** The newest block and the local clock are more than the tolerance apart: one of them is wrong. */
    OUT_OF_SYNC,
    /** The newest block is as old as it should be. */
    IN_SYNC
}
