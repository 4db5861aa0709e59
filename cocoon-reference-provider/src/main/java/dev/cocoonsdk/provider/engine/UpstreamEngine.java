package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests to an OpenAI-compatible server (vLLM, SGLang, llama.cpp, Ollama …) over HTTP/1.1 and its answers back as they
 * come, JSON and server-sent events alike; whatever HTTP status the server gives is an answer. Cancelling closes the connection
 * of the call, which makes such servers stop generating.
 *
 * <p>Ready while {@code GET /v1/models} answers 200 ({@code docs/protocol/wire.md} 8.4). Requests that find all connections
 * busy wait for one, within their own timeout. No request is sent twice.
 */
public final class UpstreamEngine implements InferenceEngine {

    private static final int BUFFER = 16 * 1024;

    /** Share of a request's time that its head may take, and again its body (wire.md 9.4). */
    private static final double STAGE_SHARE = 0.95;

    private final UpstreamSettings settings;
    private final HttpUrl base;
    private final ExecutorService threads;
    private final OkHttpClient client;
    private final UpstreamProbe probe;
    private final ScheduledThreadPoolExecutor watch;

    private UpstreamEngine(UpstreamSettings settings) {
        this.settings = settings;
        this.base = base(settings);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "cocoon-upstream");
            thread.setDaemon(true);
            return thread;
        });
        this.watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "cocoon-upstream-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(settings.maxConnections());
        dispatcher.setMaxRequestsPerHost(settings.maxConnections());
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(settings.maxConnections(), 30, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        this.probe = UpstreamProbe.start(settings, base);
    }

    /** An engine before this server; it begins to probe at once. */
    public static UpstreamEngine create(UpstreamSettings settings) {
        return new UpstreamEngine(settings);
    }

    private static HttpUrl base(UpstreamSettings settings) {
        String url = settings.baseUrl().toString().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        return HttpUrl.get(url + "/");
    }

    @Override
    public EngineDescription describe() {
        return settings.description();
    }

    @Override
    public EngineHealth health() {
        return probe.health();
    }

    @Override
    public EngineCall start(EngineRequest request, EngineSink sink) {
        Call call;
        try {
            call = client.newCall(http(request));
        } catch (IllegalArgumentException e) {
            sink.fail(new EngineFailure(Kind.INVALID_REQUEST, "this is no HTTP request that can be sent"));
            return () -> {};
        }
        call.timeout().timeout(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        Relay relay = new Relay(
                call,
                sink,
                PromptEstimate.of(request.json()),
                Math.round(request.timeout().toNanos() * STAGE_SHARE));
        relay.watch();
        call.enqueue(relay);
        return call::cancel;
    }

    private Request http(EngineRequest request) {
        Headers.Builder headers = new Headers.Builder();
        for (EngineHeader header : request.headers()) {
            headers.addUnsafeNonAscii(header.name(), header.value());
        }
        if (settings.bearerToken() != null) {
            headers.set("Authorization", "Bearer " + settings.bearerToken());
        }
        return new Request.Builder()
                .url(base.newBuilder()
                        .addPathSegments(request.path().substring(1))
                        .build())
                .headers(headers.build())
                .method(request.method(), RequestBody.create(body(request)))
                .build();
    }

    private byte[] body(EngineRequest request) {
        JsonObject json = request.json();
        if (json != null && settings.upstreamModel() != null) {
            return json.with("model", JsonValue.of(settings.upstreamModel())).toSortedJsonBytes();
        }
        ByteBuffer body = request.body();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        probe.close();
        client.dispatcher().cancelAll();
        watch.shutdownNow();
        threads.shutdown();
        client.connectionPool().evictAll();
    }

    /** Passes one answer on, on a thread of the dispatcher. Its head has a time limit, and its body another one. */
    private final class Relay implements Callback {
        private final Call call;
        private final EngineSink sink;
        private final long promptTokens;
        private final long stageNanos;
        private volatile @Nullable ScheduledFuture<?> alarm;
        private volatile boolean late;

        Relay(Call call, EngineSink sink, long promptTokens, long stageNanos) {
            this.call = call;
            this.sink = sink;
            this.promptTokens = promptTokens;
            this.stageNanos = stageNanos;
        }

        /** Gives the next stage its time. */
        void watch() {
            relax();
            try {
                alarm = watch.schedule(this::tooLate, stageNanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                call.cancel();
            }
        }

        private void relax() {
            ScheduledFuture<?> pending = alarm;
            if (pending != null) {
                pending.cancel(false);
            }
        }

        private void tooLate() {
            late = true;
            call.cancel();
        }

        @Override
        public void onResponse(Call answered, Response response) {
            watch();
            try (ResponseBody body = response.body()) {
                sink.head(response.code(), response.message(), headers(response));
                if (response.isSuccessful()) {
                    sink.promptTokens(promptTokens);
                }
                byte[] buffer = new byte[BUFFER];
                for (int n = body.source().read(buffer);
                        n >= 0;
                        n = body.source().read(buffer)) {
                    sink.body(ByteBuffer.wrap(buffer, 0, n));
                }
                sink.end();
            } catch (IOException e) {
                sink.fail(failure(e));
            } finally {
                relax();
            }
        }

        private List<EngineHeader> headers(Response response) {
            List<EngineHeader> headers = new ArrayList<>();
            response.headers().forEach(pair -> {
                try {
                    headers.add(new EngineHeader(pair.getFirst(), pair.getSecond()));
                } catch (IllegalArgumentException e) {
                    // A header that cannot stand in a message is the server's mistake and concerns nobody else.
                    return;
                }
            });
            return headers;
        }

        @Override
        public void onFailure(Call failed, IOException e) {
            relax();
            sink.fail(failure(e));
        }

        private EngineFailure failure(IOException e) {
            if (late || (e instanceof InterruptedIOException && "timeout".equals(e.getMessage()))) {
                return new EngineFailure(Kind.TIMEOUT, "timeout");
            } else if (call.isCanceled()) {
                return new EngineFailure(Kind.CANCELLED, "cancelled");
            } else if (e instanceof ConnectException) {
                return new EngineFailure(Kind.NOT_READY, "http failed: the model server refuses connections");
            }
            return new EngineFailure(
                    Kind.FAILED,
                    "http failed: the model server broke off (" + e.getClass().getSimpleName() + ")");
        }
    }
}
