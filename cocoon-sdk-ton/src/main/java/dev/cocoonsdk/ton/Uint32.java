package dev.cocoonsdk.ton;

/** Range check of unsigned 32-bit numbers. */
final class Uint32 {

    private static final long MAX = 0xffff_ffffL;

    private Uint32() {}

    static long check(String name, long value) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to " + MAX + ")");
        }
        return value;
    }
}
