package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.HttpTransport;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server to talk to.
 *
 * @param url where it listens
 * @param token names and proves the account, or null for none
 * @param dialect what the server understands
 * @param trust which of its providers to seal to, or null to seal nothing
 * @param insecure whether the user has said that nothing needs to be sealed
 */
record Endpoint(
        URI url, @Nullable Secret token, Dialect dialect, SealingOptions.@Nullable Trust trust, boolean insecure) {

    /** A server to which nothing is sealed. */
    Endpoint(URI url, @Nullable Secret token, Dialect dialect) {
        this(url, token, dialect, null, false);
    }

    /** The way there. */
    HttpTransport transport() {
        HttpTransport.Builder http = HttpTransport.builder().baseUrl(url).dialect(dialect);
        if (token != null) {
            http.bearerToken(token);
        }
        return http.build();
    }
}
