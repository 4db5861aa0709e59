package dev.cocoonsdk.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A secret text of the configuration. It can be compared, but not read or printed. Immutable. */
public final class Secret {

    private final byte[] value;

    private Secret(byte[] value) {
        this.value = value;
    }

    /** The secret with this text. */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether {@code text} is the secret; takes the same time wherever it differs. False for null. */
    public boolean matches(@Nullable String text) {
        return text != null && MessageDigest.isEqual(value, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says nothing about the value. */
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
