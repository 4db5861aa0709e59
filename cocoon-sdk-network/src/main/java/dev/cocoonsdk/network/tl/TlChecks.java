package dev.cocoonsdk.network.tl;

import org.jspecify.annotations.Nullable;

/** What generated constructors check, so that no record exists that could not be read back. */
final class TlChecks {

    private TlChecks() {}

    static void flags(int flags) {
        if (flags < 0) {
            throw new IllegalArgumentException("flags: " + flags + " (expected: >= 0)");
        }
    }

    /** An absent primitive must have its default value; a present one may have any. */
    static void absent(int flags, int bit, boolean set, String field) {
        if (set && (flags & 1 << bit) == 0) {
            throw new IllegalArgumentException(field + " is set, but bit " + bit + " of flags is not");
        }
    }

    /** An object must be there exactly if its flag is set. */
    static void presence(int flags, int bit, boolean present, String field) {
        if (present != ((flags & 1 << bit) != 0)) {
            throw new IllegalArgumentException(field + " is " + (present ? "present" : "absent") + ", but bit " + bit
                    + " of flags says otherwise");
        }
    }

    static String hidden(@Nullable String text) {
        return text == null ? "null" : text.length() + " characters";
    }
}
