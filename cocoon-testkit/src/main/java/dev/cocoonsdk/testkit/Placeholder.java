package dev.cocoonsdk.testkit;
/** Replaced by the first real type. */
public final class Placeholder {
    private Placeholder() {}
}
