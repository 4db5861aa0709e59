package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sealing of a request.
 *
 * @param call the bytes and what opens their answers
 * @param recipients to whom
 * @param number how often the request was sealed with this one, from 1
 * @param key the idempotency key for the broker, or null
 */
record SealedRequest(
        SealedCall call,
        Recipients recipients,
        int number,
        @Nullable String key) {

    private static final int MAX_KEY = 128;

    /** What travels. */
    Bytes body() {
        return call.body();
    }

    /** Until when a provider begins to work on it. */
    Instant expiresAt() {
        return call.header().expiresAt();
    }

    /** The highest price coefficient that it allows. */
    int maxCoefficient() {
        return call.header().limits().maxCoefficient();
    }

    /** The key of the n-th sealing: other bytes need another key, and a repeat of the call finds the same one. */
    static @Nullable String keyOf(@Nullable String key, int number) {
        if (key == null || number == 1) {
            return key;
        }
        String suffix = "~" + number;
        return key.substring(0, Math.min(key.length(), MAX_KEY - suffix.length())) + suffix;
    }
}
