package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.NetworkAnswerInfo;
import dev.cocoonsdk.network.client.NetworkCall;
import dev.cocoonsdk.network.client.NetworkFailure;
import dev.cocoonsdk.network.client.NetworkListener;
import dev.cocoonsdk.network.client.NetworkModel;
import dev.cocoonsdk.network.client.NetworkRequest;
import dev.cocoonsdk.network.client.NetworkStatus;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A network that answers as a test says, on a thread of its own for each request. */
final class ScriptedNetwork implements CocoonNetwork {

    static final TonAddress PROXY = new TonAddress(0, Hash256.sha256(new byte[] {1}));
    static final TokensUsed TOKENS = new TokensUsed(20, 3, 5, 2, 30);

    final List<NetworkRequest> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch cancelled = new CountDownLatch(1);
    volatile Consumer<NetworkListener> script = listener -> {};
    volatile List<NetworkModel> models = List.of();
    volatile long signed;
    volatile boolean broken;
    volatile boolean refuses;

    /** Answers with a body in the given pieces. */
    static Consumer<NetworkListener> answer(int status, String contentType, String... parts) {
        return listener -> {
            head(listener, status, contentType);
            for (String part : parts) {
                listener.onPart(TlBytes.ofUtf8(part));
            }
            listener.onCompleted(info(TOKENS));
        };
    }

    static void head(NetworkListener listener, int status, String contentType) {
        List<HttpHeader> headers = new ArrayList<>(List.of(
                new HttpHeader("Content-Type", contentType),
                new HttpHeader("Transfer-Encoding", "chunked"),
                new HttpHeader("Set-Cookie", "a=b"),
                new HttpHeader("X-Cocoon-Worker-Start", "1.000000")));
        listener.onHead(new HttpResponse("HTTP/1.1", status, "OK", headers, TlBytes.EMPTY));
    }

    static NetworkAnswerInfo info(TokensUsed tokens) {
        return new NetworkAnswerInfo(
                tokens, null, null, null, null, null, "{\"type\":\"proxy_stats\"}", "{\"type\":\"worker_stats\"}");
    }

    static Consumer<NetworkListener> failure(NetworkFailure.Kind kind, int code, String text) {
        return listener -> listener.onFailed(new NetworkFailure(kind, code, text, Acceptance.NOT_ACCEPTED, null));
    }

    @Override
    public NetworkCall run(NetworkRequest request, NetworkListener listener) {
        if (refuses) {
            throw new IllegalStateException("refused on purpose");
        }
        requests.add(request);
        Thread thread = new Thread(() -> script.accept(listener), "scripted-network");
        thread.setDaemon(true);
        thread.start();
        return cancelled::countDown;
    }

    @Override
    public CompletableFuture<List<NetworkModel>> models(Duration connectDeadline) {
        return CompletableFuture.completedFuture(models);
    }

    @Override
    public NetworkStatus status() {
        if (broken) {
            throw new IllegalStateException("broken on purpose");
        }
        Ed25519PublicKey key = new Ed25519PublicKey(Hash256.sha256(new byte[] {2}));
        return new NetworkStatus(
                PROXY,
                root(),
                List.of(new NetworkStatus.ProxyConnection(
                        new InetSocketAddress("127.0.0.1", 11002), true, 0, PROXY, null)),
                List.of(new NetworkStatus.Account(
                        PROXY, key, PROXY, TokenCount.of(signed), TokenCount.of(signed), TokenCount.of(signed))),
                new NetworkStatus.Counters(0, 0, 0, 0, 0, Duration.ZERO));
    }

    static RootConfig root() {
        JsonObject json = JsonValue.object(
                "registered_proxies",
                JsonValue.array(List.of(JsonValue.object("seqno", 1, "address", "127.0.0.1:11001 127.0.0.1:11002"))),
                "price_per_token",
                2,
                "worker_fee_per_token",
                1,
                "version",
                3,
                "params_version",
                1,
                "root_owner_address",
                "0QBgPMq7ye2WRcudRHK_-yjHwMXjeN-UCzAuoo06TR6hmgHV");
        return RootConfig.ofPseudoJson(json, Instant.EPOCH).config();
    }

    @Override
    public Transport transport() {
        throw new UnsupportedOperationException("the runner needs none");
    }

    @Override
    public void close() {}
}
