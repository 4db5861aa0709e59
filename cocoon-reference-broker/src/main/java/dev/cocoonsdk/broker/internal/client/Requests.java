package dev.cocoonsdk.broker.internal.client;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.market.Order;
import dev.cocoonsdk.broker.internal.market.Terms;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.SealedFormatException;
import dev.cocoonsdk.network.ClientRequest;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.TlReader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a client's message into an order ({@code docs/protocol/wire.md} 9.2, 9.3). Total: the message may say anything. */
final class Requests {

    private Requests() {}

    /**
     * The order of a message.
     *
     * @param maxTimeout longer timeouts are cut to this
     * @throws dev.cocoonsdk.broker.internal.api.ApiException if it asks for fewer than no tokens
     */
    static Order order(ClientRequest request, Duration maxTimeout) {
        if (request.maxTokens() < 0) {
            throw ApiError.invalid("max_tokens", "invalid max_tokens value", "0 or more")
                    .toException();
        }
        Endpoint endpoint = null;
        String defect = null;
        List<Hash256> recipients = List.of();
        try {
            HttpRequest http = TlReader.parse(request.query(), HttpRequest::read);
            endpoint = endpoint(http.url());
            recipients = endpoint == Endpoint.SEALED ? recipients(http.payload()) : recipients;
        } catch (TlFormatException e) {
            defect = String.valueOf(e.getMessage());
        }
        Duration timeout = request.timeout().compareTo(maxTimeout) <= 0 ? request.timeout() : maxTimeout;
        Terms terms = new Terms(
                endpoint,
                request.model(),
                request.maxTokens(),
                request.maxCoefficient() >= 0 ? request.maxCoefficient() : Integer.MAX_VALUE,
                timeout.toNanos() / 1e9,
                request.debug(),
                request.minConfigVersion(),
                recipients);
        return new Order(terms, request.query(), defect);
    }

    /** Whom a sealed request is for; what cannot be read is left to the worker to refuse. */
    private static List<Hash256> recipients(TlBytes sealed) {
        try {
            return EnvelopeHeader.parse(sealed.asByteBuffer()).recipients();
        } catch (SealedFormatException e) {
            return List.of();
        }
    }

    /** Workers look at the text from the first slash on, and a scheme has slashes of its own (http-api.md 3). */
    private static @Nullable Endpoint endpoint(String url) {
        int slash = url.indexOf('/');
        return slash < 0 ? null : Endpoint.ofPath(url.substring(slash));
    }

    /** Too many large requests and answers wait. */
    static ApiError noMemory() {
        return ApiError.of(ErrorKind.NOT_READY, "The broker is short of memory.", "Try again later.")
                .network(ErrorCodes.NOT_READY, "proxy is short of memory");
    }

    /** The account was there when the client connected. */
    static ApiError unknownAccount() {
        return ApiError.of(ErrorKind.CLIENT_CLOSING, "The account is gone.", "Connect again.")
                .network(ErrorCodes.NOT_READY, "client is closing");
    }
}
