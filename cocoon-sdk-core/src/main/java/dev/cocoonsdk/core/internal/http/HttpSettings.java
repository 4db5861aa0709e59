package dev.cocoonsdk.core.internal.http;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.Header;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What an HTTP transport was built with. */
public record HttpSettings(
        URI baseUrl,
        @Nullable Supplier<Secret> bearerToken,
        boolean tokenOverPlainHttp,
        Dialect dialect,
        List<Header> headers,
        @Nullable SSLContext sslContext,
        @Nullable X509TrustManager trustManager) {

    /**
     * Checks that the URL can be used and that a token stays private.
     *
     * @throws IllegalArgumentException if not
     */
    public HttpSettings {
        headers = List.copyOf(headers);
        String scheme = baseUrl.getScheme() == null ? "" : baseUrl.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https"))
                || baseUrl.getHost() == null
                || baseUrl.getUserInfo() != null
                || baseUrl.getQuery() != null
                || baseUrl.getFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl: not usable (expected: http or https with a host, without user, query and fragment)");
        }
        if (bearerToken != null && scheme.equals("http") && !tokenOverPlainHttp && !isLoopback(baseUrl.getHost())) {
            throw new IllegalArgumentException("baseUrl: " + baseUrl
                    + " would carry the token unencrypted (expected: https, loopback, or allowTokenOverPlainHttp())");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }

    /** The URL of a path, without a doubled {@code /v1}. */
    String urlOf(String path) {
        String base = baseUrl.toString();
        base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        boolean doubled = base.endsWith("/v1") && path.startsWith("/v1/");
        return base + (doubled ? path.substring("/v1".length()) : path);
    }
}
