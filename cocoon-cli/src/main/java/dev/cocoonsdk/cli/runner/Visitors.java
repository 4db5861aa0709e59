package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.network.http.HostHeader;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may use this server. A browser lets any page send requests to this machine, and each costs money; so those of
 * pages from elsewhere are refused unless the configuration allows them. Programs send no {@code Origin} and are not concerned.
 *
 * <p>A page whose own name was made to point to this machine is recognised by the {@code Host} that its browser sends.
 *
 * @param allowed origins, or {@code *}
 * @param guarded whether an access hash guards the pages, which such a page does not know
 */
record Visitors(Set<String> allowed, boolean guarded) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    boolean mayCall(HttpRequest request) {
        String origin = origin(request);
        return origin == null || allowed.contains("*") || allowed.contains(origin) || isLocal(origin);
    }

    /** Whether the request was meant for this machine, by a name of its own or that of an allowed origin. */
    boolean isAddressed(HttpRequest request, @Nullable InetAddress arrivedAt) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        return guarded
                || allowed.contains("*")
                || HostHeader.namesThisMachine(host, arrivedAt)
                || allowed.contains("http://" + host)
                || allowed.contains("https://" + host);
    }

    private static @Nullable String origin(HttpRequest request) {
        return request.headers().get(HttpHeaderNames.ORIGIN);
    }

    private static boolean isLocal(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && THIS_MACHINE.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Lets the page that asked read the answer. */
    FullHttpResponse readable(HttpRequest request, FullHttpResponse response) {
        String origin = origin(request);
        response.headers()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin == null ? "*" : origin)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization")
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        return response;
    }

    /** The origin that may read an answer, null if no browser asked. */
    static @Nullable String reader(HttpRequest request) {
        return origin(request);
    }
}
