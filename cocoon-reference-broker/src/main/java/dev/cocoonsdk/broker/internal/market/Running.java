package dev.cocoonsdk.broker.internal.market;

/** A request that was admitted. Thread-safe. */
public interface Running {

    /**
     * Nobody needs the answer any more: the worker is asked to stop, if it can. What it then reports is charged ({@code
     * docs/protocol-extensions.md} 3). Does nothing after the end.
     */
    void abandon();
}
