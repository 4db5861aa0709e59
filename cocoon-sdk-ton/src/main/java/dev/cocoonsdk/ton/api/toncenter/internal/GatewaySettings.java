package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway needs.
 *
 * @param base everything before the method's name
 * @param apiKey for the header, or null
 * @param requestsPerSecond positive
 * @param timeout for one answer
 * @param maxResponseBytes longest answer
 * @param timer where questions wait; null for a thread of its own
 * @param clock for the rate
 */
public record GatewaySettings(
        URI base,
        @Nullable Secret apiKey,
        double requestsPerSecond,
        Duration timeout,
        int maxResponseBytes,
        @Nullable ScheduledExecutorService timer,
        InstantSource clock) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final double LOWEST_RATE = 0.001;
    private static final double HIGHEST_RATE = 100_000;

    /** Checks what would be dangerous or impossible. */
    public GatewaySettings {
        String scheme = base.getScheme();
        String host = base.getHost();
        if (host == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("base URL: " + scheme + " (expected: https or http, and a host)");
        } else if (base.getRawQuery() != null || base.getRawUserInfo() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "base URL: query, user or fragment (expected: none; keys have a header)");
        } else if (apiKey != null && "http".equals(scheme) && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException("base URL: http (expected: https, or the key would travel in clear)");
        } else if (!(requestsPerSecond >= LOWEST_RATE && requestsPerSecond <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("requests per second: " + requestsPerSecond + " (expected: "
                    + LOWEST_RATE + " to " + HIGHEST_RATE + ")");
        } else if (timeout.isNegative() || timeout.isZero() || maxResponseBytes <= 0) {
            throw new IllegalArgumentException(
                    "limits: " + timeout + ", " + maxResponseBytes + " bytes (expected: positive)");
        }
    }
}
