package dev.cocoonsdk.core.transport;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP-shaped request, whatever carries it.
 *
 * @param method such as {@code POST}
 * @param path from the first slash, such as {@code /v1/chat/completions}
 * @param headers without authorisation and length, which the transport adds
 * @param body empty for none
 * @param model where the request is routed to, or null if that does not matter
 * @param limits what travels beside the body
 * @param idempotencyKey names the caller's intention, the same for each repeat, or null
 * @param connectDeadline how long establishing a connection may take; positive
 */
public record TransportRequest(
        String method,
        String path,
        List<Header> headers,
        Bytes body,
        @Nullable ModelId model,
        QueryLimits limits,
        @Nullable String idempotencyKey,
        Duration connectDeadline) {

    /**
     * Copies the headers and checks the path.
     *
     * @throws IllegalArgumentException if the path does not begin with a slash
     */
    public TransportRequest {
        headers = List.copyOf(headers);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: length " + path.length() + " (expected: from the first '/')");
        }
    }

    /**
     * Refuses a demand that a transport cannot meet.
     *
     * @throws InvalidRequestException if there is a {@link Transport#ASSURANCE_HEADER}
     */
    public void refuseAssurance() {
        if (headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(Transport.ASSURANCE_HEADER))) {
            throw InvalidRequestException.of(
                    Transport.ASSURANCE_HEADER, "demanded", "a client that seals to verified providers");
        }
    }

    /** A copy with one more header. */
    public TransportRequest withHeader(Header header) {
        List<Header> more = new ArrayList<>(headers);
        more.add(header);
        return new TransportRequest(method, path, more, body, model, limits, idempotencyKey, connectDeadline);
    }

    /** A copy with another body. */
    public TransportRequest withBody(Bytes value) {
        return new TransportRequest(method, path, headers, value, model, limits, idempotencyKey, connectDeadline);
    }

    /** Method, path and sizes; never content. */
    @Override
    public String toString() {
        return "TransportRequest[" + method + " " + path + ", " + body + "]";
    }
}
