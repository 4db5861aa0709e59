package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.AnyTcpPacket;
import dev.cocoonsdk.network.tl.TcpConnect;
import dev.cocoonsdk.network.tl.TcpConnected;
import dev.cocoonsdk.network.tl.TcpPacket;
import dev.cocoonsdk.network.tl.TcpPing;
import dev.cocoonsdk.network.tl.TcpPong;
import dev.cocoonsdk.network.tl.TcpQuery;
import dev.cocoonsdk.network.tl.TcpQueryAnswer;
import dev.cocoonsdk.network.tl.TcpQueryError;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.TlFunction;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code tcp.*} layer of both roles: start of a connection, one-way messages, queries, keepalive
 * ({@code docs/protocol/wire.md} 3.2 to 3.6).
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>event</th><th>next</th></tr>
 * <tr><td>NEW</td><td>the byte layer is up; the connector sends {@code tcp.connect}</td><td>OPENING</td></tr>
 * <tr><td>OPENING</td><td>{@code tcp.connect} (acceptor, answers {@code tcp.connected}) or {@code tcp.connected} (connector)
 * </td><td>READY</td></tr>
 * <tr><td>OPENING</td><td>any other frame</td><td>CLOSED</td></tr>
 * <tr><td>any</td><td>malformed bytes, idle timer, transport down, close</td><td>CLOSED</td></tr>
 * </table>
 *
 * <p>A peer that makes this side reply and does not read the replies is closed with {@link Kind#VIOLATION} once 4 MiB of them
 * wait (64 KiB during a handshake with a deadline). Drivers go on reading whatever waits: if both sides stopped reading because both
 * have much to say, neither would ever go on.
 *
 * <p>Confined to one thread at a time.
 */
public final class PacketConnection {

    /** Which side of the connection this is. */
    public enum Role {
        /** Opened the connection: client or worker. */
        CONNECTOR(Duration.ofSeconds(20)),
        /** Accepted the connection: proxy. */
        ACCEPTOR(Duration.ofSeconds(60));

        private final long idleNanos;

        Role(Duration idle) {
            idleNanos = idle.toNanos();
        }
    }

    /** Where the connection is in its life. */
    public enum State {
        /** The byte layer is not up yet. */
        NEW,
        /** Waiting for the peer's first frame. */
        OPENING,
        /** Messages flow. */
        READY,
        /** Over. */
        CLOSED
    }

    /** Takes what the peer sends. May throw {@link TlFormatException}, which closes the connection as malformed. */
    public interface Listener {

        /** Messages may be sent. */
        void onReady();

        /**
         * A one-way message.
         *
         * @param message a boxed object, unchecked
         */
        void onPacket(TlBytes message);

        /**
         * A query; answer it with {@link #answer} or {@link #reject}.
         *
         * @param id for the answer
         * @param function a boxed function, unchecked
         */
        void onQuery(long id, TlBytes function);

        /** The verdict about the peer is over: nothing new may be asked of it or done for it. Called once at most. */
        default void onTrustOver() {}

        /** Whether something began before the verdict was over and still runs, which keeps the connection open for so long. */
        default boolean isBusy() {
            return false;
        }

        /** The connection ended; called once, last. Outstanding queries get no other notice. */
        void onClosed(LinkFailure failure);
    }

    private static final long PING_NANOS = Duration.ofSeconds(10).toNanos();

    private final Role role;
    private final Wire wire;
    private final ByteLayer layer;
    private final LinkContext context;
    private final Listener listener;
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private final Map<Long, Pending<?>> queries = new HashMap<>();
    private final PeerLimits limits;
    private final TrustLimit trust;
    private boolean trustOver;
    private State state = State.NEW;
    private long lastFrame;
    private boolean pinged;
    private boolean sending;
    private Peer peer = Peer.UNKNOWN;

    /** A connection whose transport is being set up; its idle timer runs from now on. */
    public PacketConnection(Role role, Wire wire, ByteLayer layer, LinkContext context, Listener listener) {
        this.role = role;
        this.wire = wire;
        this.layer = layer;
        this.context = context;
        this.listener = listener;
        this.limits = new PeerLimits(wire, context, decoder);
        this.trust = new TrustLimit(context);
        this.lastFrame = context.now();
    }

    /** Limits time and memory until {@link #handshakeOver()}; what takes longer is closed with {@link Kind#IDLE}. */
    void handshake(Duration limit) {
        limits.handshake(limit);
    }

    void handshakeOver() {
        limits.handshakeOver();
    }

    /** Where the connection is in its life. */
    public State state() {
        return state;
    }

    /** What is known of the other end; {@link Peer#UNKNOWN} until the byte layer is up. */
    public Peer peer() {
        return peer;
    }

    /** Whether the verdict about the peer has come to its end; only a new handshake gives a new one. */
    public boolean isTrustOver() {
        return trust.isOver();
    }

    /** The transport is connected. */
    public void transportUp() {
        if (state == State.NEW) {
            layer.start(new LayerPort());
        }
    }

    /** The transport is gone. */
    public void transportDown(String reason) {
        end(new LinkFailure(Kind.DISCONNECTED, 0, reason));
    }

    /** Takes bytes of the network and consumes them; malformed bytes close the connection. */
    public void receive(ByteBuffer bytes) {
        if (state == State.CLOSED) {
            bytes.position(bytes.limit());
            return;
        }
        try {
            layer.receive(bytes);
        } catch (FrameFormatException | TlFormatException e) {
            malformed(e);
        }
    }

    private void malformed(RuntimeException failure) {
        boolean tooEarly = failure instanceof FrameFormatException format && format.isTooEarly();
        close(new LinkFailure(tooEarly ? Kind.VIOLATION : Kind.MALFORMED, 0, String.valueOf(failure.getMessage())));
    }

    /**
     * Sends a one-way message; does nothing on a closed connection.
     *
     * @throws MessageTooLargeException if it does not fit into a frame; nothing was sent
     */
    public void send(TlObject message) {
        write(Envelope.packet(message));
    }

    /**
     * Sends a query; does nothing on a closed connection.
     *
     * @param timeout how long to wait for the answer; later ones are ignored
     * @throws MessageTooLargeException if it does not fit into a frame; nothing was sent
     */
    public <R> void query(TlFunction<R> function, Duration timeout, QueryHandler<R> handler) {
        long id = context.random().nextLong();
        while (queries.containsKey(id)) {
            id++;
        }
        write(Envelope.query(id, function));
        if (state != State.CLOSED) {
            queries.put(id, new Pending<>(function, handler, context.now() + timeout.toNanos()));
        }
    }

    /**
     * Answers a query; does nothing on a closed connection.
     *
     * @throws MessageTooLargeException if it does not fit into a frame; nothing was sent
     */
    public void answer(long id, TlObject answer) {
        reply(Envelope.answer(id, answer));
    }

    /** Refuses a query; does nothing on a closed connection. */
    public void reject(long id, int code, String message) {
        reply(new TcpQueryError(id, code, message));
    }

    /** Ends the connection from this side. */
    public void close(LinkFailure failure) {
        if (state != State.CLOSED) {
            wire.close();
            end(failure);
        }
    }

    /** When {@link #tick()} is due. */
    public long nextDeadline() {
        if (state == State.CLOSED) {
            return LinkContext.NEVER;
        }
        long deadline = Math.min(lastFrame + role.idleNanos, layer.nextDeadline());
        deadline = Math.min(deadline, Math.min(limits.deadline(), trust.nextDeadline()));
        if (mayPing()) {
            deadline = Math.min(deadline, lastFrame + PING_NANOS);
        }
        for (Pending<?> query : queries.values()) {
            deadline = Math.min(deadline, query.deadline);
        }
        return deadline;
    }

    /** Time has passed. */
    public void tick() {
        long now = context.now();
        if (state == State.CLOSED) {
            return;
        }
        if (now >= lastFrame + role.idleNanos) {
            close(new LinkFailure(
                    Kind.IDLE,
                    0,
                    "no frame for " + Duration.ofNanos(role.idleNanos).toSeconds() + " s"));
            return;
        }
        if (now >= limits.deadline()) {
            close(new LinkFailure(Kind.IDLE, ErrorCodes.TIMEOUT, "the handshake takes too long"));
            return;
        }
        layer.tick();
        if (mayPing() && now >= lastFrame + PING_NANOS) {
            pinged = true;
            write(new TcpPing(context.random().nextLong()));
        }
        expireQueries(now);
        if (trust.isDue()) {
            endTrust();
        }
    }

    private void endTrust() {
        if (!trustOver) {
            trustOver = true;
            listener.onTrustOver();
        }
        if (!listener.isBusy()) {
            close(new LinkFailure(Kind.CLOSED_HERE, ErrorCodes.NOT_READY, "the verdict about the peer is over"));
        }
    }

    private boolean mayPing() {
        return role == Role.CONNECTOR && state == State.READY && !pinged;
    }

    private void expireQueries(long now) {
        List<Map.Entry<Long, Pending<?>>> expired = queries.entrySet().stream()
                .filter(entry -> now >= entry.getValue().deadline)
                .toList();
        for (Map.Entry<Long, Pending<?>> entry : expired) {
            if (queries.remove(entry.getKey()) != null) {
                entry.getValue().handler.failed(new QueryFailure(true, ErrorCodes.TIMEOUT, "no answer in time"));
            }
        }
    }

    private void write(TlObject packet) {
        if (state != State.CLOSED && state != State.NEW) {
            emit(encoder.encode(packet));
        }
    }

    /** Sends what the peer asked for, unless it does not read what it asked for. */
    private void reply(TlObject packet) {
        if (state != State.CLOSED && state != State.NEW) {
            ByteBuffer frame = encoder.encode(packet);
            if (mayReply(frame.remaining())) {
                emit(frame);
            }
        }
    }

    private boolean mayReply(int size) {
        boolean allowed = limits.mayReply(size);
        if (!allowed) {
            close(new LinkFailure(Kind.VIOLATION, 0, "the peer does not read the replies that it asks for"));
        }
        return allowed;
    }

    private void emit(ByteBuffer frame) {
        sending = true;
        try {
            layer.send(frame);
        } finally {
            sending = false;
        }
    }

    private void end(LinkFailure failure) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            queries.clear();
            layer.close();
            listener.onClosed(failure);
        }
    }

    private void layerUp() {
        state = State.OPENING;
        lastFrame = context.now();
        if (role == Role.CONNECTOR) {
            write(new TcpConnect(context.random().nextLong()));
        }
    }

    private void frame(TlBytes payload) {
        if (state == State.CLOSED) {
            return;
        }
        AnyTcpPacket packet = TlReader.parse(payload, AnyTcpPacket::read);
        lastFrame = context.now();
        pinged = false;
        if (state == State.NEW) {
            close(new LinkFailure(Kind.VIOLATION, 0, "a frame before the byte layer is up"));
        } else if (state == State.OPENING) {
            firstFrame(packet);
        } else {
            laterFrame(packet);
        }
    }

    private void firstFrame(AnyTcpPacket packet) {
        if (role == Role.ACCEPTOR && packet instanceof TcpConnect connect) {
            state = State.READY;
            write(new TcpConnected(connect.id()));
            listener.onReady();
        } else if (role == Role.CONNECTOR && packet instanceof TcpConnected) {
            state = State.READY;
            listener.onReady();
        } else {
            close(new LinkFailure(Kind.MALFORMED, 0, "first frame is no tcp.connect or tcp.connected"));
        }
    }

    private void laterFrame(AnyTcpPacket packet) {
        if (packet instanceof TcpPacket message) {
            listener.onPacket(message.data());
        } else if (packet instanceof TcpQuery query) {
            listener.onQuery(query.id(), query.data());
        } else if (packet instanceof TcpQueryAnswer answer) {
            Pending<?> query = queries.remove(answer.id());
            if (query != null) {
                query.answered(answer.data());
            }
        } else if (packet instanceof TcpQueryError error) {
            Pending<?> query = queries.remove(error.id());
            if (query != null) {
                query.handler.failed(new QueryFailure(false, error.code(), error.message()));
            }
        } else if (packet instanceof TcpPing ping) {
            reply(new TcpPong(ping.id()));
        }
    }

    private record Pending<R>(TlFunction<R> function, QueryHandler<R> handler, long deadline) {

        void answered(TlBytes data) {
            handler.answered(TlReader.parse(data, function::readAnswer));
        }
    }

    private final class LayerPort implements ByteLayer.Port {

        @Override
        public void toNetwork(ByteBuffer bytes) {
            // What the layer says by itself it says because of the peer.
            if (sending || mayReply(bytes.remaining())) {
                wire.write(bytes);
            }
        }

        @Override
        public void up(Peer found) {
            peer = found;
            trust.judged(found.verdict());
            layerUp();
        }

        @Override
        public void toFrames(ByteBuffer bytes) {
            try {
                decoder.decode(bytes, PacketConnection.this::frame);
            } catch (FrameFormatException | TlFormatException e) {
                malformed(e);
            }
        }

        @Override
        public void failed(LinkFailure failure) {
            close(failure);
        }
    }
}
