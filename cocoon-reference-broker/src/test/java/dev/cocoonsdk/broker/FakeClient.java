package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.ChargeAccount;
import dev.cocoonsdk.network.ClientAnswerInfo;
import dev.cocoonsdk.network.ClientAnswerListener;
import dev.cocoonsdk.network.ClientCall;
import dev.cocoonsdk.network.ClientDirectory;
import dev.cocoonsdk.network.ClientLink;
import dev.cocoonsdk.network.ClientQuery;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.network.QueryFailure;
import dev.cocoonsdk.network.QueryHandler;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A native client that speaks the real protocol over a socket and does what the test says. */
final class FakeClient implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(60);

    /**
     * A payment message.
     *
     * @param request which request
     * @param tokens what it cost
     * @param signed highest signed charge
     * @param database the proxy's counter
     */
    record Payment(Hash256 request, long tokens, long signed, long database) {}

    final BlockingQueue<Payment> payments = new LinkedBlockingQueue<>();
    final AtomicReference<LinkFailure> closed = new AtomicReference<>();
    final AtomicReference<CocoonsdkHello> hello = new AtomicReference<>();
    final ClientDirectory directory;

    private final NioLoop loop = NioLoop.start("fake-client");
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final ExecutorService work = Executors.newCachedThreadPool();
    private final AtomicReference<ClientLink> link = new AtomicReference<>();
    private volatile boolean ready;

    private FakeClient(ClientDirectory directory) {
        this.directory = directory;
    }

    static ClientSettings settings(TestBroker broker) {
        return ClientSettings.of(
                TestBroker.WALLET, true, false, (int) broker.root().version(), Secret.of(""));
    }

    static ClientDirectory directory(TestBroker broker) {
        return new ClientDirectory(
                broker.root().params(), broker.config.runner().rootContract());
    }

    /** Connects to the plain port and waits until it may ask. */
    static FakeClient connect(TestBroker broker) {
        return connect(broker, settings(broker)).ready();
    }

    static FakeClient connect(TestBroker broker, ClientSettings settings) {
        return connect(broker, settings, directory(broker), broker.broker.clientAddress(), ConnectionStack.plain());
    }

    static FakeClient connect(
            TestBroker broker,
            ClientSettings settings,
            ClientDirectory directory,
            InetSocketAddress address,
            ConnectionStack stack) {
        FakeClient client = new FakeClient(directory);
        client.loop.connect(address, wire -> {
            ClientLink created = ClientLink.create(
                    settings,
                    directory,
                    client.new Events(),
                    wire,
                    stack.newLayer(client.loop.context(), client.loop.offload(client.work), "broker"),
                    client.loop.context());
            client.link.set(created);
            return created;
        });
        return client;
    }

    FakeClient ready() {
        await().atMost(SOON).until(() -> ready || closed.get() != null);
        assertThat(closed).as("the broker takes the client").hasValue(null);
        return this;
    }

    LinkFailure refusal() {
        await().atMost(SOON).until(() -> closed.get() != null);
        return closed.get();
    }

    ChargeAccount account() {
        return directory.accounts().iterator().next();
    }

    Reply ask(String body) {
        return ask(TestBroker.MODEL, http(body), 4000, 1000, Duration.ofSeconds(120), false);
    }

    Reply ask(String model, TlBytes request, int maxCoefficient, int maxTokens, Duration timeout, boolean debug) {
        byte[] id = new byte[Hash256.LENGTH];
        new SecureRandom().nextBytes(id);
        return ask(new ClientQuery(Hash256.of(id), model, request, maxCoefficient, maxTokens, timeout, 0, debug));
    }

    Reply ask(ClientQuery query) {
        Reply reply = new Reply(query.id());
        loop.execute(() -> reply.call = link.get().run(query, reply));
        return reply;
    }

    static TlBytes http(String body) {
        return http("/v1/chat/completions", body);
    }

    static TlBytes http(String url, String body) {
        return new HttpRequest(
                        "POST",
                        url,
                        "HTTP/1.1",
                        List.of(new HttpHeader("X-Custom", "kept"), new HttpHeader("Content-Length", "2")),
                        TlBytes.ofUtf8(body))
                .toBoxedBytes();
    }

    CompletableFuture<List<ProxyModel>> models() {
        CompletableFuture<List<ProxyModel>> result = new CompletableFuture<>();
        loop.execute(() -> link.get().models(new QueryHandler<>() {
            @Override
            public void answered(List<ProxyModel> models) {
                result.complete(models);
            }

            @Override
            public void failed(QueryFailure failure) {
                result.completeExceptionally(new IllegalStateException(failure.message()));
            }
        }));
        return result;
    }

    Payment payment() {
        try {
            Payment payment = payments.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(payment).as("a payment message arrives").isNotNull();
            return payment;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads nothing until {@link #goOn}. */
    void stopReading() {
        loop.execute(() -> {
            try {
                blocked.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Waits until everything that was asked of this peer is on its way: the end of a turn writes what the turn made. */
    void sent() {
        for (int turns = 0; turns < 3; turns++) {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            loop.execute(() -> turn.complete(null));
            assertThat(turn).succeedsWithin(Duration.ofSeconds(60));
        }
    }

    void goOn() {
        blocked.countDown();
    }

    @Override
    public void close() {
        blocked.countDown();
        loop.close();
        work.shutdownNow();
    }

    /** The answer to one request. */
    final class Reply implements ClientAnswerListener {

        final Hash256 id;
        final CompletableFuture<HttpResponse> head = new CompletableFuture<>();
        final CompletableFuture<ClientAnswerInfo> end = new CompletableFuture<>();
        final CompletableFuture<AnswerFailure> failure = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private ClientCall call;

        Reply(Hash256 id) {
            this.id = id;
        }

        void cancel() {
            loop.execute(() -> call.cancel());
        }

        String bodySoFar() {
            synchronized (body) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }

        ClientAnswerInfo completed() {
            return get(end);
        }

        AnswerFailure failed() {
            return get(failure);
        }

        HttpResponse started() {
            return get(head);
        }

        private <T> T get(CompletableFuture<T> future) {
            try {
                return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("head " + head + ", end " + end + ", failure " + failure, e);
            }
        }

        @Override
        public void onHead(HttpResponse response) {
            head.complete(response);
        }

        @Override
        public void onPart(TlBytes bytes) {
            synchronized (body) {
                body.writeBytes(bytes.toByteArray());
            }
        }

        @Override
        public void onCompleted(ClientAnswerInfo info) {
            end.complete(info);
        }

        @Override
        public void onFailed(AnswerFailure why) {
            failure.complete(why);
        }
    }

    private final class Events implements ClientLink.Listener {

        @Override
        public boolean isImageAllowed(Peer peer) {
            return true;
        }

        @Override
        public void onReady() {
            ready = true;
        }

        @Override
        public void onHello(CocoonsdkHello message) {
            hello.set(message);
        }

        @Override
        public void onPayment(Hash256 request, long tokens, ChargeAccount account) {
            payments.add(new Payment(
                    request,
                    tokens,
                    account.signed().value(),
                    account.database().value()));
        }

        @Override
        public void onPaymentDefect(ChargeAccount account, String defect) {
            closed.set(new LinkFailure(LinkFailure.Kind.VIOLATION, 0, defect));
        }

        @Override
        public void onClosed(LinkFailure failure) {
            closed.compareAndSet(null, failure);
        }
    }
}
