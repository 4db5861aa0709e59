package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.AnswerListener;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.PaymentNumbers;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.network.ProxyWorkerLink;
import dev.cocoonsdk.network.Wire;
import dev.cocoonsdk.network.WorkerCall;
import dev.cocoonsdk.network.WorkerQuery;
import dev.cocoonsdk.network.WorkerRegistration;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The broker's side of the worker port on a real socket, with one blocking thread for each worker. */
final class TestBroker implements AutoCloseable {

    private final ProxySettings settings;
    private final ConnectionStack stack;
    private final ServerSocket server;
    private final List<Worker> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Worker> arrived = new LinkedBlockingQueue<>();
    private final AtomicLong ids = new AtomicLong();

    TestBroker() {
        this(TestNetwork.proxy());
    }

    TestBroker(ProxySettings settings) {
        this(settings, ConnectionStack.plain());
    }

    TestBroker(ProxySettings settings, ConnectionStack stack) {
        this.settings = settings;
        this.stack = stack;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("test-broker-accept", this::acceptAll);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** The next worker that has completed its handshake. */
    Worker awaitWorker() {
        try {
            Worker worker = arrived.poll(60, TimeUnit.SECONDS);
            if (worker == null) {
                throw new AssertionError("no worker within a minute");
            }
            return worker;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Connections so far, whether they completed their handshake or not. */
    List<Worker> accepted() {
        return all;
    }

    boolean hasArrivals() {
        return !arrived.isEmpty();
    }

    private void acceptAll() {
        try {
            while (true) {
                Worker worker = new Worker(server.accept());
                all.add(worker);
                daemon("test-broker-worker", worker::serve);
            }
        } catch (IOException e) {
            return;
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            all.forEach(Worker::drop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One worker's connection; its lock guards the link. */
    final class Worker implements ProxyWorkerLink.Listener {
        private final Socket socket;
        private final ProxyWorkerLink link;
        final CompletableFuture<CocoonsdkHello> hello = new CompletableFuture<>();
        final BlockingQueue<Boolean> disabledChanges = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> coefficientChanges = new LinkedBlockingQueue<>();
        final CompletableFuture<LinkFailure> closed = new CompletableFuture<>();

        Worker(Socket socket) {
            this.socket = socket;
            LinkContext context = LinkContext.system();
            ByteLayer layer = stack.newLayer(context, Offload.INLINE, "worker");
            this.link = ProxyWorkerLink.create(settings, this, new SocketWire(), layer, context);
        }

        private void serve() {
            byte[] buffer = new byte[1 << 16];
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(50);
                locked(ProxyWorkerLink::transportUp);
                for (int n = read(buffer); n >= 0; n = read(buffer)) {
                    int count = n;
                    locked(l -> l.receive(ByteBuffer.wrap(buffer, 0, count)));
                }
                locked(l -> l.transportDown("closed by the peer"));
            } catch (IOException e) {
                locked(l -> l.transportDown(e.toString()));
            }
        }

        private int read(byte[] buffer) throws IOException {
            try {
                return socket.getInputStream().read(buffer);
            } catch (SocketTimeoutException e) {
                locked(ProxyWorkerLink::tick);
                return 0;
            }
        }

        synchronized void locked(Consumer<ProxyWorkerLink> action) {
            action.accept(link);
            link.flush();
        }

        synchronized WorkerRegistration registration() {
            return link.registration();
        }

        synchronized boolean isDisabled() {
            return link.isDisabled();
        }

        Answer post(String path, String body) {
            return post(path, body, Duration.ofMinutes(2));
        }

        Answer post(String path, String body, Duration timeout) {
            return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8), timeout);
        }

        synchronized Answer post(String path, String type, byte[] payload, Duration timeout) {
            HttpRequest http = new HttpRequest(
                    "POST",
                    path,
                    "HTTP/1.1",
                    List.of(
                            new HttpHeader("Content-Type", type),
                            new HttpHeader("Content-Length", "" + payload.length)),
                    TlBytes.wrap(payload));
            Answer answer = new Answer();
            answer.call = link.run(
                    new WorkerQuery(
                            Hash256.sha256(("id" + ids.incrementAndGet()).getBytes(StandardCharsets.UTF_8)),
                            http.toBoxedBytes(),
                            null,
                            timeout,
                            true),
                    answer);
            return answer;
        }

        /** Tells the worker counters as after a request. */
        void pay(long database, long memory) {
            PaymentNumbers numbers = new PaymentNumbers(
                    TestNetwork.noPayments().payment(), TokenCount.of(database), TokenCount.of(memory));
            locked(l -> l.requestPayment(Hash256.ZERO, numbers, TokenCount.of(memory), TestNetwork.OWNER));
        }

        void cancel(Answer answer) {
            locked(l -> answer.call.cancel());
        }

        void drop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onRegistered(WorkerRegistration registration) {
            // The registration is read from the link.
        }

        @Override
        public void onNumbersWanted(WorkerRegistration registration, Consumer<PaymentNumbers> reply) {
            reply.accept(TestNetwork.noPayments(settings.contracts()));
        }

        @Override
        public void onReady(WorkerRegistration registration, boolean disabled) {
            arrived.add(this);
        }

        @Override
        public void onDisabled(boolean disabled) {
            disabledChanges.add(disabled);
        }

        @Override
        public void onCoefficient(int coefficient) {
            coefficientChanges.add(coefficient);
        }

        @Override
        public void onHello(CocoonsdkHello newHello) {
            hello.complete(newHello);
        }

        @Override
        public void onClosed(LinkFailure failure) {
            closed.complete(failure);
        }

        private final class SocketWire implements Wire {
            @Override
            public void write(ByteBuffer bytes) {
                try {
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    socket.getOutputStream().write(copy);
                } catch (IOException e) {
                    drop();
                }
            }

            @Override
            public void close() {
                drop();
            }
        }
    }

    /** One answer. */
    static final class Answer implements AnswerListener {
        private final CompletableFuture<HttpResponse> head = new CompletableFuture<>();
        private final CompletableFuture<AnswerInfo> complete = new CompletableFuture<>();
        private final CompletableFuture<AnswerFailure> failure = new CompletableFuture<>();
        private final CompletableFuture<Void> firstPart = new CompletableFuture<>();
        private final StringBuffer body = new StringBuffer();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private WorkerCall call;

        @Override
        public void onHead(HttpResponse newHead) {
            head.complete(newHead);
        }

        @Override
        public void onPart(TlBytes part) {
            body.append(part.toUtf8());
            bytes.writeBytes(part.toByteArray());
            firstPart.complete(null);
        }

        @Override
        public void onComplete(AnswerInfo info) {
            complete.complete(info);
        }

        @Override
        public void onFailure(AnswerFailure newFailure) {
            failure.complete(newFailure);
        }

        HttpResponse head() {
            return get(head);
        }

        void awaitPart() {
            get(firstPart);
        }

        AnswerInfo info() {
            return get(complete);
        }

        AnswerFailure failure() {
            return get(failure);
        }

        String body() {
            info();
            return body.toString();
        }

        /** The body so far as it came. */
        byte[] bytes() {
            return bytes.toByteArray();
        }

        boolean isOver() {
            return complete.isDone() || failure.isDone();
        }

        private static <T> T get(CompletableFuture<T> future) {
            try {
                return future.get(60, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("nothing within a minute", e);
            }
        }
    }
}
