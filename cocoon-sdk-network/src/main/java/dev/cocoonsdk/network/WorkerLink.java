package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.CocoonsdkCancel;
import dev.cocoonsdk.network.tl.CocoonsdkEvidence;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.ProxyRunQuery;
import dev.cocoonsdk.network.tl.ProxyRunQueryEx;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxyWorkerRequestPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.WorkerEnabledDisabled;
import dev.cocoonsdk.network.tl.WorkerNewCoefficient;
import dev.cocoonsdk.network.tl.WorkerPaymentStatus;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's connection to a proxy: handshake, requests and their answers, payments ({@code docs/protocol/wire.md} 8 to 10).
 *
 * <p>The handshake is in {@link WorkerHandshake}; from READY on, requests arrive as {@link Listener#onRequest}. Everything that
 * is sent can be parsed by the reference's proxy: completed answers and errors always carry their final info.
 */
public final class WorkerLink implements Link {

    /** Takes what happens on a link, on the link's thread. */
    public interface Listener {

        /**
         * Whether the proxy's image is among the allowed ones, or is not checked; asked before anything is said. If not, the
         * connection closes without a word.
         *
         * @param peer what the byte layer found out
         */
        default boolean isImageAllowed(Peer peer) {
            return true;
        }

        /** The handshake is complete; requests may come. */
        void onReady();

        /**
         * A request came. It ends by one of the ending methods of {@code answer}.
         *
         * @param request what to do
         * @param answer where to answer
         */
        void onRequest(WorkerRequest request, WorkerAnswer answer);

        /**
         * The broker does not want the answer any more. Stop working and call {@link WorkerAnswer#cancelled}. Comes only if the
         * settings announced {@link Extensions#CANCEL}.
         */
        void onCancel(WorkerAnswer answer);

        /**
         * The proxy counted a request.
         *
         * @param requestId the request's id
         * @param tokens adjusted tokens of the request
         * @param account the account with its new counters
         */
        void onPayment(Hash256 requestId, long tokens, PayoutAccount account);

        /** The broker understands our extensions. */
        default void onHello(CocoonsdkHello hello) {}

        /**
         * The connection ended; called once, last.
         *
         * @param failure why
         * @param open the answers that were not ended; they cannot be sent any more
         */
        void onClosed(LinkFailure failure, List<WorkerAnswer> open);
    }

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);

    private final WorkerSettings settings;
    private final Listener listener;
    private final PacketConnection connection;
    private final WorkerHandshake handshake;
    private final PaymentPoll<WorkerPaymentStatus> poll;
    private final OutgoingAnswers<WorkerAnswer> answers = new OutgoingAnswers<>();
    private int coefficient;
    private boolean disabled;
    private @Nullable CocoonsdkHello peerHello;
    private int forged;

    private WorkerLink(
            WorkerSettings settings,
            ProxyDirectory proxies,
            Listener listener,
            Wire wire,
            ByteLayer layer,
            LinkContext context) {
        this.settings = settings;
        this.listener = listener;
        this.coefficient = settings.coefficient();
        this.disabled = settings.disabled();
        this.connection = new PacketConnection(PacketConnection.Role.CONNECTOR, wire, layer, context, new Packets());
        this.handshake = new WorkerHandshake(settings, proxies, connection, this::isDisabled, this::ready);
        this.poll = new PaymentPoll<>(
                connection,
                context,
                new WorkerUpdatePaymentStatus(),
                status -> handshake.numbers().merge(status.signedPayment(), status.dbTokens(), status.maxTokens()));
    }

    /**
     * A link over plain TCP whose transport is being connected.
     *
     * @param settings what to say of the worker
     * @param proxies the worker's memory of proxies, shared by all its links
     * @param listener takes what happens
     * @param wire takes the output
     * @param context clock and randomness
     */
    public static WorkerLink create(
            WorkerSettings settings, ProxyDirectory proxies, Listener listener, Wire wire, LinkContext context) {
        return create(settings, proxies, listener, wire, ByteLayer.plain(), context);
    }

    /** As {@link #create(WorkerSettings, ProxyDirectory, Listener, Wire, LinkContext)} over another byte layer. */
    public static WorkerLink create(
            WorkerSettings settings,
            ProxyDirectory proxies,
            Listener listener,
            Wire wire,
            ByteLayer layer,
            LinkContext context) {
        return new WorkerLink(settings, proxies, listener, wire, layer, context);
    }

    /** Whether requests may come: the handshake is complete, and the verdict about the proxy holds now. */
    public boolean isReady() {
        return isUp() && !connection.isTrustOver();
    }

    private boolean isUp() {
        return handshake.isDone() && !isClosed();
    }

    /** The protocol version of this connection, 0 to 2; valid once ready. */
    public int protocol() {
        return handshake.protocol();
    }

    /**
     * The account at this proxy.
     *
     * @throws IllegalStateException before the proxy is known
     */
    public PayoutAccount account() {
        return handshake.account();
    }

    /** The account at this proxy, null before the proxy is known. */
    public @Nullable PayoutAccount knownAccount() {
        return handshake.knownAccount();
    }

    /** Whether this worker takes no requests. */
    public boolean isDisabled() {
        return disabled;
    }

    /** Tells the proxy whether this worker takes requests (wire.md 8.4). */
    public void setDisabled(boolean nowDisabled) {
        if (disabled != nowDisabled) {
            disabled = nowDisabled;
            if (isReady()) {
                connection.send(new WorkerEnabledDisabled(disabled ? 1 : 0));
            }
        }
    }

    /**
     * Tells the proxy a new price coefficient, 1000 = x1 (wire.md 8.4).
     *
     * @throws IllegalArgumentException if it is not from 0 to 999,999,999
     */
    public void setCoefficient(int newCoefficient) {
        WorkerSettings.checkCoefficient(newCoefficient);
        if (coefficient != newCoefficient) {
            coefficient = newCoefficient;
            if (isUp()) {
                connection.send(new WorkerNewCoefficient(newCoefficient));
            }
        }
    }

    /** Whether the broker publishes what {@link #sendEvidence} tells it; known from {@link Listener#onHello} on. */
    public boolean understandsEvidence() {
        CocoonsdkHello hello = peerHello;
        return hello != null && hello.features().contains(Extensions.EVIDENCE);
    }

    /**
     * Tells the broker what proves the worker's decryption keys ({@code docs/protocol-extensions.md} 5). Does nothing if the
     * broker does not understand it.
     *
     * @param evidence JSON in UTF-8
     * @throws IllegalArgumentException if it is longer than {@link Extensions#MAX_EVIDENCE}
     */
    public void sendEvidence(TlBytes evidence) {
        if (evidence.length() > Extensions.MAX_EVIDENCE) {
            throw new IllegalArgumentException(
                    "evidence: " + evidence.length() + " bytes (expected: at most " + Extensions.MAX_EVIDENCE + ")");
        }
        if (isReady() && understandsEvidence()) {
            connection.send(new CocoonsdkEvidence(evidence));
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
        return isClosed() ? LinkContext.NEVER : Math.min(poll.nextDeadline(), connection.nextDeadline());
    }

    @Override
    public void tick() {
        connection.tick();
        if (!isClosed()) {
            poll.tick();
        }
    }

    @Override
    public void close(String reason) {
        connection.close(new LinkFailure(Kind.CLOSED_HERE, 0, reason));
    }

    @Override
    public boolean isClosed() {
        return connection.state() == PacketConnection.State.CLOSED;
    }

    void send(TlObject message) {
        connection.send(message);
    }

    private void ready() {
        poll.schedule();
        if (disabled != handshake.announcedDisabled()) {
            connection.send(new WorkerEnabledDisabled(disabled ? 1 : 0));
        }
        if (coefficient != settings.coefficient()) {
            connection.send(new WorkerNewCoefficient(coefficient));
        }
        if (settings.hello() != null) {
            connection.send(settings.hello());
        }
        listener.onReady();
    }

    private void message(TlBytes data) {
        TlReader in = data.reader();
        switch (in.peekId()) {
            case ProxyRunQueryEx.ID -> runQuery(TlReader.parse(data, ProxyRunQueryEx::read));
            case ProxyRunQuery.ID -> runQuery(widen(TlReader.parse(data, ProxyRunQuery::read)));
            case ProxyWorkerRequestPayment.ID -> payment(TlReader.parse(data, ProxyWorkerRequestPayment::read));
            case ProxySignedPayment.ID -> merge(TlReader.parse(data, ProxySignedPayment::read));
            case CocoonsdkHello.ID -> hello(data);
            case CocoonsdkCancel.ID -> cancel(TlReader.parse(data, CocoonsdkCancel::read));
            default -> LOG.debug("ignoring message #{}", Integer.toHexString(in.peekId()));
        }
    }

    private static ProxyRunQueryEx widen(ProxyRunQuery query) {
        return new ProxyRunQueryEx(
                query.query(),
                query.signedPayment(),
                query.coefficient(),
                query.timeout(),
                query.requestId(),
                0,
                false);
    }

    private void runQuery(ProxyRunQueryEx query) {
        if (!handshake.isDone()) {
            LOG.debug("ignoring a request before the handshake is complete");
            return;
        }
        if (answers.contains(query.requestId())) {
            violation("a request id that is in use");
            return;
        }
        handshake.numbers().merge(query.signedPayment(), 0, 0);
        WorkerRequests.Parsed parsed = WorkerRequests.parse(query);
        WorkerAnswer answer = new WorkerAnswer(this, parsed.request(), answers);
        answers.add(query.requestId(), answer);
        if (parsed.defect() != null) {
            answer.fail(ErrorCodes.PROTOCOL_VIOLATION, parsed.defect(), AnswerInfo.none());
        } else if (connection.isTrustOver()) {
            answer.fail(ErrorCodes.NOT_READY, "the verdict about this proxy is over", AnswerInfo.none());
        } else {
            listener.onRequest(parsed.request(), answer);
        }
    }

    private void payment(ProxyWorkerRequestPayment payment) {
        if (!handshake.isDone()) {
            return;
        }
        String defect =
                handshake.numbers().requestPayment(payment.signedPayment(), payment.dbTokens(), payment.maxTokens());
        if (defect != null) {
            violation("proxy.workerRequestPayment: " + defect);
        } else {
            listener.onPayment(payment.requestId(), payment.requestTokens(), account());
        }
    }

    private void merge(ProxySignedPayment payment) {
        if (handshake.isDone() && !handshake.numbers().merge(payment, 0, 0) && ++forged >= SignedCounters.MAX_FORGED) {
            violation(forged + " invalid signed payments");
        }
    }

    private void hello(TlBytes data) {
        if (settings.hello() == null || !isUp()) {
            LOG.debug("ignoring a hello");
        } else if (data.length() > Extensions.MAX_HELLO) {
            violation("hello is too large");
        } else if (peerHello == null) {
            peerHello = TlReader.parse(data, CocoonsdkHello::read);
            listener.onHello(peerHello);
        }
    }

    private void cancel(CocoonsdkCancel cancel) {
        @Nullable WorkerAnswer answer = answers.get(cancel.requestId());
        if (answer != null
                && settings.hello() != null
                && settings.hello().features().contains(Extensions.CANCEL)) {
            listener.onCancel(answer);
        }
    }

    private void violation(String detail) {
        connection.close(new LinkFailure(Kind.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, detail));
    }

    private void closed(LinkFailure failure) {
        listener.onClosed(failure, answers.abandon());
    }

    private final class Packets implements PacketConnection.Listener {

        @Override
        public void onReady() {
            Peer peer = connection.peer();
            if (listener.isImageAllowed(peer)) {
                handshake.start();
            } else {
                connection.close(new LinkFailure(
                        Kind.REFUSED_HERE, ErrorCodes.NONE, "proxy image " + peer.imageHash() + " is not allowed"));
            }
        }

        @Override
        public void onPacket(TlBytes message) {
            WorkerLink.this.message(message);
        }

        @Override
        public void onQuery(long id, TlBytes function) {
            connection.reject(id, ErrorCodes.NONE, "a worker answers no queries");
        }

        /** No more requests shall come here. */
        @Override
        public void onTrustOver() {
            if (isUp()) {
                connection.send(new WorkerEnabledDisabled(1));
            }
        }

        @Override
        public boolean isBusy() {
            return answers.size() > 0;
        }

        @Override
        public void onClosed(LinkFailure failure) {
            closed(failure);
        }
    }
}
