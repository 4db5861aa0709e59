package dev.cocoonsdk.broker;
/** Replaced by the first real type. */
public final class Placeholder {
    private Placeholder() {}
}
