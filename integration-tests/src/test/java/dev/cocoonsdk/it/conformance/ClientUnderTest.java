package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.NetworkAnswerInfo;
import dev.cocoonsdk.network.client.NetworkFailure;
import dev.cocoonsdk.network.client.NetworkListener;
import dev.cocoonsdk.network.client.NetworkRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Our client's network, connected to a proxy that is played by hand. The only class of the suite that sees types of our codec, because
 * the listener hands them out.
 */
final class ClientUnderTest implements AutoCloseable {

    private static final TonAddress ROOT = TonAddress.parse("EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ");

    private final RawProxy proxy;
    private final CocoonNetwork network;

    private ClientUnderTest(RawProxy proxy, CocoonNetwork network) {
        this.proxy = proxy;
        this.network = network;
    }

    static ClientUnderTest start() {
        return start(builder -> builder);
    }

    static ClientUnderTest start(LinkContext context) {
        return start(builder -> builder.context(context));
    }

    static ClientUnderTest start(UnaryOperator<CocoonNetwork.Builder> more) {
        RawProxy proxy = RawProxy.listen();
        CocoonNetwork network = more.apply(CocoonNetwork.builder()
                        .root(Network.root())
                        .rootContract(ROOT)
                        .wallet(TonAddress.parse(Facts.CLIENT_WALLET))
                        .secret(Secret.of(""))
                        .proxyAddress(proxy.address()))
                .open();
        return new ClientUnderTest(proxy, network);
    }

    RawProxy proxy() {
        return proxy;
    }

    CocoonNetwork network() {
        return network;
    }

    /** A ready connection of a client that used nothing yet. */
    RawPeer ready() {
        return proxy.client(2, 0, 0, 0);
    }

    static NetworkRequest request(String body) {
        return new NetworkRequest(
                "POST",
                "/v1/chat/completions",
                List.of(new Header("Content-Type", "application/json")),
                Bytes.utf8(body),
                Facts.MODEL_NAME,
                1000,
                4000,
                Duration.ofSeconds(120),
                false,
                Duration.ofSeconds(60));
    }

    Events run(String body) {
        return run(request(body));
    }

    Events run(NetworkRequest request) {
        Events events = new Events();
        network.run(request, events);
        return events;
    }

    /** Makes the client look at its clock, by a request that is called off before it is sent. */
    void look() {
        NetworkRequest request = request("{}");
        CompletableFuture<Void> ended = new CompletableFuture<>();
        network.run(
                new NetworkRequest(
                        request.method(),
                        request.url(),
                        request.headers(),
                        request.body(),
                        request.model(),
                        0,
                        0,
                        request.timeout(),
                        false,
                        Duration.ZERO),
                new NetworkListener() {
                    @Override
                    public void onSending() {
                        throw new CallCancelledException("called off", null, Acceptance.NOT_ACCEPTED);
                    }

                    @Override
                    public void onHead(HttpResponse head) {}

                    @Override
                    public void onPart(TlBytes bytes) {}

                    @Override
                    public void onCompleted(NetworkAnswerInfo info) {}

                    @Override
                    public void onFailed(NetworkFailure failure) {
                        ended.complete(null);
                    }
                });
        ended.orTimeout(40, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        network.close();
        proxy.close();
    }

    /** What became of a request, one line for each event. */
    static final class Events implements NetworkListener {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public void onHead(HttpResponse head) {
            lines.add("head " + head.statusCode());
        }

        @Override
        public void onPart(TlBytes bytes) {
            lines.add("part " + new String(bytes.toByteArray(), StandardCharsets.UTF_8));
        }

        @Override
        public void onCompleted(NetworkAnswerInfo info) {
            lines.add("completed " + info.tokens().totalTokensUsed());
        }

        @Override
        public void onFailed(NetworkFailure failure) {
            lines.add("failed " + failure.kind() + " " + failure.code() + " " + failure.message());
        }

        /** The next event. */
        String next() {
            try {
                String line = lines.poll(40, TimeUnit.SECONDS);
                if (line == null) {
                    throw new AssertionError("nothing happened");
                }
                return line;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }
    }
}
