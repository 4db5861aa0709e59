package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.models.WorkerInfo;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ChargeAccount;
import dev.cocoonsdk.network.ClientAnswerInfo;
import dev.cocoonsdk.network.ClientAnswerListener;
import dev.cocoonsdk.network.ClientCall;
import dev.cocoonsdk.network.ClientLink;
import dev.cocoonsdk.network.ClientQuery;
import dev.cocoonsdk.network.ImageRule;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.network.QueryFailure;
import dev.cocoonsdk.network.QueryHandler;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.ExposureWatch;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A {@link ClientLink} as the pool sees it. On the network's thread; {@link #proxyContract()} from any. */
final class NativeLink implements ProxyLink, ClientLink.Listener {

    private RootConfig root;
    private final boolean checkHashes;
    private final LinkAccount account;
    private final Events events;
    private volatile @Nullable ClientLink link;
    private @Nullable String closed;
    private @Nullable Peer peer;
    private boolean unlisted;

    NativeLink(RootConfig root, boolean checkHashes, LinkAccount account, Events events) {
        this.root = root;
        this.account = account;
        this.checkHashes = checkHashes;
        this.events = events;
    }

    ClientLink attach(ClientLink made) {
        link = made;
        if (closed != null) {
            made.close(closed);
        }
        return made;
    }

    private ClientLink link() {
        return Objects.requireNonNull(link, "link");
    }

    @Override
    public boolean isReady() {
        ClientLink made = link;
        return made != null && made.isReady() && !unlisted && account.isUsable();
    }

    @Override
    public @Nullable String problem() {
        return account.problem();
    }

    @Override
    public boolean isRefused() {
        return account.isClosing();
    }

    @Override
    public Runnable run(Query query, NetworkListener sink) {
        NetworkRequest request = query.request();
        Answers answers = new Answers(sink, query.pricePerToken(), account.begin(query));
        ClientCall call = link().run(
                        new ClientQuery(
                                query.id(),
                                request.model(),
                                query.http(),
                                request.maxCoefficient(),
                                request.maxTokens(),
                                request.timeout(),
                                query.minConfigVersion(),
                                request.debug()),
                        answers);
        return () -> {
            answers.drop();
            boolean unused = call.cancel();
        };
    }

    @Override
    public void models(Consumer<List<NetworkModel>> found, Consumer<NetworkFailure> failed) {
        link().models(new QueryHandler<>() {
            @Override
            public void answered(List<ProxyModel> models) {
                found.accept(models.stream().map(NativeLink::model).toList());
            }

            @Override
            public void failed(QueryFailure failure) {
                Kind kind = failure.timeout() ? Kind.TIMEOUT : isReady() ? Kind.PEER : Kind.LINK_LOST;
                failed.accept(
                        new NetworkFailure(kind, failure.code(), failure.message(), Acceptance.NOT_ACCEPTED, null));
            }
        });
    }

    private static NetworkModel model(ProxyModel model) {
        boolean told = !model.workers().isEmpty() || model.workerCount() == 0;
        return new NetworkModel(
                model.name(),
                told ? model.workers().stream().map(NativeLink::worker).toList() : null);
    }

    private static WorkerInfo worker(ProxyModel.Worker worker) {
        return new WorkerInfo(worker.coefficient(), worker.activeRequests(), worker.maxActiveRequests());
    }

    @Override
    public @Nullable TonAddress proxyContract() {
        ClientLink made = link;
        ChargeAccount account = made == null ? null : made.knownAccount();
        return account == null ? null : account.proxyContract();
    }

    @Override
    public void close(String reason) {
        closed = reason;
        if (link != null) {
            link().close(reason);
        }
    }

    @Override
    public void use(RootConfig newer) {
        root = newer;
        unlisted = peer != null && !isListed(peer);
        check();
    }

    @Override
    public void check() {
        ClientLink made = link;
        if (unlisted && made != null && made.running() == 0) {
            made.close("the proxy's image is not in the root configuration any more");
        }
    }

    @Override
    public boolean isImageAllowed(Peer found) {
        peer = found;
        return isListed(found);
    }

    private boolean isListed(Peer found) {
        return ImageRule.of(checkHashes || !root.isTest(), root.isTest()).objection(found, root.proxyHashes()) == null;
    }

    @Override
    public void onAdmitted(ChargeAccount admitted) {
        account.admitted(admitted);
    }

    @Override
    public Secret secret(ChargeAccount admitted, Secret configured) {
        return account.secret(admitted, configured);
    }

    @Override
    public void onCounters(ChargeAccount counted) {
        account.counters(counted);
    }

    @Override
    public void onRegistrationWanted(ChargeAccount unregistered, long nonce) {
        account.register(nonce);
        events.onRegistrationWanted();
    }

    @Override
    public void onReady() {
        events.onReady();
    }

    @Override
    public void onClosed(LinkFailure failure) {
        events.onClosed(failure);
    }

    /** Passes an answer on in the network's terms. */
    private static final class Answers implements ClientAnswerListener {

        private final NanoTon price;
        private final ExposureWatch.Call call;
        private @Nullable NetworkListener sink;

        Answers(NetworkListener sink, NanoTon price, ExposureWatch.Call call) {
            this.call = call;
            this.sink = sink;
            this.price = price;
        }

        /** Nobody listens any more; the call itself may live on until the proxy ends it. */
        void drop() {
            sink = null;
        }

        @Override
        public void onHead(HttpResponse head) {
            if (sink != null) {
                sink.onHead(head);
            }
        }

        @Override
        public void onPart(TlBytes bytes) {
            if (sink != null) {
                sink.onPart(bytes);
            }
        }

        @Override
        public void onCompleted(ClientAnswerInfo info) {
            call.completed(TokenCount.of(info.tokens().totalTokensUsed()));
            if (sink != null) {
                sink.onCompleted(answer(info));
            }
        }

        private NetworkAnswerInfo answer(ClientAnswerInfo info) {
            return new NetworkAnswerInfo(
                    info.tokens(),
                    cost(info.tokens().totalTokensUsed()),
                    info.proxyStart(),
                    info.proxyEnd(),
                    info.workerStart(),
                    info.workerEnd(),
                    info.proxyDebug(),
                    info.workerDebug());
        }

        private @Nullable NanoTon cost(long tokens) {
            try {
                return price.times(tokens);
            } catch (ArithmeticException e) {
                return null;
            }
        }

        @Override
        public void onFailed(AnswerFailure failure) {
            if (failure.mayBeCharged()) {
                call.lost();
            } else {
                call.refused();
            }
            if (sink != null) {
                sink.onFailed(new NetworkFailure(
                        kind(failure.origin()),
                        failure.code(),
                        failure.message(),
                        Acceptance.UNKNOWN,
                        info(failure.info())));
            }
        }

        private static NetworkAnswerInfo info(AnswerInfo info) {
            return new NetworkAnswerInfo(
                    info.tokens(), NanoTon.ZERO, null, null, info.start(), info.end(), null, info.debug());
        }

        private static Kind kind(AnswerFailure.Origin origin) {
            return switch (origin) {
                case TIMEOUT -> Kind.TIMEOUT;
                case LINK_LOST -> Kind.LINK_LOST;
                case NOT_SENT -> Kind.NO_PROXY;
                case VIOLATION -> Kind.VIOLATION;
                case PROXY, WORKER -> Kind.PEER;
            };
        }
    }
}
