package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop on real loopback sockets. */
class NioLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpRequest HTTP =
            new HttpRequest("POST", "/v1/chat/completions", "HTTP/1.1", List.of(), TlBytes.EMPTY);
    private static final HttpResponse OK = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.EMPTY);

    private final NioLoop loop = NioLoop.start("nio-loop-test");

    @AfterEach
    void closeLoop() {
        loop.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("nio-loop-test");
    }

    @Test
    void aWorkerServesManyRequestsFromOtherThreads() throws Exception {
        ExecutorService engines = Executors.newFixedThreadPool(4);
        try (TestBroker broker = new TestBroker()) {
            loop.connect(broker.address(), wire -> worker(wire, new Engine(engines)));
            ProxyWorkerLink link = broker.firstReady().get(60, TimeUnit.SECONDS);
            RecordingAnswer[] answers = new RecordingAnswer[50];
            for (int i = 0; i < answers.length; i++) {
                RecordingAnswer answer = answers[i] = new RecordingAnswer();
                Hash256 id = Hash256.ofHex(String.format("%064x", i));
                broker.with(link, l -> l.run(new WorkerQuery(id, HTTP.toBoxedBytes(), null, PATIENCE, false), answer));
            }
            Awaitility.await().atMost(PATIENCE).until(() -> {
                int[] running = new int[1];
                broker.with(link, l -> running[0] = l.running());
                return running[0] == 0;
            });
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.events).first().isEqualTo("head 200");
                assertThat(answer.events).last().isEqualTo("complete 7");
                assertThat(String.join("", answer.events.subList(1, answer.events.size() - 1))
                                .replace("part ", ""))
                        .isEqualTo("0123456789");
            });
        } finally {
            engines.shutdownNow();
        }
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        try (TestBroker broker = new TestBroker()) {
            Keeper keeper = new Keeper(loop, broker.address());
            loop.execute(keeper.reconnector::start);
            Awaitility.await().atMost(PATIENCE).until(() -> keeper.readyCount.get() == 1);
            broker.dropAll();
            Awaitility.await().atMost(PATIENCE).until(() -> keeper.readyCount.get() == 2);
            assertThat(broker.accepted()).isEqualTo(2);
            loop.execute(keeper.reconnector::stop);
        }
    }

    @Test
    void closingTheLoopWhileConnectionsAreKeptAliveIsQuiet() throws Exception {
        try (TestBroker broker = new TestBroker()) {
            Keeper keeper = new Keeper(loop, broker.address());
            loop.execute(keeper.reconnector::start);
            Awaitility.await().atMost(PATIENCE).until(() -> keeper.readyCount.get() == 1);
            loop.close();
            assertThat(keeper.closedCount).hasValue(1);
            assertThat(keeper.errors).hasValue(0);
        }
    }

    @Test
    void aRefusedConnectionIsTheLinksEvent() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }
        assertThat(connect(nobody).next()).isEqualTo("down");
    }

    @Test
    void anAddressThatDoesNotResolveIsTheLinksEvent() throws Exception {
        assertThat(connect(InetSocketAddress.createUnresolved("no.such.host.invalid", 1))
                        .next())
                .isEqualTo("down");
    }

    @Test
    void bytesTravelBothWaysAndTheEndIsReported() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProbeLink link = connect((InetSocketAddress) server.getLocalSocketAddress());
            try (Socket peer = server.accept()) {
                assertThat(link.next()).isEqualTo("up");
                loop.execute(() -> link.write("hello"));
                assertThat(peer.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
                peer.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
                assertThat(link.next()).isEqualTo("received answer");
            }
            assertThat(link.next()).isEqualTo("down");
        }
    }

    @Test
    void aSlowPeerGetsEverythingAndTheLinkIsNotFlushedMeanwhile() throws Exception {
        byte[] chunk = new byte[1 << 16];
        Arrays.fill(chunk, (byte) 'x');
        int chunks = 512;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<NioConnection> created = new CompletableFuture<>();
            ProbeLink link = connect((InetSocketAddress) server.getLocalSocketAddress(), created);
            try (Socket peer = server.accept()) {
                assertThat(link.next()).isEqualTo("up");
                loop.execute(() -> {
                    for (int i = 0; i < chunks; i++) {
                        link.wire.write(ByteBuffer.wrap(chunk));
                    }
                });
                NioConnection connection = created.get(60, TimeUnit.SECONDS);
                onLoop(() -> assertThat(connection.pendingBytes()).isPositive());
                int before = onLoop(() -> link.flushes);
                onLoop(() -> 0);
                assertThat(onLoop(() -> link.flushes)).isEqualTo(before);
                long count = 0;
                InputStream in = peer.getInputStream();
                while (count < (long) chunks * chunk.length) {
                    count += in.readNBytes(chunk.length).length;
                }
                Awaitility.await().atMost(PATIENCE).until(() -> connection.pendingBytes() == 0);
                Awaitility.await().atMost(PATIENCE).until(() -> onLoop(() -> link.flushes) > before);
            }
        }
    }

    @Test
    void aLinkThatClosesItselfWhenItIsMadeGetsNoSocket() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<NioConnection> created = new CompletableFuture<>();
            loop.connect(
                    server.getLocalSocketAddress(),
                    wire -> {
                        ProbeLink link = new ProbeLink(wire);
                        link.close("at once");
                        return link;
                    },
                    created::complete);
            assertThat(created.get(60, TimeUnit.SECONDS).isDone()).isTrue();
            onLoop(() -> 0);
            server.setSoTimeout(200);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatWasWrittenBeforeTheCloseStillLeaves() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProbeLink link = connect((InetSocketAddress) server.getLocalSocketAddress());
            try (Socket peer = server.accept()) {
                assertThat(link.next()).isEqualTo("up");
                loop.execute(() -> {
                    link.write("last words");
                    link.close("test");
                });
                assertThat(peer.getInputStream().readAllBytes()).asString().isEqualTo("last words");
            }
        }
    }

    @Test
    void closingTheLoopClosesItsLinksAndRefusesTasks() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProbeLink link = connect((InetSocketAddress) server.getLocalSocketAddress());
            try (Socket peer = server.accept()) {
                assertThat(link.next()).isEqualTo("up");
                loop.close();
                assertThat(link.next()).isEqualTo("closed");
                assertThat(peer.getInputStream().read()).isEqualTo(-1);
                assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
                AtomicInteger late = new AtomicInteger();
                loop.schedule(Duration.ZERO, late::incrementAndGet);
                assertThat(late).hasValue(0);
            }
        }
    }

    @Test
    void timersAndDeadlinesAreKept() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProbeLink link = connect((InetSocketAddress) server.getLocalSocketAddress());
            assertThat(link.next()).isEqualTo("up");
            loop.execute(() ->
                    link.deadline = loop.context().now() + Duration.ofMillis(20).toNanos());
            assertThat(link.next()).isEqualTo("tick");
            CountDownLatch ran = new CountDownLatch(1);
            loop.schedule(Duration.ofMillis(20), ran::countDown);
            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLinkThatThrowsCostsItsOwnConnectionOnly() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            ProbeLink good = connect(address);
            assertThat(good.next()).isEqualTo("up");
            CompletableFuture<ProbeLink> made = new CompletableFuture<>();
            loop.connect(address, wire -> {
                ProbeLink bad = new ProbeLink(wire) {
                    @Override
                    public void flush() {
                        throw new IllegalStateException("test");
                    }
                };
                made.complete(bad);
                return bad;
            });
            ProbeLink bad = made.get(60, TimeUnit.SECONDS);
            Awaitility.await().atMost(PATIENCE).until(() -> bad.events.contains("down"));
            loop.execute(() -> {
                throw new IllegalStateException("test");
            });
            assertThat(onLoop(() -> good.closed)).isFalse();
        }
    }

    @Test
    void anErrorOfALinkOrATaskCostsItsOwnConnectionOnly() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            ProbeLink good = connect(address);
            assertThat(good.next()).isEqualTo("up");
            CompletableFuture<ProbeLink> made = new CompletableFuture<>();
            loop.connect(address, wire -> {
                ProbeLink bad = new ProbeLink(wire) {
                    @Override
                    public void flush() {
                        throw new NoClassDefFoundError("test");
                    }
                };
                made.complete(bad);
                return bad;
            });
            ProbeLink bad = made.get(60, TimeUnit.SECONDS);
            Awaitility.await().atMost(PATIENCE).until(() -> bad.events.contains("down"));
            loop.execute(() -> {
                throw new StackOverflowError("test");
            });
            assertThat(onLoop(() -> good.closed)).isFalse();
            assertThat(loop.ended().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void aLoopThatFailsSaysSoClosesItsLinksAndRefusesTasks() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            ProbeLink good = connect(address);
            assertThat(good.next()).isEqualTo("up");
            loop.connect(address, wire -> new ProbeLink(wire) {
                private boolean settled;

                @Override
                public long nextDeadline() {
                    if (settled) {
                        throw new NoClassDefFoundError("test");
                    }
                    settled = true;
                    return LinkContext.NEVER;
                }
            });
            assertThatThrownBy(() -> loop.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
            assertThat(good.next()).isEqualTo("closed");
            assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
    }

    private ProbeLink connect(InetSocketAddress address) throws Exception {
        return connect(address, new CompletableFuture<>());
    }

    private ProbeLink connect(InetSocketAddress address, CompletableFuture<NioConnection> created) throws Exception {
        CompletableFuture<ProbeLink> made = new CompletableFuture<>();
        loop.connect(
                address,
                wire -> {
                    ProbeLink link = new ProbeLink(wire);
                    made.complete(link);
                    return link;
                },
                created::complete);
        return made.get(60, TimeUnit.SECONDS);
    }

    private <T> T onLoop(java.util.function.Supplier<T> action) throws Exception {
        return CompletableFuture.supplyAsync(action, loop).get(60, TimeUnit.SECONDS);
    }

    private void onLoop(Runnable action) throws Exception {
        CompletableFuture.runAsync(action, loop).get(60, TimeUnit.SECONDS);
    }

    private WorkerLink worker(Wire wire, WorkerLink.Listener listener) {
        return WorkerLink.create(TestNetwork.worker(), TestNetwork.directory(), listener, wire, loop.context());
    }

    /** Answers every request with ten digits, from its own threads. */
    private final class Engine extends SilentListener {

        private final ExecutorService engines;

        Engine(ExecutorService engines) {
            this.engines = engines;
        }

        @Override
        public void onRequest(WorkerRequest request, WorkerAnswer answer) {
            engines.execute(() -> {
                loop.execute(() -> answer.head(OK));
                for (int i = 0; i < 10; i++) {
                    TlBytes digit = TlBytes.ofUtf8(Integer.toString(i));
                    loop.execute(() -> answer.part(digit));
                }
                AnswerInfo info = AnswerInfo.of(new TokensUsed(1, 2, 3, 1, 7), Instant.EPOCH, Instant.EPOCH);
                loop.execute(() -> answer.complete(info));
            });
        }
    }

    /** Keeps one worker link alive. */
    private static final class Keeper extends SilentListener {

        final Reconnector reconnector;
        final AtomicInteger readyCount = new AtomicInteger();
        final AtomicInteger closedCount = new AtomicInteger();
        final AtomicInteger errors = new AtomicInteger();

        Keeper(NioLoop loop, InetSocketAddress address) {
            reconnector = new Reconnector(
                    new Backoff(Duration.ofMillis(5), Duration.ofMillis(50), 0.5),
                    loop.context().random(),
                    loop::schedule,
                    () -> loop.connect(
                            address,
                            wire -> WorkerLink.create(
                                    TestNetwork.worker(), TestNetwork.directory(), this, wire, loop.context())));
        }

        @Override
        public void onReady() {
            readyCount.incrementAndGet();
            reconnector.ready();
        }

        @Override
        public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {
            closedCount.incrementAndGet();
            try {
                reconnector.closed();
            } catch (RuntimeException e) {
                errors.incrementAndGet();
                throw e;
            }
        }
    }

    private static class SilentListener implements WorkerLink.Listener {

        @Override
        public void onReady() {}

        @Override
        public void onRequest(WorkerRequest request, WorkerAnswer answer) {}

        @Override
        public void onCancel(WorkerAnswer answer) {}

        @Override
        public void onPayment(Hash256 requestId, long tokens, PayoutAccount account) {}

        @Override
        public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {}
    }
}
