package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.ClientAnswerInfo;
import dev.cocoonsdk.network.ClientRegistration;
import dev.cocoonsdk.network.ClientReply;
import dev.cocoonsdk.network.ClientRequest;
import dev.cocoonsdk.network.ClientStanding;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.PaymentNumbers;
import dev.cocoonsdk.network.ProxyClientLink;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.network.Wire;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A proxy's client port on blocking sockets, whose answers a test writes. Every call to a link holds the lock of this object. */
final class TestProxy implements AutoCloseable {

    static final TokensUsed TOKENS = new TokensUsed(3, 0, 4, 0, 7);

    private final Ed25519Key key;
    private final ConnectionStack stack;
    private final ServerSocket server;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final List<ProxyClientLink> links = new ArrayList<>();
    private final List<ClientRequest> requests = new ArrayList<>();
    private final List<ClientReply> cancelled = new ArrayList<>();
    private final List<ClientReply> lost = new ArrayList<>();
    private BiConsumer<ClientRequest, ClientReply> handler =
            (request, reply) -> answer(reply, 200, "application/json", "{}");
    private List<ProxyModel> models = List.of();
    private RootConfig root;
    private String secret = "";
    private int connections;

    TestProxy(int seed, RootConfig root, ConnectionStack stack) throws IOException {
        byte[] bytes = new byte[Ed25519Key.SEED_LENGTH];
        Arrays.fill(bytes, (byte) seed);
        this.key = Ed25519Key.ofSeed(bytes);
        this.root = root;
        this.stack = stack;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    static TestProxy plain(int seed) throws IOException {
        return new TestProxy(seed, TestRoot.of(1, 1), ConnectionStack.plain());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    synchronized TestProxy answering(BiConsumer<ClientRequest, ClientReply> value) {
        handler = value;
        return this;
    }

    synchronized TestProxy models(ProxyModel... values) {
        models = List.of(values);
        return this;
    }

    synchronized TestProxy secret(String value) {
        secret = value;
        return this;
    }

    /** The proxy switches to another root configuration; its contracts are those of the new parameters for new connections. */
    synchronized void use(RootConfig value) {
        root = value;
    }

    synchronized int connections() {
        return connections;
    }

    synchronized int ready() {
        return (int) links.stream().filter(ProxyClientLink::isReady).count();
    }

    synchronized List<ClientRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized List<ClientReply> cancelled() {
        return List.copyOf(cancelled);
    }

    /** Replies whose connection ended first. */
    synchronized List<ClientReply> lost() {
        return List.copyOf(lost);
    }

    /** Runs an action on the links' side and sends what it wrote. */
    synchronized void run(Runnable action) {
        action.run();
        links.forEach(ProxyClientLink::flush);
    }

    synchronized void dropAll() {
        sockets.forEach(TestProxy::close);
    }

    ContractAddresses contracts() {
        return ContractAddresses.of(root.params(), TestRoot.ADDRESS, TestRoot.OWNER, key.publicKey());
    }

    static void head(ClientReply reply, int status, String contentType) {
        reply.head(new HttpResponse(
                "HTTP/1.1", status, "OK", List.of(new HttpHeader("Content-Type", contentType)), TlBytes.EMPTY));
    }

    static void answer(ClientReply reply, int status, String contentType, String body) {
        head(reply, status, contentType);
        reply.part(TlBytes.ofUtf8(body));
        reply.complete(info());
    }

    static ClientAnswerInfo info() {
        Instant now = Instant.now();
        return new ClientAnswerInfo(TOKENS, now, now, now, now, null, null);
    }

    static void fail(ClientReply reply, int code, String text) {
        Instant now = Instant.now();
        reply.fail(code, text, ClientAnswerInfo.ofProxy(now, now));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (this) {
                    connections++;
                    sockets.add(socket);
                    start(() -> serve(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            ProxyClientLink link;
            synchronized (this) {
                LinkContext context = LinkContext.system();
                link = ProxyClientLink.create(
                        ProxySettings.of(contracts(), TestRoot.OWNER, true, false),
                        new Decisions(contracts()),
                        new SocketWire(socket, out),
                        stack.newLayer(context, Offload.INLINE, "client"),
                        context);
                links.add(link);
                link.transportUp();
            }
            byte[] buffer = new byte[65536];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (this) {
                    link.receive(ByteBuffer.wrap(buffer, 0, count));
                    link.flush();
                }
            }
            synchronized (this) {
                link.transportDown("end of stream");
            }
        } catch (IOException | UncheckedIOException e) {
            close(socket);
        }
    }

    private synchronized void start(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropAll();
        List<Thread> all;
        synchronized (this) {
            all = List.copyOf(threads);
        }
        try {
            for (Thread thread : all) {
                thread.join(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Decisions implements ProxyClientLink.Listener {

        private final ContractAddresses contracts;

        Decisions(ContractAddresses contracts) {
            this.contracts = contracts;
        }

        @Override
        public int configVersion() {
            return (int) root.version();
        }

        @Override
        public void onStandingWanted(TonAddress wallet, Consumer<ClientStanding> reply) {
            reply.accept(
                    new ClientStanding.Known(Hash256.sha256(secret.getBytes(StandardCharsets.UTF_8)), payment(wallet)));
        }

        private SignedPayment payment(TonAddress wallet) {
            return SignedPayment.sign(
                    SignedPayment.Kind.CLIENT_CHARGE,
                    key,
                    7,
                    TokenCount.of(5),
                    contracts.client(wallet),
                    TestRoot.OWNER);
        }

        @Override
        public void onNumbersWanted(ClientRegistration client, Consumer<PaymentNumbers> reply) {
            reply.accept(new PaymentNumbers(payment(client.wallet()), TokenCount.of(6), TokenCount.of(7)));
        }

        @Override
        public void onReady(ClientRegistration client) {}

        @Override
        public void onQuery(ClientRequest request, ClientReply reply) {
            requests.add(request);
            handler.accept(request, reply);
        }

        @Override
        public void onModelsWanted(Consumer<List<ProxyModel>> reply) {
            reply.accept(models);
        }

        @Override
        public void onCancel(ClientReply reply) {
            cancelled.add(reply);
            reply.cancelled(info());
        }

        @Override
        public void onClosed(LinkFailure failure, List<ClientReply> open) {
            lost.addAll(open);
        }
    }

    private record SocketWire(Socket socket, OutputStream out) implements Wire {

        @Override
        public void write(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            try {
                out.write(copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            TestProxy.close(socket);
        }
    }
}
