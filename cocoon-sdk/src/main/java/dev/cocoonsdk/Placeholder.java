package dev.cocoonsdk;
/** Replaced by the first real type. */
public final class Placeholder {
    private Placeholder() {}
}
