package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.ton.api.TonApi;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody who is asked for the root contract.
 *
 * @param name short and unique, for logs and provenance; operators of a quorum must really be different ones, which no program can check
 * @param api how to ask; stays open
 */
public record RootEndpoint(String name, TonApi api) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * A gateway, named by its host, so that a quorum refuses two ways to the same host; on this machine by host and port.
     *
     * @param url with a host, such as {@code https://toncenter.com/api/v2}
     * @throws IllegalArgumentException if there is no host
     */
    public static RootEndpoint at(URI url, TonApi api) {
        String host = url.getHost();
        if (host == null) {
            throw new IllegalArgumentException("URL: no host (expected: for example https://host/api/v2)");
        }
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return new RootEndpoint(LOOPBACK.contains(name) ? "localhost:" + url.getPort() : name, api);
    }
}
