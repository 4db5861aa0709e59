package dev.cocoonsdk.core.task;

import org.jspecify.annotations.Nullable;

/** Checks of the free texts inside instructions. */
final class Texts {

    private Texts() {}

    static void require(String name, String text, int maxLength) {
        if (text.isEmpty() || text.length() > maxLength) {
            throw new IllegalArgumentException(
                    name + ": " + text.length() + " characters (expected: 1 to " + maxLength + ")");
        }
        requireWellFormed(name, text);
    }

    static void requireOrNull(String name, @Nullable String text, int maxLength) {
        if (text != null) {
            require(name, text, maxLength);
        }
    }

    /** UTF-8 has no form for half a surrogate pair, so it could not travel unchanged. */
    static void requireWellFormed(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw new IllegalArgumentException(
                        name + ": unpaired surrogate at " + i + " (expected: well-formed Unicode)");
            }
        }
    }
}
