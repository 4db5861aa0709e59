package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.Header;
import java.time.Duration;
import java.util.List;

/**
 * A request for a worker ({@code docs/protocol/wire.md} 9.1).
 *
 * @param method HTTP method
 * @param url path and query string
 * @param headers what travels to the worker; {@code Content-Length}, {@code Transfer-Encoding} and {@code Connection} are left out
 *     in any letter case, and the length of the body is added
 * @param body the whole body, sent as it is
 * @param model routing name of the model, the part before {@code @}
 * @param maxTokens tokens that are reserved for the answer, 0 or more
 * @param maxCoefficient highest accepted price coefficient, 1000 = ×1, 0 or more
 * @param timeout how long the caller waits for the whole answer, more than zero; the proxy is told 0.95 of it
 * @param debug whether debug texts are wanted at the end
 * @param connectDeadline how long to wait for a proxy that is ready; zero fails at once if there is none
 */
public record NetworkRequest(
        String method,
        String url,
        List<Header> headers,
        Bytes body,
        String model,
        int maxTokens,
        int maxCoefficient,
        Duration timeout,
        boolean debug,
        Duration connectDeadline) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Copies the headers and checks the ranges; times of more than a century count as a century.
     *
     * @throws IllegalArgumentException if a number or a time is out of range
     */
    public NetworkRequest {
        headers = List.copyOf(headers);
        if (maxTokens < 0 || maxCoefficient < 0) {
            throw new IllegalArgumentException(
                    "limits: " + maxTokens + ", " + maxCoefficient + " (expected: both >= 0)");
        }
        timeout = clamped(timeout);
        connectDeadline = clamped(connectDeadline);
        if (timeout.isZero() || timeout.isNegative() || connectDeadline.isNegative()) {
            throw new IllegalArgumentException("times: " + timeout + ", " + connectDeadline + " (expected: > 0, >= 0)");
        }
    }

    /** No longer than a century. */
    static Duration clamped(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /** Method, url and sizes; never content. */
    @Override
    public String toString() {
        return "NetworkRequest[" + method + " " + url + ", " + body + "]";
    }
}
