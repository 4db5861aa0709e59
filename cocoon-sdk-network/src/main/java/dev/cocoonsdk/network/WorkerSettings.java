package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.CocoonsdkHello;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself in the handshake ({@code docs/protocol/wire.md} 8); the owner's address comes from the
 * {@link ProxyDirectory}.
 *
 * @param model {@code name@commit:verityhash}
 * @param coefficient price coefficient, 1000 = x1, from 0 to 999,999,999
 * @param test the {@code is_test} of the configuration
 * @param proxyCount to how many proxies the worker connects
 * @param maxActiveRequests capacity of the worker over all its connections
 * @param minProtocol lowest protocol version that it speaks, 0 to 2
 * @param maxProtocol highest protocol version that it speaks, 0 to 2
 * @param disabled whether it takes no requests yet
 * @param hello what it understands of our extensions, null to keep them off
 */
public record WorkerSettings(
        String model,
        int coefficient,
        boolean test,
        int proxyCount,
        int maxActiveRequests,
        int minProtocol,
        int maxProtocol,
        boolean disabled,
        @Nullable CocoonsdkHello hello) {

    /** Highest protocol version that exists. */
    public static final int LATEST_PROTOCOL = 2;

    /** Coefficients are below this. */
    static final int COEFFICIENT_LIMIT = 1_000_000_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public WorkerSettings {
        require(!model.isEmpty(), "model", "empty");
        checkCoefficient(coefficient);
        require(proxyCount >= 1, "proxyCount", proxyCount);
        require(maxActiveRequests >= 1, "maxActiveRequests", maxActiveRequests);
        require(minProtocol >= 0 && minProtocol <= maxProtocol, "minProtocol", minProtocol);
        require(maxProtocol <= LATEST_PROTOCOL, "maxProtocol", maxProtocol);
    }

    /**
     * A worker that speaks protocol 1 and 2 like the reference, is enabled and connects to one proxy, without extensions.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public static WorkerSettings of(String model, int coefficient, boolean test, int maxActiveRequests) {
        return new WorkerSettings(model, coefficient, test, 1, maxActiveRequests, 1, LATEST_PROTOCOL, false, null);
    }

    /** The same with extensions. */
    public WorkerSettings withHello(CocoonsdkHello newHello) {
        return new WorkerSettings(
                model, coefficient, test, proxyCount, maxActiveRequests, minProtocol, maxProtocol, disabled, newHello);
    }

    /** The same with other protocol versions. */
    public WorkerSettings withProtocols(int min, int max) {
        return new WorkerSettings(model, coefficient, test, proxyCount, maxActiveRequests, min, max, disabled, hello);
    }

    /** The same with another number of proxies. */
    public WorkerSettings withProxyCount(int count) {
        return new WorkerSettings(
                model, coefficient, test, count, maxActiveRequests, minProtocol, maxProtocol, disabled, hello);
    }

    /** The same with the current price and readiness, for the next connection. */
    public WorkerSettings with(int newCoefficient, boolean nowDisabled) {
        return new WorkerSettings(
                model,
                newCoefficient,
                test,
                proxyCount,
                maxActiveRequests,
                minProtocol,
                maxProtocol,
                nowDisabled,
                hello);
    }

    static void checkCoefficient(int coefficient) {
        require(coefficient >= 0 && coefficient < COEFFICIENT_LIMIT, "coefficient", coefficient);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: see WorkerSettings)");
        }
    }
}
