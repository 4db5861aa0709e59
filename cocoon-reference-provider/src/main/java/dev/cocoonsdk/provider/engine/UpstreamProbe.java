package dev.cocoonsdk.provider.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a model server {@code GET /v1/models} again and again; only status 200 counts, the body is ignored. */
final class UpstreamProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamProbe.class);

    private final UpstreamSettings settings;
    private final ScheduledExecutorService thread;
    private final OkHttpClient client;
    private final Request request;
    private volatile EngineHealth health = EngineHealth.notReady("the model server was not asked yet");
    private volatile @Nullable Call running;
    private volatile boolean closed;

    private UpstreamProbe(UpstreamSettings settings, HttpUrl base) {
        this.settings = settings;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "cocoon-upstream-probe");
            daemon.setDaemon(true);
            return daemon;
        });
        this.client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(settings.connectTimeout())
                .callTimeout(settings.probeTimeout())
                .readTimeout(Duration.ZERO)
                .followRedirects(false)
                .build();
        Request.Builder builder = new Request.Builder()
                .url(base.newBuilder().addPathSegments("v1/models").build());
        if (settings.bearerToken() != null) {
            builder.header("Authorization", "Bearer " + settings.bearerToken());
        }
        this.request = builder.build();
    }

    static UpstreamProbe start(UpstreamSettings settings, HttpUrl base) {
        UpstreamProbe probe = new UpstreamProbe(settings, base);
        probe.schedule(Duration.ZERO);
        return probe;
    }

    EngineHealth health() {
        return closed ? EngineHealth.notReady("closed") : health;
    }

    private void schedule(Duration wait) {
        try {
            ScheduledFuture<?> unused = thread.schedule(this::probe, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("no more probes: the engine is closed");
        }
    }

    private void probe() {
        EngineHealth found = ask();
        if (found.ready() != health.ready()) {
            LOG.info("model server at {} is {}", request.url().host(), found.ready() ? "ready" : found.reason());
        }
        health = found;
        long nanos = settings.probeInterval().toNanos();
        schedule(Duration.ofNanos(nanos + ThreadLocalRandom.current().nextLong(nanos + 1)));
    }

    private EngineHealth ask() {
        Call call = client.newCall(request);
        running = call;
        if (closed) {
            return EngineHealth.notReady("closed");
        }
        try (Response response = call.execute()) {
            return response.code() == 200
                    ? EngineHealth.READY
                    : EngineHealth.notReady("the model server answers GET /v1/models with status " + response.code());
        } catch (IOException e) {
            return EngineHealth.notReady("the model server does not answer GET /v1/models: "
                    + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        Call call = running;
        if (call != null) {
            call.cancel();
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
