package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypes;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypesV2;
import dev.cocoonsdk.network.tl.ClientPaymentStatus;
import dev.cocoonsdk.network.tl.ClientUpdatePaymentStatus;
import dev.cocoonsdk.network.tl.CocoonsdkCancel;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.ProxyClientRequestPayment;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFunction;
import dev.cocoonsdk.network.tl.TlReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection to a proxy: handshake, requests and their answers, payments ({@code docs/protocol/wire.md} 7, 9, 10).
 *
 * <p>The handshake is in {@link ClientHandshake}; from {@link Listener#onReady} on, {@link #run} gives requests to the proxy.
 */
public final class ClientLink implements Link {

    /** Takes what happens on a link, on the link's thread. */
    public interface Listener {

        /**
         * Whether the proxy's image is among the {@code proxy_hashes} of the root configuration, or is not checked; asked before
         * anything is said. If not, the link closes without a word.
         *
         * @param peer what the byte layer found out
         */
        boolean isImageAllowed(Peer peer);

        /**
         * The proxy does not know this client or its secret: the wallet shall send {@code owner_client_register} with this nonce to
         * the client contract (wire.md 7.1 step 4). The link waits 300 s for the proxy to see it.
         *
         * @param account with the address of the client contract
         * @param nonce as the proxy gave it
         */
        default void onRegistrationWanted(ChargeAccount account, long nonce) {}

        /**
         * The proxy's contracts are those that were derived here: the client contract may be deployed (wire.md 7.1 step 3).
         *
         * @param account with both contracts
         */
        default void onAdmitted(ChargeAccount account) {}

        /**
         * By what the client is authorised at this proxy.
         *
         * @param account with the proxy contract
         * @param configured the secret of the settings
         */
        default Secret secret(ChargeAccount account, Secret configured) {
            return configured;
        }

        /**
         * The proxy told its counters, or a signed charge; they may be the same as before.
         *
         * @param account the account with its new counters
         */
        default void onCounters(ChargeAccount account) {}

        /** The handshake is complete; requests may be given. */
        void onReady();

        /**
         * The proxy counted a request.
         *
         * @param requestId the request's id
         * @param tokens adjusted tokens of the request as the proxy says, perhaps negative
         * @param account the account with its new counters
         */
        default void onPayment(Hash256 requestId, long tokens, ChargeAccount account) {}

        /**
         * The proxy sent a payment or counters that are not valid; they were not taken. The link stays open like the reference's.
         *
         * @param account whose
         * @param defect text for humans
         */
        default void onPaymentDefect(ChargeAccount account, String defect) {}

        /** The proxy understands our extensions. */
        default void onHello(CocoonsdkHello hello) {}

        /** The connection ended; called once, last, after every running call failed. */
        void onClosed(LinkFailure failure);
    }

    /** How much later than the caller's timeout this side gives up: the proxy's own word shall come first (wire.md 16, row 2). */
    public static final Duration TIMEOUT_MARGIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ClientLink.class);
    private static final Duration MODELS_TIMEOUT = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private final Listener listener;
    private final LinkContext context;
    private final PacketConnection connection;
    private final ClientHandshake handshake;
    private final PaymentPoll<ClientPaymentStatus> poll;
    private final CallTable<ClientCall> calls = new CallTable<>();
    private final ClientAnswerDispatch answers = new ClientAnswerDispatch(calls);
    private final List<QueryHandler<List<ProxyModel>>> modelQueries = new ArrayList<>();
    private @Nullable CocoonsdkHello hello;
    private int forged;

    private ClientLink(
            ClientSettings settings,
            ClientDirectory directory,
            Listener listener,
            Wire wire,
            ByteLayer layer,
            LinkContext context) {
        this.settings = settings;
        this.listener = listener;
        this.context = context;
        this.connection = new PacketConnection(PacketConnection.Role.CONNECTOR, wire, layer, context, new Packets());
        this.handshake = new ClientHandshake(settings, directory, connection, new Events());
        this.poll = new PaymentPoll<>(connection, context, new ClientUpdatePaymentStatus(), this::status);
    }

    /**
     * A link whose transport is being connected.
     *
     * @param settings what to say of the client
     * @param directory the client's memory of proxies, shared by all its links
     * @param listener takes what happens
     * @param wire takes the output
     * @param layer what stands between the network and the frames, used for this link only
     * @param context clock and randomness
     */
    public static ClientLink create(
            ClientSettings settings,
            ClientDirectory directory,
            Listener listener,
            Wire wire,
            ByteLayer layer,
            LinkContext context) {
        return new ClientLink(settings, directory, listener, wire, layer, context);
    }

    /** Whether requests can be given to the proxy: the handshake is complete, and the verdict about the proxy holds now. */
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

    /** The account at this proxy, null before the proxy is known. */
    public @Nullable ChargeAccount knownAccount() {
        return handshake.account();
    }

    /** How many requests run on this connection. */
    public int running() {
        return calls.size();
    }

    /** What the proxy announced of our extensions, null if nothing. */
    public @Nullable CocoonsdkHello hello() {
        return hello;
    }

    /** Whether the proxy stops on {@link ClientCall#cancel}. */
    public boolean understandsCancel() {
        return hello != null && hello.features().contains(Extensions.CANCEL);
    }

    /**
     * Gives a request to the proxy. If the link is not ready, the call fails before this returns, as {@link Origin#NOT_SENT}.
     *
     * <p>The answer ends in any case: this side gives up {@link #TIMEOUT_MARGIN} after the query's timeout.
     *
     * @param query what to run
     * @param answer takes the answer
     * @throws IllegalArgumentException if the id is in use
     * @throws MessageTooLargeException if the request does not fit into a frame; nothing was sent
     */
    public ClientCall run(ClientQuery query, ClientAnswerListener answer) {
        if (calls.contains(query.id())) {
            throw new IllegalArgumentException("request id in use");
        }
        long deadline = Math.min(context.after(query.timeout()), LinkContext.NEVER - 1 - TIMEOUT_MARGIN.toNanos())
                + TIMEOUT_MARGIN.toNanos();
        ClientCall call = new ClientCall(this, query.id(), deadline, calls, answer);
        if (isReady()) {
            calls.send(call, () -> connection.send(ClientMessages.runQuery(protocol(), query)));
        } else {
            call.fail(Origin.NOT_SENT, ErrorCodes.NOT_READY, "the connection to the proxy is not ready");
        }
        return call;
    }

    /**
     * Asks for the models, at most 10 s. The handler is called once in any case, also if the link is not ready or ends.
     *
     * @param handler takes the list or why there is none
     */
    public void models(QueryHandler<List<ProxyModel>> handler) {
        if (!isReady()) {
            handler.failed(new QueryFailure(false, ErrorCodes.NOT_READY, "the connection to the proxy is not ready"));
        } else if (protocol() == 0) {
            models(new ClientGetWorkerTypes(), ModelMessages::models, handler);
        } else {
            models(new ClientGetWorkerTypesV2(), ModelMessages::models, handler);
        }
    }

    private <R> void models(
            TlFunction<R> query, Function<R, List<ProxyModel>> convert, QueryHandler<List<ProxyModel>> handler) {
        modelQueries.add(handler);
        connection.query(query, MODELS_TIMEOUT, new QueryHandler<>() {
            @Override
            public void answered(R answer) {
                modelQueries.remove(handler);
                handler.answered(convert.apply(answer));
            }

            @Override
            public void failed(QueryFailure failure) {
                modelQueries.remove(handler);
                handler.failed(failure);
            }
        });
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

    /** Does nothing: a client's messages are not held back. */
    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public long nextDeadline() {
        return isClosed()
                ? LinkContext.NEVER
                : Math.min(Math.min(poll.nextDeadline(), calls.nextDeadline()), connection.nextDeadline());
    }

    @Override
    public void tick() {
        connection.tick();
        if (!isClosed()) {
            poll.tick();
            calls.expire(context.now(), this::expire);
        }
    }

    private void expire(ClientCall call) {
        call.cancel();
        call.fail(Origin.TIMEOUT, ErrorCodes.TIMEOUT, "no answer in time");
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

    private void message(TlBytes data) {
        if (answers.dispatch(data)) {
            return;
        }
        int id = data.reader().peekId();
        switch (id) {
            case ProxyClientRequestPayment.ID -> payment(TlReader.parse(data, ProxyClientRequestPayment::read));
            case ProxySignedPayment.ID -> merge(TlReader.parse(data, ProxySignedPayment::read));
            case CocoonsdkHello.ID -> hello(data);
            default -> LOG.debug("ignoring message #{}", Integer.toHexString(id));
        }
    }

    private void payment(ProxyClientRequestPayment payment) {
        ChargeAccount account = handshake.account();
        if (account != null) {
            merge(account, payment.signedPayment(), payment.dbTokens(), payment.maxTokens());
            listener.onPayment(payment.requestId(), payment.requestTokens(), account);
        }
    }

    private void status(ClientPaymentStatus status) {
        ChargeAccount account = handshake.account();
        if (account != null) {
            merge(account, status.signedPayment(), status.dbTokens(), status.maxTokens());
        }
    }

    private void merge(ProxySignedPayment payment) {
        ChargeAccount account = handshake.account();
        if (account != null && !merge(account, payment, 0, 0) && ++forged >= SignedCounters.MAX_FORGED) {
            violation(forged + " invalid signed payments");
        }
    }

    /** Whether all of it is right. */
    private boolean merge(ChargeAccount account, AnyProxySignedPayment payment, long database, long memory) {
        String defect = account.merge(payment, database, memory);
        if (defect != null) {
            LOG.debug("payment of proxy {}: {}", account.proxyContract(), defect);
            listener.onPaymentDefect(account, defect);
        }
        listener.onCounters(account);
        return defect == null;
    }

    private void hello(TlBytes data) {
        if (!settings.extensions() || !isUp()) {
            LOG.debug("ignoring a hello");
        } else if (data.length() > Extensions.MAX_HELLO) {
            violation("hello is too large");
        } else if (hello == null) {
            CocoonsdkHello first = TlReader.parse(data, CocoonsdkHello::read);
            hello = first;
            listener.onHello(first);
        }
    }

    private void violation(String detail) {
        connection.close(new LinkFailure(Kind.VIOLATION, ErrorCodes.PROTOCOL_VIOLATION, detail));
    }

    private void closed(LinkFailure failure) {
        for (ClientCall call : calls.all()) {
            call.fail(Origin.LINK_LOST, ErrorCodes.NOT_READY, "the connection to the proxy ended");
        }
        List<QueryHandler<List<ProxyModel>>> waiting = List.copyOf(modelQueries);
        modelQueries.clear();
        waiting.forEach(handler ->
                handler.failed(new QueryFailure(false, ErrorCodes.NOT_READY, "the connection to the proxy ended")));
        listener.onClosed(failure);
    }

    private final class Events implements ClientHandshake.Events {

        @Override
        public boolean isImageAllowed(Peer peer) {
            return listener.isImageAllowed(peer);
        }

        @Override
        public void admitted(ChargeAccount account) {
            listener.onAdmitted(account);
        }

        @Override
        public Secret secret(ChargeAccount account) {
            return listener.secret(account, settings.secret());
        }

        @Override
        public void registrationWanted(ChargeAccount account, long nonce) {
            listener.onRegistrationWanted(account, nonce);
        }

        @Override
        public void payment(ChargeAccount account, AnyProxySignedPayment payment, long database, long memory) {
            merge(account, payment, database, memory);
        }

        @Override
        public void done() {
            poll.schedule();
            if (settings.extensions()) {
                connection.send(Extensions.clientHello());
            }
            listener.onReady();
        }
    }

    private final class Packets implements PacketConnection.Listener {

        @Override
        public void onReady() {
            handshake.start();
        }

        @Override
        public void onPacket(TlBytes message) {
            ClientLink.this.message(message);
        }

        @Override
        public void onQuery(long id, TlBytes function) {
            connection.reject(id, ErrorCodes.NONE, "a client answers no queries");
        }

        @Override
        public boolean isBusy() {
            return calls.size() > 0 || !modelQueries.isEmpty();
        }

        @Override
        public void onClosed(LinkFailure failure) {
            closed(failure);
        }
    }
}
