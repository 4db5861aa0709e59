package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.ClientRunQuery;
import dev.cocoonsdk.network.tl.ClientRunQueryEx;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;

/**
 * A request of a client, as it came: nothing of it is checked but its form ({@code docs/protocol/wire.md} 9.2).
 *
 * @param id the client's id
 * @param model routing name of the wanted model
 * @param query should be a boxed {@code http.request} (wire.md 9.3); forwarded unchanged
 * @param maxCoefficient highest price coefficient of a worker, 1000 = x1; an unsigned number in comparisons
 * @param maxTokens adjusted tokens to reserve, perhaps negative
 * @param timeout how long the proxy may take
 * @param minConfigVersion {@code version} of the root configuration that the client knows; an unsigned number in comparisons
 * @param debug whether debug texts are wanted at the end
 */
public record ClientRequest(
        Hash256 id,
        String model,
        TlBytes query,
        int maxCoefficient,
        int maxTokens,
        Duration timeout,
        int minConfigVersion,
        boolean debug) {

    ClientRequest withoutQuery() {
        return new ClientRequest(id, model, TlBytes.EMPTY, maxCoefficient, maxTokens, timeout, minConfigVersion, debug);
    }

    static ClientRequest of(ClientRunQueryEx query) {
        return new ClientRequest(
                query.requestId(),
                query.modelName(),
                query.query(),
                query.maxCoefficient(),
                query.maxTokens(),
                WorkerRequest.timeout(query.timeout()),
                query.minConfigVersion(),
                query.enableDebug());
    }

    static ClientRequest of(ClientRunQuery query) {
        return new ClientRequest(
                query.requestId(),
                query.modelName(),
                query.query(),
                query.maxCoefficient(),
                query.maxTokens(),
                WorkerRequest.timeout(query.timeout()),
                query.minConfigVersion(),
                false);
    }
}
