package dev.cocoonsdk.crypto;
/** Replaced by the first real type. */
public final class Placeholder {
    private Placeholder() {}
}
