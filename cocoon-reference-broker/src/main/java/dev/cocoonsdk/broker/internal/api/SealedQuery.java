package dev.cocoonsdk.broker.internal.api;

import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.SealedFormatException;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the terms of a sealed request from its clear header ({@code docs/sealed-envelope.md} 5.1). What follows the header is
 * looked at by nobody here.
 */
public final class SealedQuery {

    /** Content type of a sealed request. */
    public static final String TYPE = "application/vnd.cocoon.sealed-request";

    private SealedQuery() {}

    /**
     * The request as it goes to a worker, its bytes unchanged.
     *
     * @param contentType the Content-Type header, or null
     * @param body taken over; nobody may change it any more
     * @param maxTimeoutSeconds longer timeouts are cut to this
     * @throws ApiException with {@link ErrorKind#INVALID_REQUEST} if it is no sealed request, {@link
     *     ErrorKind#PAYLOAD_TOO_LARGE} if it is longer than the format allows
     */
    public static ModelQuery read(
            @Nullable String contentType, @Nullable String accept, byte[] body, double maxTimeoutSeconds) {
        if (contentType == null || !mediaType(contentType).equalsIgnoreCase(TYPE)) {
            throw ApiError.invalid("Content-Type", Endpoint.SEALED.path() + " takes sealed requests only.", TYPE)
                    .toException();
        } else if (body.length > EnvelopeHeader.MAX_SEALED) {
            throw ApiError.of(
                            ErrorKind.PAYLOAD_TOO_LARGE,
                            "A sealed request has at most " + EnvelopeHeader.MAX_SEALED + " bytes.",
                            "Send less, for example smaller images, or split the request.")
                    .toException();
        }
        EnvelopeHeader header = header(body);
        double seconds = header.limits().timeout().toNanos() / 1e9;
        return new ModelQuery(
                Endpoint.SEALED,
                header.model(),
                TYPE,
                accept,
                TlBytes.wrap(body),
                header.limits().maxTokens(),
                header.limits().maxCoefficient(),
                Math.min(seconds, maxTimeoutSeconds),
                header.stream(),
                false,
                header.recipients());
    }

    private static EnvelopeHeader header(byte[] body) {
        try {
            return EnvelopeHeader.parse(ByteBuffer.wrap(body));
        } catch (SealedFormatException e) {
            throw ApiError.invalid(
                            e.field(),
                            "The body is no sealed request: field '" + e.field() + "' at byte " + e.offset() + ".",
                            "a sealed request of version 1")
                    .toException();
        }
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
    }
}
