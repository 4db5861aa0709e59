package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.Extensions;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.network.WorkerAnswer;
import dev.cocoonsdk.network.WorkerLink;
import dev.cocoonsdk.network.WorkerRequest;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker that speaks the real protocol over a socket and does what the test says. */
final class FakeWorker implements AutoCloseable {

    static final TonAddress OWNER = TonAddress.basechain(Hash256.sha256(new byte[] {9}));
    static final List<String> CHAT = List.of("/v1/chat/completions");

    final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    final BlockingQueue<Hash256> cancels = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> payments = new LinkedBlockingQueue<>();
    final List<Hash256> cancelled = new CopyOnWriteArrayList<>();
    final AtomicReference<LinkFailure> closed = new AtomicReference<>();
    final AtomicReference<PayoutAccount> account = new AtomicReference<>();

    private final NioLoop loop;
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final ExecutorService work = Executors.newCachedThreadPool();
    private final AtomicReference<WorkerLink> link = new AtomicReference<>();
    private volatile boolean ready;

    private FakeWorker(NioLoop loop) {
        this.loop = loop;
    }

    /** A worker with our extensions. */
    static FakeWorker modern(TestBroker broker, String model, List<String> endpoints) {
        return connect(
                broker,
                WorkerSettings.of(model, 1000, true, 4)
                        .withHello(Extensions.providerHello(endpoints, List.of("chat"), 4096)));
    }

    /** A worker without them. */
    static FakeWorker unmodified(TestBroker broker) {
        return connect(broker, WorkerSettings.of(TestBroker.MODEL, 1000, true, 4));
    }

    static FakeWorker connect(TestBroker broker, WorkerSettings settings) {
        return connect(broker, settings, broker.broker.workerAddress(), ConnectionStack.plain());
    }

    static FakeWorker connect(
            TestBroker broker, WorkerSettings settings, InetSocketAddress address, ConnectionStack stack) {
        FakeWorker worker = new FakeWorker(NioLoop.start("fake-worker"));
        ProxyDirectory directory = broker.directoryFor(OWNER);
        worker.loop.connect(address, wire -> {
            WorkerLink created = WorkerLink.create(
                    settings,
                    directory,
                    worker.new Events(),
                    wire,
                    stack.newLayer(worker.loop.context(), worker.loop.offload(worker.work), "broker"),
                    worker.loop.context());
            worker.link.set(created);
            return created;
        });
        String model = settings.model().split("@", 2)[0];
        await().atMost(Duration.ofSeconds(60))
                .until(() -> worker.closed.get() != null
                        || (worker.ready && broker.get("/v1/models").body().contains("\"" + model + "\"")));
        if (settings.hello() != null && worker.closed.get() == null) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> broker.get("/v1/models").body().contains("capabilities"));
        }
        return worker;
    }

    /** The next request. */
    Job take() {
        try {
            Job job = jobs.poll(60, TimeUnit.SECONDS);
            assertThat(job).as("a request arrives").isNotNull();
            return job;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tokens of the next payment message. */
    long payment() {
        try {
            Long tokens = payments.poll(60, TimeUnit.SECONDS);
            assertThat(tokens).as("a payment message arrives").isNotNull();
            return tokens;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void onLoop(Consumer<WorkerLink> action) {
        loop.execute(() -> action.accept(link.get()));
    }

    /** Breaks the connection. */
    void die() {
        loop.close();
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

    /** One request. */
    final class Job {

        final WorkerRequest request;
        private final WorkerAnswer answer;

        Job(WorkerRequest request, WorkerAnswer answer) {
            this.request = request;
            this.answer = answer;
        }

        String body() {
            return request.http().payload().toUtf8();
        }

        @Nullable
        String header(String name) {
            return request.http().headers().stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(HttpHeader::value)
                    .findFirst()
                    .orElse(null);
        }

        Job head(int status, String type) {
            loop.execute(() -> answer.head(new HttpResponse(
                    "HTTP/1.1",
                    status,
                    "OK",
                    List.of(
                            new HttpHeader("content-type", type),
                            new HttpHeader("X-Cocoon-Worker-Start", "1.5"),
                            new HttpHeader("Set-Cookie", "no"),
                            new HttpHeader("X-Cocoon-Evil", "a\r\nInjected: yes")),
                    TlBytes.EMPTY)));
            return this;
        }

        Job part(String text) {
            loop.execute(() -> answer.part(TlBytes.ofUtf8(text)));
            return this;
        }

        void complete(long tokens) {
            complete(tokens, null);
        }

        void complete(long tokens, @Nullable String debug) {
            TokensUsed used = new TokensUsed(tokens, 0, 0, 0, tokens);
            loop.execute(() -> answer.complete(new AnswerInfo(used, Instant.now(), Instant.now(), debug)));
        }

        void fail(int code, String text) {
            loop.execute(() -> answer.fail(
                    code, text, AnswerInfo.of(new TokensUsed(0, 0, 0, 0, 0), Instant.now(), Instant.now())));
        }

        void answer(String json, long tokens) {
            head(200, "application/json").part(json).complete(tokens);
        }
    }

    private final class Events implements WorkerLink.Listener {

        @Override
        public void onReady() {
            ready = true;
        }

        @Override
        public void onRequest(WorkerRequest request, WorkerAnswer answer) {
            jobs.add(new Job(request, answer));
        }

        @Override
        public void onCancel(WorkerAnswer answer) {
            cancels.add(answer.request().id());
            answer.cancelled(AnswerInfo.of(new TokensUsed(3, 0, 0, 0, 3), Instant.now(), Instant.now()));
        }

        @Override
        public void onPayment(Hash256 requestId, long tokens, PayoutAccount payout) {
            account.set(payout);
            payments.add(tokens);
        }

        @Override
        public void onHello(CocoonsdkHello hello) {}

        @Override
        public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {
            closed.set(failure);
        }
    }
}
