package dev.cocoonsdk.benchmarks.soak;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.benchmarks.stage.Connector;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.ChargeAccount;
import dev.cocoonsdk.network.ClientAnswerInfo;
import dev.cocoonsdk.network.ClientAnswerListener;
import dev.cocoonsdk.network.ClientDirectory;
import dev.cocoonsdk.network.ClientLink;
import dev.cocoonsdk.network.ClientQuery;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.RootConfig;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The clients: each asks for some streams and looks at every byte of the answers. */
final class SoakClients {

    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final String PREFIX = "{\"stream\":true,\"seed\":";

    private final SoakPlan plan;
    private final Connector connector;
    private final Tally tally;
    private final ConnectionStack stack = BenchNetwork.connector();
    private final RootConfig root = BenchNetwork.root();
    private final List<Events> connected = new CopyOnWriteArrayList<>();

    SoakClients(SoakPlan plan, Connector connector, Tally tally) {
        this.plan = plan;
        this.connector = connector;
        this.tally = tally;
    }

    /** Connects all of them and returns when all are ready. */
    void connect(InetSocketAddress broker) throws InterruptedException {
        ClientSettings settings =
                ClientSettings.of(BenchNetwork.WALLET, true, true, (int) root.version(), Secret.of(""));
        ClientDirectory directory = new ClientDirectory(root.params(), BenchNetwork.ROOT_CONTRACT);
        for (int i = 0; i < plan.clients(); i++) {
            connector.connect(broker, stack, (handle, wire, layer, context) -> {
                Events events = new Events(handle);
                events.link = ClientLink.create(settings, directory, events, wire, layer, context);
                return events.link;
            });
        }
        tally.await("clients", () -> tally.clientsReady.get() == plan.clients());
    }

    /** Asks for all streams at once. */
    void begin(int firstStream) {
        for (int i = 0; i < plan.streams(); i++) {
            Events client = connected.get(i % connected.size());
            int stream = firstStream + i;
            client.handle.executor().execute(() -> client.ask(stream));
        }
    }

    private static TlBytes request(int stream) {
        byte[] body = (PREFIX + stream + "}").getBytes(StandardCharsets.UTF_8);
        return new HttpRequest(
                        "POST",
                        "/v1/chat/completions",
                        "HTTP/1.1",
                        List.of(new HttpHeader("Content-Length", String.valueOf(body.length))),
                        TlBytes.wrap(body))
                .toBoxedBytes();
    }

    /** Which stream a request asks for. */
    static int streamOf(HttpRequest request) {
        String body = request.payload().toUtf8();
        return Integer.parseInt(body.substring(PREFIX.length(), body.length() - 1));
    }

    private final class Events implements ClientLink.Listener {

        private final Connector.Handle handle;
        private ClientLink link;

        @SuppressWarnings("NullAway.Init") // set before the first event
        Events(Connector.Handle handle) {
            this.handle = handle;
        }

        void ask(int stream) {
            byte[] id = ByteBuffer.allocate(Hash256.LENGTH)
                    .putLong(System.nanoTime())
                    .putInt(stream)
                    .array();
            link.run(
                    new ClientQuery(
                            Hash256.of(id), SoakPlan.MODEL, request(stream), 4000, 2 * plan.parts(), TIMEOUT, 0, false),
                    new Answer(stream));
            handle.settle();
        }

        @Override
        public boolean isImageAllowed(Peer peer) {
            return true;
        }

        @Override
        public void onReady() {
            connected.add(this);
            tally.clientsReady.incrementAndGet();
        }

        @Override
        public void onPayment(Hash256 requestId, long tokens, ChargeAccount account) {
            tally.clientPayments.incrementAndGet();
        }

        @Override
        public void onPaymentDefect(ChargeAccount account, String defect) {
            tally.lost("payment", defect);
        }

        @Override
        public void onClosed(LinkFailure failure) {
            tally.lost("client", failure.toString());
        }
    }

    private final class Answer implements ClientAnswerListener {

        private final int stream;
        private long received;
        private boolean wrong;

        Answer(int stream) {
            this.stream = stream;
        }

        @Override
        public void onHead(HttpResponse head) {
            wrong = head.statusCode() != 200;
        }

        @Override
        public void onPart(TlBytes bytes) {
            if (received == 0) {
                tally.streamsBegun.incrementAndGet();
            }
            wrong |= !StreamBytes.matches(stream, received, bytes);
            received += bytes.length();
            tally.bytes.addAndGet(bytes.length());
        }

        @Override
        public void onCompleted(ClientAnswerInfo info) {
            if (wrong || received != plan.answerBytes()) {
                tally.streamsWrong.incrementAndGet();
            }
            tally.streamsCompleted.incrementAndGet();
        }

        @Override
        public void onFailed(AnswerFailure failure) {
            tally.lost("stream", failure.toString());
        }
    }
}
