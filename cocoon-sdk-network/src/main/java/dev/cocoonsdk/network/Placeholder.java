package dev.cocoonsdk.network;
/** Replaced by the first real type. */
public final class Placeholder {
    private Placeholder() {}
}
