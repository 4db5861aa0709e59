package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyLong;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyShort;
import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypes;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypesV2;
import dev.cocoonsdk.network.tl.ClientPaymentStatus;
import dev.cocoonsdk.network.tl.ClientRunQuery;
import dev.cocoonsdk.network.tl.ClientRunQueryEx;
import dev.cocoonsdk.network.tl.ClientUpdatePaymentStatus;
import dev.cocoonsdk.network.tl.CocoonsdkCancel;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.ProxyClientRequestPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerConnectToProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeComplete;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy's connection to a client: handshake, requests and their answers, payments ({@code docs/protocol/wire.md} 7, 9, 10).
 *
 * <p>The handshake is in {@link ProxyClientHandshake}; from {@link Listener#onReady} on, requests arrive as
 * {@link Listener#onQuery}. Everything that is sent can be read by the reference's client: completed answers and errors always
 * carry a complete final info (wire.md 9.7).
 */
public final class ProxyClientLink implements Link {

    /** Decides on and learns of one client, on the link's thread. */
    public interface Listener {

        /** {@code version} of the root configuration that this proxy has switched to; an unsigned number. */
        int configVersion();

        /** Whether this proxy takes clients in this iteration of its contract. */
        default boolean isProxyEnabled() {
            return true;
        }

        /**
         * Gives what is known of a client's contract; asked at the connect and again at the authorisation. A broker may say
         * {@link ClientStanding.Unknown} of a client whose secret is empty (wire.md 7.3).
         *
         * @param wallet the client's Cocoon wallet
         * @param reply takes it, at once or later on the link's thread; does nothing if the link is closed
         */
        void onStandingWanted(TonAddress wallet, Consumer<ClientStanding> reply);

        /** The number by which the client registers on chain, unique among connecting clients; 0 in fake-TON mode. */
        default long nonce(RandomGenerator random) {
            return random.nextLong();
        }

        /**
         * The client was told the nonce. Call {@link #registered} when its registration arrives on chain, from the client contract
         * of this wallet and with this nonce; at once in fake-TON mode.
         */
        default void onConnecting(ClientRegistration client, long nonce) {}

        /**
         * Gives the numbers that the client may see. They must be on disk before, so the reply may come later, on the link's
         * thread.
         *
         * @param client whose numbers
         * @param reply takes them; does nothing if the link is closed
         */
        void onNumbersWanted(ClientRegistration client, Consumer<PaymentNumbers> reply);

        /** The handshake is complete; requests may come. */
        void onReady(ClientRegistration client);

        /**
         * A request came. It ends by one of the ending methods of {@code reply}.
         *
         * @param request what the client wants, unchecked
         * @param reply where to answer
         */
        void onQuery(ClientRequest request, ClientReply reply);

        /**
         * Gives the models and who serves them (wire.md 9.9).
         *
         * @param reply takes them, at once or later on the link's thread; does nothing if the link is closed
         */
        void onModelsWanted(Consumer<List<ProxyModel>> reply);

        /**
         * The client does not want the answer any more. Stop the work and call {@link ClientReply#cancelled}. Comes only if the
         * settings have extensions.
         */
        default void onCancel(ClientReply reply) {}

        /** The client understands our extensions. */
        default void onHello(CocoonsdkHello hello) {}

        /**
         * The connection ended; called once, last.
         *
         * @param failure why
         * @param open the answers that were not ended; they cannot be sent any more
         */
        void onClosed(LinkFailure failure, List<ClientReply> open);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProxyClientLink.class);

    private static final Duration HANDSHAKE_LIMIT = Duration.ofMinutes(5);

    /** Answers that may wait for a client that goes on asking, in bytes. */
    private static final int MAX_WAITING = 1 << 25;

    private final ProxySettings settings;
    private final Listener listener;
    private final Wire wire;
    private final InstantSource clock;
    private final PacketConnection connection;
    private final QueryDesk desk;
    private final ProxyClientHandshake handshake;
    private final ProxyMessages messages = new ProxyMessages();
    private final ToldNumbers told = new ToldNumbers();
    private final OutgoingAnswers<ClientReply> answers = new OutgoingAnswers<>();
    private @Nullable CocoonsdkHello hello;

    private ProxyClientLink(
            ProxySettings settings, Listener listener, Wire wire, ByteLayer layer, LinkContext context) {
        this.settings = settings;
        this.listener = listener;
        this.wire = wire;
        this.clock = context.clock();
        this.connection = new PacketConnection(PacketConnection.Role.ACCEPTOR, wire, layer, context, new Packets());
        this.desk = new QueryDesk(connection);
        this.handshake =
                new ProxyClientHandshake(settings, desk, messages, told, listener, context.random(), this::ready);
        connection.handshake(HANDSHAKE_LIMIT);
    }

    /**
     * A link whose connection was just accepted.
     *
     * @param settings what to say of the proxy
     * @param listener decides and learns
     * @param wire takes the output
     * @param layer what stands between the network and the frames, used for this link only
     * @param context clock and randomness
     */
    public static ProxyClientLink create(
            ProxySettings settings, Listener listener, Wire wire, ByteLayer layer, LinkContext context) {
        return new ProxyClientLink(settings, listener, wire, layer, context);
    }

    /** Whether requests may come: the handshake is complete, and the verdict about the client holds now. */
    public boolean isReady() {
        return isUp() && !connection.isTrustOver();
    }

    private boolean isUp() {
        return handshake.isDone() && !isClosed();
    }

    /**
     * What the client said of itself.
     *
     * @throws IllegalStateException before the client's connect was checked
     */
    public ClientRegistration registration() {
        return handshake.registration();
    }

    /** What is known of the other end; {@link Peer#UNKNOWN} until the byte layer is up. */
    public Peer peer() {
        return connection.peer();
    }

    /** How many requests are not ended. */
    public int running() {
        return answers.size();
    }

    /** What the client announced of our extensions, null if nothing. */
    public @Nullable CocoonsdkHello hello() {
        return hello;
    }

    /**
     * Bytes that wait for the client: held back until the next flush, or written and not yet taken by the network. A broker that
     * sees it grow stops reading from the workers of this client's requests.
     */
    public long waitingBytes() {
        return answers.held() + wire.waiting();
    }

    /**
     * The client's registration with the nonce of this connection arrived on chain (wire.md 7.3). Before or after the client asked;
     * does nothing on a closed link.
     */
    public void registered() {
        if (!isClosed()) {
            handshake.registered();
        }
    }

    /**
     * Tells the client what a request cost (wire.md 9.8). Numbers that are lower than what the client was told before are replaced
     * by those. Does nothing if the link is not ready.
     *
     * @param requestId the client's id of the request
     * @param numbers the counters, on disk already
     * @param tokens adjusted tokens of the request
     */
    public void requestPayment(Hash256 requestId, PaymentNumbers numbers, TokenCount tokens) {
        if (isUp()) {
            PaymentNumbers rising = told.tell(numbers);
            connection.send(new ProxyClientRequestPayment(
                    requestId,
                    messages.payment(rising.payment()),
                    rising.database().value(),
                    rising.memory().value(),
                    tokens.value()));
        }
    }

    @Override
    public void transportUp() {
        connection.transportUp();
    }

    @Override
    public void receive(ByteBuffer bytes) {
        connection.receive(bytes);
    }

    @Override
    public void transportDown(String reason) {
        connection.transportDown(reason);
    }

    @Override
    public void flush() {
        answers.flush();
    }

    @Override
    public long nextDeadline() {
        return connection.nextDeadline();
    }

    @Override
    public void tick() {
        connection.tick();
    }

    @Override
    public void close(String reason) {
        connection.close(new LinkFailure(Kind.CLOSED_HERE, 0, reason));
    }

    @Override
    public boolean isClosed() {
        return connection.state() == PacketConnection.State.CLOSED;
    }

    int protocol() {
        return registration().protocol();
    }

    void send(TlObject message) {
        connection.send(message);
    }

    private void ready() {
        connection.handshakeOver();
        listener.onReady(registration());
    }

    private void query(long id, TlBytes data) {
        int constructor = data.reader().peekId();
        switch (constructor) {
            case ClientConnectToProxy.ID, ClientAuthorizeWithProxyShort.ID, ClientAuthorizeWithProxyLong.ID ->
                handshake.query(id, constructor, data);
            case ClientUpdatePaymentStatus.ID -> paymentStatus(id, data);
            case ClientGetWorkerTypesV2.ID -> models(id, data, ClientGetWorkerTypesV2::read, ModelMessages::second);
            case ClientGetWorkerTypes.ID -> models(id, data, ClientGetWorkerTypes::read, ModelMessages::first);
            default -> foreign(id, constructor);
        }
    }

    private void foreign(long id, int constructor) {
        switch (constructor) {
            case WorkerConnectToProxy.ID,
                    WorkerCompareBalanceWithProxy.ID,
                    WorkerExtendedCompareBalanceWithProxy.ID,
                    WorkerProxyHandshakeComplete.ID ->
                desk.refuse(id, Refusal.violation("worker connect() from non worker"));
            case WorkerUpdatePaymentStatus.ID -> rejectNotReady(id);
            default -> desk.reject(id, ErrorCodes.NONE, "unknown query");
        }
    }

    private void rejectNotReady(long id) {
        desk.reject(id, ErrorCodes.PROTOCOL_VIOLATION, "client request from non-ready connection");
    }

    private void paymentStatus(long id, TlBytes data) {
        if (!isUp()) {
            rejectNotReady(id);
        } else if (desk.parse(id, data, ClientUpdatePaymentStatus::read) != null) {
            listener.onNumbersWanted(registration(), numbers -> {
                PaymentNumbers sent = told.tell(numbers);
                desk.answer(
                        id,
                        new ClientPaymentStatus(
                                messages.payment(sent.payment()),
                                sent.database().value(),
                                sent.memory().value()));
            });
        }
    }

    private <T> void models(
            long id, TlBytes data, Function<TlReader, T> read, Function<List<ProxyModel>, TlObject> convert) {
        if (!isUp()) {
            desk.reject(id, ErrorCodes.PROTOCOL_VIOLATION, "expected client connection");
        } else if (desk.parse(id, data, read) != null) {
            listener.onModelsWanted(models -> desk.answer(id, convert.apply(models)));
        }
    }

    private void message(TlBytes data) {
        int id = data.reader().peekId();
        if (!isUp()) {
            LOG.debug("dropping message #{} before the handshake is complete", Integer.toHexString(id));
            return;
        }
        switch (id) {
            case ClientRunQueryEx.ID -> runQuery(ClientRequest.of(TlReader.parse(data, ClientRunQueryEx::read)));
            case ClientRunQuery.ID -> runQuery(ClientRequest.of(TlReader.parse(data, ClientRunQuery::read)));
            case CocoonsdkHello.ID -> hello(data);
            case CocoonsdkCancel.ID -> cancel(TlReader.parse(data, CocoonsdkCancel::read));
            default -> LOG.debug("ignoring message #{}", Integer.toHexString(id));
        }
    }

    private void runQuery(ClientRequest request) {
        if (answers.contains(request.id())) {
            violation("a request id that is in use");
            return;
        }
        if (waitingBytes() > MAX_WAITING) {
            violation("the client asks more and does not read its answers");
            return;
        }
        ClientReply reply = new ClientReply(this, request, answers);
        answers.add(request.id(), reply);
        if (connection.isTrustOver()) {
            Instant now = clock.instant();
            reply.fail(
                    ErrorCodes.NOT_READY, "the verdict about this client is over", ClientAnswerInfo.ofProxy(now, now));
        } else {
            listener.onQuery(request, reply);
        }
    }

    private void hello(TlBytes data) {
        if (!settings.extensions()) {
            LOG.debug("ignoring a hello");
        } else if (data.length() > Extensions.MAX_HELLO) {
            violation("hello is too large");
        } else if (hello == null) {
            CocoonsdkHello first = TlReader.parse(data, CocoonsdkHello::read);
            hello = first;
            connection.send(Extensions.brokerHelloToClient());
            listener.onHello(first);
        }
    }

    private void cancel(CocoonsdkCancel cancel) {
        ClientReply reply = answers.get(cancel.requestId());
        if (reply != null && hello != null) {
            listener.onCancel(reply);
        }
    }

    private void violation(String detail) {
        connection.close(new LinkFailure(Kind.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, detail));
    }

    private final class Packets implements PacketConnection.Listener {

        @Override
        public void onReady() {
            // The client speaks first.
        }

        @Override
        public void onPacket(TlBytes message) {
            ProxyClientLink.this.message(message);
        }

        @Override
        public void onQuery(long id, TlBytes function) {
            ProxyClientLink.this.query(id, function);
        }

        @Override
        public boolean isBusy() {
            return answers.size() > 0;
        }

        @Override
        public void onClosed(LinkFailure failure) {
            listener.onClosed(failure, answers.abandon());
        }
    }
}
