package dev.cocoonsdk.benchmarks.soak;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.benchmarks.stage.Connector;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.network.WorkerAnswer;
import dev.cocoonsdk.network.WorkerLink;
import dev.cocoonsdk.network.WorkerRequest;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The providers: most are connected and have nothing to do, a few stream answers. */
final class Workers {

    private static final int CONNECTING_AT_ONCE = 64;

    private final SoakPlan plan;
    private final Connector connector;
    private final Tally tally;
    private final ConnectionStack stack = BenchNetwork.connector();
    private final RootConfig root = BenchNetwork.root();
    private final Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
    private volatile CompletableFuture<Void> goOn = new CompletableFuture<>();

    Workers(SoakPlan plan, Connector connector, Tally tally) {
        this.plan = plan;
        this.connector = connector;
        this.tally = tally;
    }

    /** Connects all of them, some at a time, and returns when all are ready. */
    void connect(InetSocketAddress broker) throws InterruptedException {
        int capacity = Math.max(1, (plan.streams() + plan.streamers() - 1) / plan.streamers());
        for (int i = 0; i < plan.workers(); i++) {
            boolean streams = i < plan.streamers();
            WorkerSettings settings = WorkerSettings.of(
                    streams ? SoakPlan.MODEL : SoakPlan.IDLE_MODEL, 1000, true, streams ? capacity : 1);
            TonAddress owner = BenchNetwork.address("provider " + i);
            connecting.acquire();
            connector.connect(broker, stack, (handle, wire, layer, context) -> {
                Events events = new Events(handle);
                ProxyDirectory directory = new ProxyDirectory(root.params(), BenchNetwork.ROOT_CONTRACT, owner, true);
                return WorkerLink.create(settings, directory, events, wire, layer, context);
            });
        }
        tally.await("workers", () -> tally.workersReady.get() == plan.workers());
    }

    /** Answers that begin from now on stop after their first part until {@link #release}. */
    void hold() {
        goOn = new CompletableFuture<>();
    }

    void release() {
        goOn.complete(null);
    }

    private final class Events implements WorkerLink.Listener {

        private final Connector.Handle handle;
        private boolean ready;

        Events(Connector.Handle handle) {
            this.handle = handle;
        }

        @Override
        public void onReady() {
            ready = true;
            tally.workersReady.incrementAndGet();
            connecting.release();
        }

        @Override
        public void onRequest(WorkerRequest request, WorkerAnswer answer) {
            Stream stream = new Stream(handle, answer, SoakClients.streamOf(request.http()));
            stream.begin();
        }

        @Override
        public void onCancel(WorkerAnswer answer) {
            answer.cancelled(AnswerInfo.of(AnswerInfo.NO_TOKENS, Instant.now(), Instant.now()));
        }

        @Override
        public void onPayment(Hash256 requestId, long tokens, PayoutAccount account) {
            tally.workerPayments.incrementAndGet();
        }

        @Override
        public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {
            if (!ready) {
                connecting.release();
            }
            tally.lost("worker", failure.toString());
        }
    }

    /** One answer, a part at a time. */
    private final class Stream {

        private final Connector.Handle handle;
        private final WorkerAnswer answer;
        private final int number;
        private final Instant start = Instant.now();
        private int sent;

        Stream(Connector.Handle handle, WorkerAnswer answer, int number) {
            this.handle = handle;
            this.answer = answer;
            this.number = number;
        }

        void begin() {
            answer.head(new HttpResponse(
                    "HTTP/1.1",
                    200,
                    "OK",
                    List.of(new HttpHeader("content-type", "application/octet-stream")),
                    TlBytes.EMPTY));
            sendPart();
            goOn.thenRun(() -> handle.executor().execute(this::next));
        }

        private void sendPart() {
            answer.part(StreamBytes.part(number, (long) sent * plan.partBytes(), plan.partBytes()));
            sent++;
        }

        private void next() {
            if (sent < plan.parts()) {
                sendPart();
                var unused =
                        handle.executor().schedule(this::next, plan.interval().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                TokensUsed used = new TokensUsed(0, 0, plan.parts(), 0, plan.parts());
                answer.complete(AnswerInfo.of(used, start, Instant.now()));
            }
            handle.settle();
        }
    }
}
