package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;

/** Checks lengths of fields. */
final class Lengths {

    private Lengths() {}

    static void check(String field, Bytes value, int expected) {
        if (value.length() != expected) {
            throw new IllegalArgumentException(field + ": " + value.length() + " bytes (expected: " + expected + ")");
        }
    }
}
