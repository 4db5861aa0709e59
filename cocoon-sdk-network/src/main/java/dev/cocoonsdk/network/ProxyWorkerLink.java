package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.CocoonsdkCancel;
import dev.cocoonsdk.network.tl.CocoonsdkEvidence;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.ProxyWorkerRequestPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.WorkerEnabledDisabled;
import dev.cocoonsdk.network.tl.WorkerNewCoefficient;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy's connection to a worker: handshake, requests and their answers, payments ({@code docs/protocol/wire.md} 8 to 10).
 *
 * <p>The handshake is in {@link ProxyHandshake}; from {@link Listener#onReady} on, {@link #run} gives requests to the worker.
 */
public final class ProxyWorkerLink implements Link {

    /** Decides on and learns of one worker, on the link's thread. */
    public interface Listener {

        /**
         * Whether the peer's image is among the allowed ones, or is not checked; asked first of all.
         *
         * @param peer what the byte layer found out
         */
        default boolean isImageAllowed(Peer peer) {
            return true;
        }

        /**
         * Whether the model is among the allowed ones, or is not checked.
         *
         * @param model {@code name@commit:verityhash}
         * @param modelHash its SHA-256
         */
        default boolean isModelAllowed(String model, Hash256 modelHash) {
            return true;
        }

        /** Whether this proxy takes workers in this iteration of its contract. */
        default boolean isProxyEnabled() {
            return true;
        }

        /** The worker's identity is known; it takes no requests yet. */
        void onRegistered(WorkerRegistration registration);

        /**
         * Gives the numbers that the worker may see. They must be on disk before, so the reply may come later, on the link's
         * thread; if it never comes, the worker gives up after 30 s.
         *
         * @param registration whose numbers
         * @param reply takes them; does nothing if the link is closed
         */
        void onNumbersWanted(WorkerRegistration registration, Consumer<PaymentNumbers> reply);

        /**
         * The handshake is complete.
         *
         * @param registration the worker
         * @param disabled whether it takes no requests yet
         */
        void onReady(WorkerRegistration registration, boolean disabled);

        /** The worker begins or stops taking requests. */
        void onDisabled(boolean disabled);

        /** The worker's price coefficient changed, 1000 = x1; 0 or more. */
        void onCoefficient(int coefficient);

        /** The worker understands our extensions. */
        void onHello(CocoonsdkHello hello);

        /**
         * The worker told what proves its decryption keys; it replaces what it told before. Nothing of it has been checked.
         *
         * @param evidence supposedly JSON, at most {@link Extensions#MAX_EVIDENCE} bytes
         */
        default void onEvidence(TlBytes evidence) {}

        /** The verdict about the worker is over: it gets no more requests, and the connection ends when the running ones have. */
        default void onTrustOver() {}

        /** The connection ended; called once, last, after every running call failed. */
        void onClosed(LinkFailure failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProxyWorkerLink.class);

    private static final Duration HANDSHAKE_LIMIT = Duration.ofMinutes(2);

    private final LinkContext context;
    private final ProxySettings settings;
    private final Listener listener;
    private final PacketConnection connection;
    private final ProxyHandshake handshake;
    private final CallTable<WorkerCall> calls = new CallTable<>();
    private final AnswerDispatch answers = new AnswerDispatch(calls);
    private final ToldNumbers told = new ToldNumbers();
    private final ProxyMessages messages = new ProxyMessages();
    private int coefficient;
    private boolean disabled;
    private @Nullable CocoonsdkHello hello;

    private ProxyWorkerLink(
            ProxySettings settings, Listener listener, Wire wire, ByteLayer layer, LinkContext context) {
        this.settings = settings;
        this.listener = listener;
        this.context = context;
        this.connection = new PacketConnection(PacketConnection.Role.ACCEPTOR, wire, layer, context, new Packets());
        this.handshake = new ProxyHandshake(settings, connection, messages, listener, this::ready);
        connection.handshake(HANDSHAKE_LIMIT);
    }

    /**
     * A link over plain TCP whose connection was just accepted.
     *
     * @param settings what to say of the proxy
     * @param listener decides and learns
     * @param wire takes the output
     * @param context clock and randomness
     */
    public static ProxyWorkerLink create(ProxySettings settings, Listener listener, Wire wire, LinkContext context) {
        return create(settings, listener, wire, ByteLayer.plain(), context);
    }

    /** As {@link #create(ProxySettings, Listener, Wire, LinkContext)} over another byte layer. */
    public static ProxyWorkerLink create(
            ProxySettings settings, Listener listener, Wire wire, ByteLayer layer, LinkContext context) {
        return new ProxyWorkerLink(settings, listener, wire, layer, context);
    }

    /** Whether requests can be given to the worker: the handshake is complete, and the verdict about the worker holds now. */
    public boolean isReady() {
        return isUp() && !connection.isTrustOver();
    }

    private boolean isUp() {
        return handshake.isDone() && !isClosed();
    }

    /**
     * What the worker said of itself.
     *
     * @throws IllegalStateException before {@link Listener#onRegistered}
     */
    public WorkerRegistration registration() {
        return handshake.registration();
    }

    /** The worker's current price coefficient, 1000 = x1. */
    public int coefficient() {
        return coefficient;
    }

    /** Whether the worker takes no requests. */
    public boolean isDisabled() {
        return disabled;
    }

    /** How many requests run on this connection. */
    public int running() {
        return calls.size();
    }

    /** What the worker announced of our extensions, null if nothing. */
    public @Nullable CocoonsdkHello hello() {
        return hello;
    }

    /** Whether the worker stops on {@link WorkerCall#cancel}. */
    public boolean understandsCancel() {
        return hello != null && hello.features().contains(Extensions.CANCEL);
    }

    /**
     * Gives a request to the worker. Capacity and readiness of the worker are the caller's to respect.
     *
     * @param query what to run
     * @param answer takes the answer
     * @throws IllegalStateException if the link is not ready
     * @throws IllegalArgumentException if the id is in use
     * @throws MessageTooLargeException if the request does not fit into a frame; nothing was sent
     */
    public WorkerCall run(WorkerQuery query, AnswerListener answer) {
        if (!isReady()) {
            throw new IllegalStateException("the worker is not ready");
        }
        if (calls.contains(query.id())) {
            throw new IllegalArgumentException("request id in use");
        }
        WorkerCall call = new WorkerCall(
                this, query.id(), coefficient, context.now() + query.timeout().toNanos(), calls, answer);
        calls.send(call, () -> connection.send(messages.runQuery(registration().protocol(), query, coefficient)));
        return call;
    }

    /**
     * Tells the worker what it earned (wire.md 10.6). Numbers that are lower than what the worker was told before are replaced
     * by those, because a worker closes on falling numbers. Does nothing if the link is not ready.
     *
     * @param requestId the id of the leg
     * @param numbers the counters, on disk already
     * @param tokens adjusted tokens of the request
     * @param clientOwner the client's wallet
     */
    public void requestPayment(Hash256 requestId, PaymentNumbers numbers, TokenCount tokens, TonAddress clientOwner) {
        if (isUp()) {
            PaymentNumbers rising = told.tell(numbers);
            connection.send(new ProxyWorkerRequestPayment(
                    requestId,
                    messages.payment(rising.payment()),
                    rising.database().value(),
                    rising.memory().value(),
                    tokens.value(),
                    clientOwner.toWire(settings.testnet())));
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

    /** Does nothing: a proxy's messages are not held back. */
    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public long nextDeadline() {
        return isClosed() ? LinkContext.NEVER : Math.min(calls.nextDeadline(), connection.nextDeadline());
    }

    @Override
    public void tick() {
        connection.tick();
        calls.expire(context.now(), call -> {
            call.cancel();
            call.fail(Origin.TIMEOUT, ErrorCodes.TIMEOUT, "timeout in proxy");
        });
    }

    @Override
    public void close(String reason) {
        connection.close(new LinkFailure(Kind.CLOSED_HERE, 0, reason));
    }

    @Override
    public boolean isClosed() {
        return connection.state() == PacketConnection.State.CLOSED;
    }

    boolean sendCancel(Hash256 id) {
        boolean possible = understandsCancel() && isUp();
        if (possible) {
            connection.send(new CocoonsdkCancel(id));
        }
        return possible;
    }

    private void ready(boolean isDisabled) {
        connection.handshakeOver();
        disabled = isDisabled;
        coefficient = registration().coefficient();
        listener.onReady(registration(), isDisabled);
    }

    private void message(TlBytes data) {
        if (!isUp()) {
            LOG.debug("ignoring a message before the handshake is complete");
        } else if (!answers.dispatch(data)) {
            control(data);
        }
    }

    private void control(TlBytes data) {
        int id = data.reader().peekId();
        switch (id) {
            case WorkerEnabledDisabled.ID -> {
                disabled = TlReader.parse(data, WorkerEnabledDisabled::read).disabled() != 0;
                listener.onDisabled(disabled);
            }
            case WorkerNewCoefficient.ID ->
                newCoefficient(TlReader.parse(data, WorkerNewCoefficient::read).newCoefficient());
            case CocoonsdkHello.ID -> hello(data);
            case CocoonsdkEvidence.ID -> evidence(data);
            default -> LOG.debug("ignoring message #{}", Integer.toHexString(id));
        }
    }

    private void newCoefficient(int value) {
        if (value < 0) {
            connection.close(
                    new LinkFailure(Kind.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "invalid coefficient value"));
        } else {
            coefficient = value;
            listener.onCoefficient(value);
        }
    }

    private void hello(TlBytes data) {
        if (!settings.extensions()) {
            LOG.debug("ignoring a hello");
        } else if (data.length() > Extensions.MAX_HELLO) {
            connection.close(new LinkFailure(Kind.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "hello is too large"));
        } else if (hello == null) {
            hello = TlReader.parse(data, CocoonsdkHello::read);
            connection.send(Extensions.brokerHello());
            listener.onHello(hello);
        }
    }

    private void evidence(TlBytes data) {
        if (hello == null) {
            LOG.debug("ignoring evidence of a worker that said no hello");
            return;
        }
        TlBytes evidence = TlReader.parse(data, CocoonsdkEvidence::read).evidence();
        if (evidence.length() > Extensions.MAX_EVIDENCE) {
            connection.close(new LinkFailure(Kind.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, "evidence is too large"));
        } else {
            listener.onEvidence(evidence);
        }
    }

    private void closed(LinkFailure failure) {
        for (WorkerCall call : calls.all()) {
            call.fail(Origin.LINK_LOST, ErrorCodes.NOT_READY, "the connection to the worker ended");
        }
        listener.onClosed(failure);
    }

    private final class Packets implements PacketConnection.Listener {

        @Override
        public void onReady() {
            // The worker speaks first.
        }

        @Override
        public void onPacket(TlBytes message) {
            ProxyWorkerLink.this.message(message);
        }

        @Override
        public void onQuery(long id, TlBytes function) {
            handshake.query(id, function, told::tell);
        }

        @Override
        public void onTrustOver() {
            listener.onTrustOver();
        }

        @Override
        public boolean isBusy() {
            return calls.size() > 0;
        }

        @Override
        public void onClosed(LinkFailure failure) {
            closed(failure);
        }
    }
}
