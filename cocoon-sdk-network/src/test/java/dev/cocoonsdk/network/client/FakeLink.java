package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection whose events a test makes. */
final class FakeLink implements ProxyLink {

    final InetSocketAddress proxy;
    final RootConfig root;
    final List<Query> queries = new ArrayList<>();
    final List<NetworkListener> answers = new ArrayList<>();
    final List<String> closedFor = new ArrayList<>();
    int stopped;
    boolean ready;
    boolean broken;

    @Nullable
    NetworkFailure modelsFailure;

    private final Events events;
    private boolean over;

    FakeLink(InetSocketAddress proxy, RootConfig root, Events events) {
        this.proxy = proxy;
        this.root = root;
        this.events = events;
    }

    FakeLink up() {
        ready = true;
        events.onReady();
        return this;
    }

    void down(LinkFailure.Kind kind, String detail) {
        down(new LinkFailure(kind, ErrorCodes.NONE, detail));
    }

    void down(LinkFailure failure) {
        if (over) {
            return;
        }
        over = true;
        ready = false;
        List.copyOf(answers).forEach(answer -> answer.onFailed(failure(Kind.LINK_LOST, 651, "gone")));
        events.onClosed(failure);
    }

    void down() {
        down(LinkFailure.Kind.DISCONNECTED, "closed by the peer");
    }

    static NetworkFailure failure(Kind kind, int code, String text) {
        return new NetworkFailure(kind, code, text, Acceptance.UNKNOWN, null);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public Runnable run(Query query, NetworkListener sink) {
        if (broken) {
            throw new ArithmeticException("long overflow");
        }
        queries.add(query);
        answers.add(sink);
        return () -> stopped++;
    }

    @Override
    public void models(Consumer<List<NetworkModel>> found, Consumer<NetworkFailure> failed) {
        if (modelsFailure != null) {
            failed.accept(modelsFailure);
            return;
        }
        found.accept(List.of(new NetworkModel(proxy.toString(), null)));
    }

    @Override
    public @Nullable TonAddress proxyContract() {
        return null;
    }

    @Override
    public void close(String reason) {
        closedFor.add(reason);
        down(LinkFailure.Kind.CLOSED_HERE, reason);
    }
}
