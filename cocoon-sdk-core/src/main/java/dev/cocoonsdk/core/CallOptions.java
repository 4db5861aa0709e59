package dev.cocoonsdk.core;

import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call does differently from its client.
 *
 * @param deadlines or null for the client's
 * @param retries or null for the client's
 * @param priceCap or null for the client's
 * @param idempotencyKey names this intention, 1 to 128 visible ASCII characters, or null. Sent with every attempt; a broker that knows
 *     keys answers a repeat from the same run or its result and charges once, so with a key the client also repeats attempts whose fate
 *     is unknown
 * @param repeatAtOwnRisk the caller's consent to repeat attempts whose fate is unknown without a key, each of which may be charged
 * @param headers sent with the request; only content type and accept travel on to a provider
 */
public record CallOptions(
        @Nullable Deadlines deadlines,
        @Nullable RetryPolicy retries,
        @Nullable PriceCap priceCap,
        @Nullable String idempotencyKey,
        boolean repeatAtOwnRisk,
        List<Header> headers) {

    /** Everything as the client has it. */
    public static final CallOptions DEFAULT = new CallOptions(null, null, null, null, false, List.of());

    /**
     * Copies the headers and checks the key.
     *
     * @throws IllegalArgumentException if the key has a wrong length or character
     */
    public CallOptions {
        headers = List.copyOf(headers);
        if (idempotencyKey != null
                && (idempotencyKey.isEmpty()
                        || idempotencyKey.length() > 128
                        || !idempotencyKey.chars().allMatch(c -> c > 0x20 && c < 0x7f))) {
            throw new IllegalArgumentException("idempotencyKey: length " + idempotencyKey.length()
                    + " (expected: 1 to 128 visible ASCII characters)");
        }
    }

    /** Begins with everything as the client has it. */
    public static Builder builder() {
        return new Builder(DEFAULT);
    }

    /** Begins with these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects options. */
    public static final class Builder {
        private @Nullable Deadlines deadlines;
        private @Nullable RetryPolicy retries;
        private @Nullable PriceCap priceCap;
        private @Nullable String idempotencyKey;
        private boolean repeatAtOwnRisk;
        private final List<Header> headers;

        private Builder(CallOptions from) {
            deadlines = from.deadlines;
            retries = from.retries;
            priceCap = from.priceCap;
            idempotencyKey = from.idempotencyKey;
            repeatAtOwnRisk = from.repeatAtOwnRisk;
            headers = new ArrayList<>(from.headers);
        }

        /** Other deadlines; null for the client's. */
        public Builder deadlines(@Nullable Deadlines value) {
            deadlines = value;
            return this;
        }

        /** Another retry policy; null for the client's. */
        public Builder retries(@Nullable RetryPolicy value) {
            retries = value;
            return this;
        }

        /** Another price cap; null for the client's. */
        public Builder priceCap(@Nullable PriceCap value) {
            priceCap = value;
            return this;
        }

        /** A cap on the price of the whole call. */
        public Builder maxPrice(NanoTon value) {
            return priceCap(PriceCap.of(value));
        }

        /** A name for this intention; null for none. */
        public Builder idempotencyKey(@Nullable String value) {
            idempotencyKey = value;
            return this;
        }

        /** Consent to repeat attempts whose fate is unknown. */
        public Builder repeatAtOwnRisk(boolean value) {
            repeatAtOwnRisk = value;
            return this;
        }

        /** One more header. */
        public Builder header(String name, String value) {
            headers.add(new Header(name, value));
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if the key has a wrong length or character
         */
        public CallOptions build() {
            return new CallOptions(deadlines, retries, priceCap, idempotencyKey, repeatAtOwnRisk, headers);
        }
    }
}
