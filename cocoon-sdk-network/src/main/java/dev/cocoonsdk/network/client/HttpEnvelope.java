package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The {@code http.request} of a request ({@code docs/protocol/wire.md} 9.1, step 4). */
final class HttpEnvelope {

    /** Largest payload of a frame (wire.md 3.1). */
    static final int MAX_FRAME = 1 << 24;

    private static final String VERSION = "HTTP/1.1";
    private static final Set<String> OF_THE_HOP = Set.of("content-length", "transfer-encoding", "connection");

    private HttpEnvelope() {}

    /** Whether the body alone leaves no room for the rest of a frame; what fits narrowly is measured when it is sent. */
    static boolean isTooLarge(NetworkRequest request) {
        return request.body().length() >= MAX_FRAME;
    }

    /** The boxed object to be sent. */
    static TlBytes of(NetworkRequest request) {
        List<HttpHeader> headers = new ArrayList<>(request.headers().size() + 1);
        for (Header header : request.headers()) {
            if (!OF_THE_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
                headers.add(new HttpHeader(header.name(), header.value()));
            }
        }
        if (!request.body().isEmpty()) {
            headers.add(new HttpHeader(
                    "Content-Length", String.valueOf(request.body().length())));
        }
        TlBytes body = TlBytes.copyOf(request.body().asByteBuffer());
        return new HttpRequest(request.method(), request.url(), VERSION, headers, body).toBoxedBytes();
    }
}
