package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;

/**
 * A request that a client gives to a proxy ({@code docs/protocol/wire.md} 9.1).
 *
 * @param id 32 random bytes
 * @param model the model's routing name
 * @param request a boxed {@code http.request}, forwarded unchanged
 * @param maxCoefficient highest price coefficient of a worker, 1000 = x1
 * @param maxTokens adjusted tokens to reserve, not less than 0
 * @param timeout how long the caller waits; the proxy is told 0.95 of it
 * @param minConfigVersion {@code version} of the root configuration that the client knows
 * @param debug whether debug texts are wanted at the end
 */
public record ClientQuery(
        Hash256 id,
        String model,
        TlBytes request,
        int maxCoefficient,
        int maxTokens,
        Duration timeout,
        int minConfigVersion,
        boolean debug) {}
