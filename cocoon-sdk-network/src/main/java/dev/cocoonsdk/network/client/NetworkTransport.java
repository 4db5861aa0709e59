package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Core's transport over the native network ({@code docs/protocol/wire.md} 9.1). {@code GET /v1/models} is answered from what a proxy
 * says of its workers; every other request goes to a worker. Thread-safe.
 *
 * <p>Only {@code Content-Type} and {@code Accept} travel with a request. The limits travel beside it. The wire knows no idempotency
 * keys: a request of unknown fate is not safe to repeat, which the model list says by not announcing them.
 */
final class NetworkTransport implements Transport {

    private static final String MODELS_PATH = "/v1/models";
    private static final Set<String> TRAVELLING = Set.of("content-type", "accept");
    /** Leaves core's own deadline the time to hear why there was no connection. */
    private static final double CONNECT_SHARE = 0.95;

    private final NativeNetwork network;
    private final boolean owner;
    private final Set<Relay> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * A transport over a network.
     *
     * @param owner whether closing the transport closes the network
     */
    NetworkTransport(NativeNetwork network, boolean owner) {
        this.network = network;
        this.owner = owner;
    }

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        Interceptor limits = network.limits();
        return limits == null ? begin(request, listener) : limits.intercept(request, listener, this::begin);
    }

    private Exchange begin(TransportRequest request, TransportListener listener) {
        Relay relay = new Relay(request, listener, running::remove);
        running.add(relay);
        try {
            request.refuseAssurance();
            relay.runs(isModels(request) ? askModels(request, relay) : network.run(toNetwork(request), relay));
        } catch (CocoonException e) {
            relay.refuse(e);
        } catch (RuntimeException | Error e) {
            running.remove(relay);
            throw e;
        }
        if (closed) {
            relay.cancel();
        }
        return relay;
    }

    private static boolean isModels(TransportRequest request) {
        return request.method().equals("GET") && request.path().equals(MODELS_PATH);
    }

    private NetworkCall askModels(TransportRequest request, Relay relay) {
        return network.models(
                connectDeadline(request), relay.models(() -> network.status().root()));
    }

    private static NetworkRequest toNetwork(TransportRequest request) {
        if (request.model() == null) {
            throw new InvalidRequestException(
                    "a request without a model cannot be routed natively: " + request.method() + " " + request.path(),
                    "model",
                    null);
        }
        QueryBody body = QueryBody.of(request);
        List<Header> headers = request.headers().stream()
                .filter(header -> TRAVELLING.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
        return new NetworkRequest(
                request.method(),
                request.path(),
                headers,
                body.bytes(),
                request.model().value(),
                body.limits().maxTokens(),
                body.limits().maxCoefficient(),
                body.limits().timeout(),
                body.debug(),
                connectDeadline(request));
    }

    private static Duration connectDeadline(TransportRequest request) {
        long nanos = NetworkRequest.clamped(request.connectDeadline()).toNanos();
        return Duration.ofNanos(Math.round(nanos * CONNECT_SHARE));
    }

    @Override
    public Confidentiality confidentiality() {
        return network.confidentiality();
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Relay::cancel);
        if (owner) {
            network.close();
        }
    }

    /** What it goes over. */
    @Override
    public String toString() {
        return "NetworkTransport[" + network + "]";
    }
}
