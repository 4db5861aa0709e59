package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a worker can do beyond the original protocol.
 *
 * @param announced whether the worker said so itself; an unmodified worker does not
 * @param endpoints paths that it serves
 * @param tasks tasks that it is made for; empty means those that any chat model can do
 * @param contextTokens size of its context in tokens, 0 if not announced
 */
public record Capabilities(boolean announced, Set<String> endpoints, List<String> tasks, int contextTokens) {

    /** Before a hello could arrive: anything may be served, and the worker itself refuses what it does not. */
    static final Capabilities UNKNOWN = new Capabilities(
            false, Arrays.stream(Endpoint.values()).map(Endpoint::path).collect(Collectors.toSet()), List.of(), 0);

    /** What an unmodified worker can do ({@code docs/protocol/http-api.md} 3). */
    static final Capabilities UNMODIFIED = new Capabilities(
            false, Set.of(Endpoint.CHAT_COMPLETIONS.path(), Endpoint.COMPLETIONS.path()), List.of(), 0);

    /** Copies the collections. */
    public Capabilities {
        endpoints = Set.copyOf(endpoints);
        tasks = List.copyOf(tasks);
    }

    /** Whether the endpoint is served. */
    boolean serves(Endpoint endpoint) {
        return endpoints.contains(endpoint.path());
    }
}
