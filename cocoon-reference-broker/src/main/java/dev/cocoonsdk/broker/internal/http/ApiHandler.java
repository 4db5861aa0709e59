package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.broker.internal.api.SealedQuery;
import dev.cocoonsdk.core.json.JsonValue;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI-like interface: {@code GET /v1/models}, {@code GET /v1/providers}, {@code GET /v1/account}, and {@code POST} to the {@link Endpoint}s
 * ({@code docs/protocol/http-api.md} 2, 6). One instance serves all connections; it has no state of its own.
 */
public final class ApiHandler implements Connection.Responder {

    private static final String MODELS = "/v1/models";
    private static final String PROVIDERS = "/v1/providers";
    private static final String ACCOUNT = "/v1/account";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int MAX_KEY = 255;

    private final Door door;

    /** A handler for all connections. */
    public ApiHandler(Door door) {
        this.door = door;
    }

    @Override
    public void respond(FullHttpRequest request, Connection.Call call) {
        String path = path(request.uri());
        try {
            Endpoint endpoint = Endpoint.ofPath(path);
            if (request.method().equals(HttpMethod.OPTIONS)) {
                call.answer(options(path, endpoint));
            } else if (endpoint != null) {
                requireMethod(request, Set.of(HttpMethod.POST));
                run(request, endpoint, call);
            } else if (path.equals(MODELS)) {
                requireMethod(request, READING);
                call.answer(Json.response(200, door.models().json()));
            } else if (path.equals(PROVIDERS)) {
                requireMethod(request, READING);
                call.answer(Json.written(door.providers().json(model(request.uri()))));
            } else if (path.equals(ACCOUNT)) {
                requireMethod(request, READING);
                account(request, call);
            } else {
                throw notFound(path).toException();
            }
        } catch (ApiException e) {
            call.refused(refusal(e.error(), path));
        }
    }

    @Override
    public @Nullable FullHttpResponse refuse(HttpRequest head, SocketAddress remote) {
        if (!head.method().equals(HttpMethod.POST) || Endpoint.ofPath(path(head.uri())) == null) {
            return null;
        }
        try {
            authenticate(head, remote);
            return null;
        } catch (ApiException e) {
            return Json.error(e.error());
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static @Nullable String model(String uri) {
        List<String> models = new QueryStringDecoder(uri).parameters().getOrDefault("model", List.of());
        return models.isEmpty() ? null : models.get(0);
    }

    private static void requireMethod(FullHttpRequest request, Set<HttpMethod> allowed) {
        if (!allowed.contains(request.method())) {
            throw ApiError.of(
                            ErrorKind.METHOD_NOT_ALLOWED,
                            "This path does not take this method.",
                            "Use " + (allowed.contains(HttpMethod.POST) ? "POST" : "GET") + ".")
                    .toException();
        }
    }

    private static ApiError notFound(String path) {
        return ApiError.of(
                ErrorKind.NOT_FOUND,
                "There is nothing at " + (path.length() <= 100 ? path : "this path") + ".",
                "Use GET /v1/models, GET /v1/providers, GET /v1/account, or POST /v1/chat/completions, /v1/completions,"
                        + " /v1/embeddings, /v1/images/generations, /v1/images/edits or /v1/sealed.");
    }

    private static FullHttpResponse refusal(ApiError error, String path) {
        FullHttpResponse response = Json.error(error);
        if (error.kind() == ErrorKind.METHOD_NOT_ALLOWED) {
            response.headers().set(HttpHeaderNames.ALLOW, allowed(Endpoint.ofPath(path)));
        }
        return response;
    }

    private static String allowed(@Nullable Endpoint endpoint) {
        return endpoint == null ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
    }

    private static FullHttpResponse options(String path, @Nullable Endpoint endpoint) {
        if (endpoint == null && !Set.of(MODELS, PROVIDERS, ACCOUNT, "*").contains(path)) {
            throw notFound(path).toException();
        }
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.ALLOW, path.equals("*") ? "GET, HEAD, POST, OPTIONS" : allowed(endpoint));
        return response;
    }

    private ClientAccount authenticate(HttpRequest head, SocketAddress remote) {
        return door.authenticator().authenticate(head.headers().get(HttpHeaderNames.AUTHORIZATION), host(remote));
    }

    private static String host(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "";
    }

    private void account(FullHttpRequest request, Connection.Call call) {
        ClientAccount account = authenticate(request, call.context().channel().remoteAddress());
        AccountView accounts = door.accounts();
        if (!accounts.isReady()) {
            throw notReady("The broker's ledger is out of order.");
        } else if (!accounts.isConfirmed()) {
            throw notReady("The broker has not seen yet what the chain has confirmed.");
        }
        Channel channel = call.context().channel();
        Waiter waiter = new Waiter(channel, () -> call.answer(Json.response(200, accounts.json(account))), accounts);
        channel.closeFuture().addListener(waiter);
        accounts.whenStored(waiter);
    }

    private static ApiException notReady(String why) {
        return ApiError.of(ErrorKind.NOT_READY, why, "Try again later, or use another broker.")
                .retryAfter(Duration.ofSeconds(5))
                .toException();
    }

    /** A caller that waits for the store, until it leaves. */
    private record Waiter(Channel channel, Runnable answer, AccountView accounts)
            implements Runnable, ChannelFutureListener {

        @Override
        public void run() {
            channel.closeFuture().removeListener(this);
            channel.eventLoop().execute(answer);
        }

        @Override
        public void operationComplete(ChannelFuture closed) {
            accounts.forget(this);
        }
    }

    private void run(FullHttpRequest request, Endpoint endpoint, Connection.Call call) {
        ClientAccount account = authenticate(request, call.context().channel().remoteAddress());
        if (!door.requestLimit().take(account.wallet())) {
            Duration delay = door.requestLimit().delay(account.wallet());
            throw ApiError.rateLimited("This account sends too many requests.", delay)
                    .toException();
        }
        HttpHeaders headers = request.headers();
        refuseEncoding(headers.get(HttpHeaderNames.CONTENT_ENCODING));
        ModelQuery query = query(endpoint, headers, ByteBufUtil.getBytes(request.content()));
        String key = idempotencyKey(headers.get("idempotency-key"));
        Exchange exchange = call.exchange(request.protocolVersion().isKeepAliveDefault());
        exchange.begin(door.orders().submit(account, query, key, exchange::changed));
    }

    private ModelQuery query(Endpoint endpoint, HttpHeaders headers, byte[] body) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        String accept = headers.get(HttpHeaderNames.ACCEPT);
        return endpoint == Endpoint.SEALED
                ? SealedQuery.read(type, accept, body, door.maxTimeoutSeconds())
                : ModelQuery.read(endpoint, type, accept, body, door.maxTimeoutSeconds());
    }

    private static void refuseEncoding(@Nullable String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw ApiError.invalid(null, "The body is compressed.", "the body without Content-Encoding")
                    .toException();
        }
    }

    private static @Nullable String idempotencyKey(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw ApiError.invalid(
                            "Idempotency-Key",
                            "The idempotency key has " + key.length() + " characters.",
                            "a key of 1 to " + MAX_KEY + " characters, such as a random UUID")
                    .toException();
        }
        return key;
    }

    @Override
    public FullHttpResponse tooLarge() {
        return Json.error(ApiError.of(
                        ErrorKind.PAYLOAD_TOO_LARGE,
                        "The body is larger than " + door.maxBodyBytes() + " bytes.",
                        "Send less, for example smaller images, or split the request.")
                .details(JsonValue.object("expected", "at most " + door.maxBodyBytes() + " bytes")));
    }

    @Override
    public FullHttpResponse malformed() {
        return Json.error(ApiError.invalid(null, "This is no HTTP/1.1 request.", "a well-formed HTTP/1.1 request"));
    }

    @Override
    public FullHttpResponse broken() {
        return Json.error(ApiError.of(
                ErrorKind.INTERNAL,
                "The broker failed unexpectedly.",
                "Try again; if it happens again, report it with the time " + Instant.now() + "."));
    }
}
