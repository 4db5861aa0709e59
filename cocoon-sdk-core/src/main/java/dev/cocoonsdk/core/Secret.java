package dev.cocoonsdk.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret text such as a bearer token, in a type that does not print it. Every read is a call of {@link #reveal()}. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * A secret.
     *
     * @param value without line breaks, since it travels in a header
     * @throws IllegalArgumentException if it has a control character; the message does not hold it
     */
    public static Secret of(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("secret: has a control character (expected: one line)");
        }
        return new Secret(value);
    }

    /** The text. */
    public String reveal() {
        return value;
    }

    /** Compares in constant time for equal lengths. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
