package dev.cocoonsdk.ton;
/** Replaced by the first real type. */
public final class Placeholder {
    private Placeholder() {}
}
