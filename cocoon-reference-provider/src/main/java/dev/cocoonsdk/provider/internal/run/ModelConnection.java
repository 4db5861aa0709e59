package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.ImageRule;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.NioConnection;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.network.Reconnector;
import dev.cocoonsdk.network.WorkerAnswer;
import dev.cocoonsdk.network.WorkerLink;
import dev.cocoonsdk.network.WorkerRequest;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.internal.meter.TokenCounter;
import dev.cocoonsdk.provider.internal.request.RequestRefusedException;
import dev.cocoonsdk.ton.RootConfig;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model on one connection to one broker, kept alive: takes requests, has the engine work on them, sends the answers. Lives
 * on the loop's thread; only {@link #pendingBytes} is for others.
 */
public final class ModelConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ModelConnection.class);

    private final ServedModel model;
    private final InetSocketAddress target;
    private final IntSupplier proxyCount;
    private final Surroundings around;
    private final Reconnector reconnector;
    private final Deadlines<WorkerAnswer> deadlines;
    private final Map<WorkerAnswer, RunningRequest> running = new LinkedHashMap<>();
    private volatile @Nullable NioConnection connection;
    private @Nullable WorkerLink link;
    private long notReadySince;
    private @Nullable Bytes toldEvidence;
    private boolean stopped;

    /**
     * A connection that does nothing yet.
     *
     * @param target the proxy's address
     * @param proxyCount how many proxies share the model's capacity
     */
    ModelConnection(ServedModel model, InetSocketAddress target, IntSupplier proxyCount, Surroundings around) {
        this.model = model;
        this.target = target;
        this.proxyCount = proxyCount;
        this.around = around;
        LinkContext context = around.loop().context();
        this.deadlines = new Deadlines<>(context.nanoTime(), around.loop()::schedule, this::expire);
        this.reconnector = new Reconnector(around.backoff(), context.random(), around.loop()::schedule, this::connect);
        this.notReadySince = context.nanoTime().getAsLong();
    }

    /** The proxy's address. */
    public InetSocketAddress target() {
        return target;
    }

    /** Connects, and again whenever the connection is lost. */
    void start() {
        reconnector.start();
    }

    /** Whether the proxy may send requests now. */
    public boolean isReady() {
        WorkerLink current = link;
        return current != null && current.isReady() && !current.isDisabled();
    }

    /** How long the handshake has not been complete; zero while it is. */
    Duration notReadyFor() {
        WorkerLink current = link;
        boolean ready = current != null && current.isReady();
        return ready ? Duration.ZERO : Duration.ofNanos(now() - notReadySince);
    }

    private long now() {
        return around.loop().context().nanoTime().getAsLong();
    }

    /** Announces the model's current price and readiness. */
    void refresh() {
        WorkerLink current = link;
        if (current != null) {
            current.setDisabled(!model.isAvailable());
            current.setCoefficient(model.coefficient());
            if (current.understandsEvidence()) {
                around.sealed().evidence(evidence -> around.loop().execute(() -> tellEvidence(current, evidence)));
            }
        }
    }

    /** Tells the broker what proves the decryption keys, whenever they have changed. */
    private void tellEvidence(WorkerLink current, Bytes evidence) {
        Bytes told = toldEvidence;
        boolean isNew = told == null || !evidence.equals(told);
        if (current == link && isNew && current.understandsEvidence()) {
            current.sendEvidence(TlBytes.wrap(evidence.toByteArray()));
            toldEvidence = evidence;
        }
    }

    /** Ends the connection for good. */
    void stop() {
        stopped = true;
        reconnector.stop();
        reconnect("the provider stops");
    }

    /** Ends the connection; a new one follows unless it was stopped. */
    void reconnect(String reason) {
        WorkerLink current = link;
        if (current != null) {
            current.close(reason);
        }
    }

    private void connect() {
        if (stopped) {
            return;
        }
        WorkerSettings settings = model.settings().withProxyCount(proxyCount.getAsInt());
        NioLoop loop = around.loop();
        Events events = new Events(around.network().proxies());
        loop.connect(
                around.route().dialled(target),
                wire -> {
                    ByteLayer layer = around.route().layer(target, loop.context(), around.offload());
                    WorkerLink created =
                            WorkerLink.create(settings, events.proxies, events, wire, layer, loop.context());
                    link = created;
                    return created;
                },
                created -> connection = created);
    }

    /** Without real money a broker may lose its ledger; it would refuse for ever what it refused now. */
    private void forgetRefusedNumbers(LinkFailure failure, ProxyDirectory proxies) {
        WorkerLink refused = link;
        PayoutAccount account = refused == null ? null : refused.knownAccount();
        boolean refusal = failure.kind() == Kind.REFUSED_BY_PEER || failure.kind() == Kind.REFUSED_HERE;
        if (account != null
                && !account.isEmpty()
                && refusal
                && !proxies.hasMemory()
                && failure.code() == ErrorCodes.PROTOCOL_VIOLATION
                && model.settings().test()) {
            LOG.warn(
                    "the broker at {} does not have the token counts that were remembered of it (restarted without its"
                            + " ledger?); this is a test network, so they are forgotten and count from 0 again",
                    target);
            proxies.forget(account);
        }
    }

    private long pendingBytes() {
        NioConnection current = connection;
        return current == null ? 0 : current.pendingBytes();
    }

    private void accept(WorkerRequest request, WorkerAnswer answer) {
        long size = request.http().payload().length();
        around.stats().began(size);
        if (!model.tryBegin()) {
            Instant now = around.clock().instant();
            model.countFailure();
            around.stats().refused();
            answer.fail(ErrorCodes.ERROR, "too many active queries", AnswerInfo.of(AnswerInfo.NO_TOKENS, now, now));
            return;
        }
        RunningRequest started =
                new RunningRequest(answer, new TokenCounter(model.pricing(), request.coefficient()), new Reports());
        running.put(answer, started);
        deadlines.add(answer, request.timeout());
        if (SealedRequests.isSealed(request.http())) {
            around.sealed().begin(model, request, started);
        } else if (size > ServedModel.LARGE_REQUEST) {
            around.validation().execute(() -> begin(request, started));
        } else {
            begin(request, started);
        }
    }

    private void begin(WorkerRequest request, RunningRequest started) {
        try {
            EngineRequest checked = check(request);
            started.running(model.engine().start(checked, started));
        } catch (RequestRefusedException e) {
            String text = String.valueOf(e.getMessage());
            around.loop().execute(() -> started.fail(ErrorCodes.PROTOCOL_VIOLATION, text));
        } catch (RuntimeException e) {
            LOG.error(
                    "the engine of {} failed to start a request: {}",
                    model.name(),
                    e.getClass().getName());
            around.loop().execute(() -> started.fail(ErrorCodes.ERROR, "worker: the engine failed"));
        }
    }

    private EngineRequest check(WorkerRequest request) throws RequestRefusedException {
        HttpRequest http = request.http();
        List<Map.Entry<String, String>> headers = http.headers().stream()
                .map(header -> Map.entry(header.name(), header.value()))
                .toList();
        byte[] body = http.payload().toByteArray();
        return model.rules().check(http.method(), http.url(), headers, body, request.timeout());
    }

    private void expire(WorkerAnswer answer) {
        RunningRequest late = running.get(answer);
        if (late != null) {
            late.timeOut();
        }
    }

    private final class Reports implements RunningRequest.Owner {

        @Override
        public Executor linkThread() {
            return around.loop();
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            around.loop().schedule(delay.isNegative() ? Duration.ZERO : delay, task);
        }

        @Override
        public LongSupplier pendingBytes() {
            return ModelConnection.this::pendingBytes;
        }

        @Override
        public Clock clock() {
            return around.clock();
        }

        @Override
        public void ended(RunningRequest request, boolean served, TokensUsed tokens) {
            running.remove(request.answer());
            deadlines.remove(request.answer());
            model.end(served, tokens.totalTokensUsed());
            Duration duration = Duration.between(request.start(), around.clock().instant());
            around.stats().ended(served, tokens, request.bytesSent(), duration);
        }
    }

    private final class Events implements WorkerLink.Listener {
        private final ProxyDirectory proxies;
        private boolean wasReady;

        Events(ProxyDirectory proxies) {
            this.proxies = proxies;
        }

        @Override
        public boolean isImageAllowed(Peer peer) {
            RootConfig root = around.network().root();
            ImageRule rule =
                    ImageRule.of(around.network().hashChecks(), model.settings().test());
            String objection = rule.objection(peer, root.proxyHashes());
            if (objection != null) {
                LOG.warn(
                        "{} does not talk to the proxy at {}: {} (version {})",
                        model.name(),
                        target,
                        objection,
                        root.version());
            }
            return objection == null;
        }

        @Override
        public void onReady() {
            LOG.info("{} is announced to the broker at {}", model.name(), target);
            wasReady = true;
            reconnector.ready();
            refresh();
            model.announced();
        }

        @Override
        public void onHello(CocoonsdkHello hello) {
            refresh();
        }

        @Override
        public void onRequest(WorkerRequest request, WorkerAnswer answer) {
            accept(request, answer);
        }

        @Override
        public void onCancel(WorkerAnswer answer) {
            RunningRequest cancelled = running.get(answer);
            if (cancelled != null) {
                cancelled.cancel();
            }
        }

        @Override
        public void onPayment(Hash256 requestId, long tokens, PayoutAccount account) {
            LOG.debug(
                    "the broker counted {} adjusted tokens, {} in all",
                    tokens,
                    account.memory().value());
        }

        @Override
        public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {
            if (!stopped) {
                LOG.info("{} lost the broker at {}: {}", model.name(), target, failure);
            }
            forgetRefusedNumbers(failure, proxies);
            if (wasReady) {
                notReadySince = now();
            }
            link = null;
            connection = null;
            toldEvidence = null;
            for (WorkerAnswer answer : open) {
                RunningRequest lost = running.get(answer);
                if (lost != null) {
                    lost.abandon();
                }
            }
            reconnector.closed();
        }
    }
}
