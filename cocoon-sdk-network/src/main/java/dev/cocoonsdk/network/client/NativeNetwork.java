package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenPricing;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network over one {@link NioLoop}. */
final class NativeNetwork implements CocoonNetwork {

    private static final Logger LOG = LoggerFactory.getLogger(NativeNetwork.class);
    private static final Duration CHECK_AT_LEAST = Duration.ofSeconds(1);
    private static final Duration REFRESH_AT_LEAST = Duration.ofSeconds(30);

    private final NetworkSettings settings;
    private final NioLoop loop;
    private final LinkConnector connector;
    private final ProxyPool pool;
    private final @Nullable Interceptor limits;
    private final SecureRandom ids = new SecureRandom();

    /** Opens it; what is wrong with a root configuration that is there at once is thrown. */
    NativeNetwork(NetworkSettings settings) {
        this.settings = settings;
        CompletableFuture<RootConfig> first = read();
        failEarly(first);
        loop = NioLoop.start("cocoon-network", settings.context());
        connector = new LinkConnector(settings, loop);
        pool = new ProxyPool(
                settings.proxyConnections(), settings.proxyAddress(), loop.context(), loop::schedule, connector);
        limits = settings.accounts() == null ? null : settings.accounts().limits(this::pricing);
        CompletionStage<Void> unused = loop.ended().whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.error("the network failed: {}", failure.toString());
            }
            pool.close();
        });
        loop.execute(() -> {
            take(first);
            check();
            refreshLater();
        });
    }

    private CompletableFuture<RootConfig> read() {
        try {
            CompletionStage<RootConfig> reading = settings.root().read();
            return Objects.requireNonNull(reading, "the source of the root configuration gave nothing")
                    .toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void failEarly(CompletableFuture<RootConfig> first) {
        Throwable failure = first.isCompletedExceptionally()
                ? first.handle((config, problem) -> problem).join()
                : null;
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
        }
    }

    private void check() {
        loop.schedule(jittered(CHECK_AT_LEAST), this::check);
        pool.check();
    }

    private void refreshLater() {
        loop.schedule(jittered(pool.root() == null ? CHECK_AT_LEAST : REFRESH_AT_LEAST), () -> {
            refreshLater();
            take(read());
        });
    }

    /** From the least to twice as much. */
    private Duration jittered(Duration least) {
        LinkContext context = loop.context();
        return least.plusNanos((long) (context.random().nextDouble() * least.toNanos()));
    }

    private void take(CompletionStage<RootConfig> reading) {
        reading.whenComplete((config, failure) -> {
            if (failure != null || config == null) {
                LOG.warn(
                        "the root configuration cannot be read: {}", failure == null ? "no value" : failure.toString());
            } else {
                executeIfOpen(() -> pool.use(config));
            }
        });
    }

    private boolean executeIfOpen(Runnable task) {
        return loop.tryExecute(task);
    }

    @Override
    public NetworkCall run(NetworkRequest request, NetworkListener listener) {
        if (HttpEnvelope.isTooLarge(request)) {
            listener.onFailed(RequestJob.tooLarge("body: " + request.body().length() + " bytes (expected: < "
                    + HttpEnvelope.MAX_FRAME + " with everything around it)"));
            return () -> {};
        }
        RequestJob job = new RequestJob(request, HttpEnvelope.of(request), newId(), listener, pool);
        if (!executeIfOpen(() -> pool.submit(job))) {
            listener.onFailed(PoolJob.cancelled("the network is closed", Acceptance.NOT_ACCEPTED));
        }
        return () -> {
            job.unwanted();
            executeIfOpen(() -> job.cancel("cancelled"));
        };
    }

    private Hash256 newId() {
        byte[] id = new byte[Hash256.LENGTH];
        ids.nextBytes(id);
        return Hash256.of(id);
    }

    @Override
    public CompletableFuture<List<NetworkModel>> models(Duration connectDeadline) {
        CompletableFuture<List<NetworkModel>> answer = new CompletableFuture<>();
        NetworkCall unused = models(connectDeadline, new ModelsJob.Listener() {
            @Override
            public boolean onSending() {
                return !answer.isDone();
            }

            @Override
            public void onModels(List<NetworkModel> models) {
                answer.complete(models);
            }

            @Override
            public void onFailed(NetworkFailure failure) {
                answer.completeExceptionally(new NetworkFailureException(failure));
            }
        });
        return answer;
    }

    /** As {@link #models(Duration)} for callers who decide at the last moment. */
    NetworkCall models(Duration connectDeadline, ModelsJob.Listener listener) {
        ModelsJob job = new ModelsJob(connectDeadline, listener, pool);
        if (!executeIfOpen(() -> pool.submit(job))) {
            listener.onFailed(PoolJob.cancelled("the network is closed", Acceptance.NOT_ACCEPTED));
        }
        return () -> {
            job.unwanted();
            executeIfOpen(() -> job.cancel("cancelled"));
        };
    }

    @Override
    public NetworkStatus status() {
        return new NetworkStatus(
                settings.wallet(),
                pool.root(),
                pool.targets().stream().map(ProxyTarget::status).toList(),
                connector.accounts(),
                pool.counters().snapshot());
    }

    @Override
    public Transport transport() {
        return new NetworkTransport(this, false);
    }

    /** Holds calls to the limits of the accounts, null if there are none. */
    @Nullable
    Interceptor limits() {
        return limits;
    }

    private @Nullable TokenPricing pricing() {
        RootConfig root = pool.root();
        return root == null ? null : root.pricing();
    }

    /** Who may read besides the two ends. */
    Confidentiality confidentiality() {
        return settings.route().confidentiality();
    }

    @Override
    public void close() {
        boolean unused = executeIfOpen(pool::close);
        loop.close();
        connector.close();
    }

    /** Wallet and number of connections. */
    @Override
    public String toString() {
        return "CocoonNetwork[" + settings.wallet() + ", " + settings.proxyConnections() + " connections]";
    }
}
