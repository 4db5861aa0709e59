package dev.cocoonsdk.core.internal.http;

import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Drives OkHttp: one daemon thread per exchange under way, no time-outs but the one to connect (deadlines are the policy layer's), and
 * none of OkHttp's own repeats. Only HTTP/1.1: a connection carries one exchange at a time and is looked at before its next one, while
 * a dead connection of HTTP/2 would be shared by every new call, with nobody to tell which of them the server took.
 */
public final class HttpEngine {

    private static final String USER_AGENT = "cocoon-sdk-java";
    private static final int IDLE_CONNECTIONS = 16;

    /** Less than the 16 MiB of a frame ({@code docs/protocol/http-api.md} 2.3), which also holds path and headers. */
    private static final int MAX_COCOON_BODY_BYTES = (16 << 20) - (64 << 10);

    private static final Duration IDLE_KEPT = Duration.ofSeconds(30);

    private final HttpSettings settings;
    private final OkHttpClient client;
    private final IdleConnections idleConnections = new IdleConnections();

    /** With its own threads and connections. */
    public HttpEngine(HttpSettings settings) {
        this.settings = settings;
        this.client = client(settings);
    }

    private static OkHttpClient client(HttpSettings settings) {
        Dispatcher dispatcher = new Dispatcher(threads());
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_KEPT.toMillis(), TimeUnit.MILLISECONDS))
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxyAuthenticator(Authenticator.NONE)
                .addInterceptor(HttpEngine::limitConnect)
                .addNetworkInterceptor(HttpEngine::passGate);
        if (settings.sslContext() != null && settings.trustManager() != null) {
            builder.sslSocketFactory(settings.sslContext().getSocketFactory(), settings.trustManager());
        }
        return builder.build();
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "cocoon-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Response limitConnect(Interceptor.Chain chain) throws IOException {
        HttpExchange exchange = HttpExchange.of(chain.request());
        int millis = (int) Math.max(1, Math.min(exchange.connectDeadline().toMillis(), Integer.MAX_VALUE));
        return chain.withConnectTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
    }

    private static Response passGate(Interceptor.Chain chain) throws IOException {
        HttpExchange exchange = HttpExchange.of(chain.request());
        exchange.beforeSending(Objects.requireNonNull(chain.connection()));
        return exchange.keepHead(chain.proceed(chain.request()));
    }

    /** Starts an exchange; see {@link dev.cocoonsdk.core.transport.Transport#start}. */
    public Exchange start(TransportRequest request, TransportListener listener) {
        try {
            request.refuseAssurance();
        } catch (InvalidRequestException e) {
            listener.onFailure(e);
            return () -> {};
        }
        if (settings.dialect() == Dialect.COCOON && request.body().length() > MAX_COCOON_BODY_BYTES) {
            listener.onFailure(new RequestTooLargeException(
                    "the request has " + request.body().length() + " bytes (expected: at most " + MAX_COCOON_BODY_BYTES
                            + ", the network's limit)",
                    null));
            return () -> {};
        }
        HttpExchange exchange =
                new HttpExchange(request.connectDeadline(), listener, settings.baseUrl(), idleConnections);
        Request outgoing = toOkHttp(request, exchange);
        exchange.begin(() -> client.newCall(outgoing));
        return exchange;
    }

    private Request toOkHttp(TransportRequest request, HttpExchange exchange) {
        Request.Builder builder = new Request.Builder()
                .url(settings.urlOf(request.path()))
                .tag(HttpExchange.class, exchange)
                .header("User-Agent", USER_AGENT)
                .header("Accept-Encoding", "identity");
        for (Header header : settings.headers()) {
            builder.header(header.name(), header.value());
        }
        for (Header header : request.headers()) {
            builder.header(header.name(), header.value());
        }
        if (request.idempotencyKey() != null) {
            builder.header("Idempotency-Key", request.idempotencyKey());
        }
        if (settings.bearerToken() != null) {
            builder.header(
                    "Authorization", "Bearer " + settings.bearerToken().get().reveal());
        }
        return builder.method(request.method(), body(request)).build();
    }

    private @Nullable RequestBody body(TransportRequest request) {
        boolean needsBody = request.method().equals("POST") || request.method().equals("PUT");
        if (request.body().isEmpty() && !needsBody) {
            return null;
        }
        return OutgoingBody.of(request, settings.dialect());
    }

    /** Where requests go. */
    public URI baseUrl() {
        return settings.baseUrl();
    }

    /** What the server understands. */
    public Dialect dialect() {
        return settings.dialect();
    }

    /** Ends what runs, and all threads and connections. */
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    static @Nullable MediaType contentType(TransportRequest request) {
        for (Header header : request.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                return MediaType.parse(header.value());
            }
        }
        return null;
    }
}
