package dev.cocoonsdk.network;

import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.tls.TlsEngine;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 on an {@link SSLEngine} ({@code docs/protocol/attestation.md} 1). The engine's delegated tasks, which judge the peer, go through
 * the {@link Offload}; meanwhile input waits.
 *
 * <p>Between two calls an idle connection holds the engine and nothing else: an incomplete record is kept as long as it is incomplete, and
 * all other buffers belong to the thread.
 */
final class TlsLayer implements ByteLayer {

    /** What may wait while a task runs: a peer has no reason to send more before the handshake is over. */
    static final int MAX_WAITING = 1 << 17;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TlsEngine tls;
    private final SSLEngine engine;
    private final Offload offload;
    private final Waiting waiting = new Waiting(MAX_WAITING);
    private @Nullable Port port;
    private boolean up;
    private boolean working;
    private boolean pumping;

    TlsLayer(TlsEngine tls, Offload offload) {
        this.tls = tls;
        this.engine = tls.engine();
        this.offload = offload;
    }

    @Override
    public void start(Port newPort) {
        port = newPort;
        try {
            engine.beginHandshake();
        } catch (SSLException e) {
            broken(e);
            return;
        }
        pump(NOTHING);
    }

    @Override
    public void receive(ByteBuffer bytes) {
        while (bytes.hasRemaining() && port != null) {
            if (working || pumping) {
                hold(bytes, bytes.remaining());
            } else if (waiting.isEmpty()) {
                pump(bytes);
                if (!working) {
                    hold(bytes, bytes.remaining());
                }
            } else {
                hold(bytes, waiting.missing());
                pumpWaiting();
            }
        }
        bytes.position(bytes.limit());
    }

    /** Keeps some bytes for later. */
    private void hold(ByteBuffer bytes, int count) {
        if (port != null && !waiting.add(bytes, count)) {
            fail(Kind.VIOLATION, "more than " + MAX_WAITING + " bytes before TLS is up");
        }
    }

    private void pumpWaiting() {
        ByteBuffer bytes = waiting.view();
        pump(bytes);
        waiting.consumed(bytes);
    }

    /** Goes on until the engine needs more bytes or time. */
    private void pump(ByteBuffer bytes) {
        pumping = true;
        try {
            boolean progress = true;
            while (progress && port != null && !working) {
                progress = step(bytes);
            }
        } catch (SSLException e) {
            broken(e);
        } finally {
            pumping = false;
        }
    }

    private boolean step(ByteBuffer bytes) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            return wrap(NOTHING) > 0 || engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
        }
        if (status == HandshakeStatus.NOT_HANDSHAKING && !up) {
            ready();
            return true;
        }
        return bytes.hasRemaining() && unwrap(bytes);
    }

    private void runTasks() {
        working = true;
        try {
            offload.run(this::work, this::goOn);
        } catch (RejectedExecutionException e) {
            working = false;
            fail(Kind.CLOSED_HERE, "no thread for the TLS handshake");
        }
    }

    private void work() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Whoever drives the link may take what is thrown here for a task of nobody's; it costs this connection. */
    private void goOn() {
        try {
            worked();
        } catch (RuntimeException | Error e) {
            fail(Kind.DISCONNECTED, "internal error");
            throw e;
        }
    }

    /** With inline work the loop that began it goes on; else what arrived meanwhile is looked at. */
    private void worked() {
        working = false;
        if (port != null && !pumping) {
            pumpWaiting();
        }
    }

    private void ready() throws SSLException {
        tls.handshakeOver();
        Peer peer = peer();
        up = true;
        if (port != null) {
            port.up(peer);
        }
    }

    private Peer peer() throws SSLException {
        try {
            return new Peer(tls.verdict(), tls.imageHash()).withKey(tls.peerKey());
        } catch (RuntimeException e) {
            throw new SSLException("internal error: " + e.getClass().getName(), e);
        }
    }

    /** Decrypts one record; false if there is no complete one. */
    private boolean unwrap(ByteBuffer bytes) throws SSLException {
        ByteBuffer plain = Scratch.take(engine.getSession().getApplicationBufferSize());
        try {
            SSLEngineResult result = guarded(() -> engine.unwrap(bytes, plain));
            if (plain.position() > 0 && port != null) {
                port.toFrames(plain.flip());
            }
            return switch (result.getStatus()) {
                case OK -> result.bytesConsumed() > 0 || wantsAction(result.getHandshakeStatus());
                case BUFFER_UNDERFLOW -> false;
                case BUFFER_OVERFLOW -> throw new SSLException("record too large");
                case CLOSED -> {
                    fail(Kind.DISCONNECTED, "closed by the peer");
                    yield false;
                }
            };
        } finally {
            Scratch.giveBack(plain);
        }
    }

    private static boolean wantsAction(HandshakeStatus status) {
        return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
    }

    @Override
    public void send(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && port != null) {
                if (wrap(bytes) == 0) {
                    throw new SSLException("the engine takes no more");
                }
            }
        } catch (SSLException e) {
            broken(e);
        }
    }

    /** Encrypts as many records as a scratch buffer holds and sends them; says how many bytes that gave. */
    private int wrap(ByteBuffer bytes) throws SSLException {
        int record = engine.getSession().getPacketBufferSize();
        ByteBuffer sealed = Scratch.take(record);
        try {
            boolean more = true;
            while (more && sealed.remaining() >= record) {
                SSLEngineResult result = guarded(() -> engine.wrap(bytes, sealed));
                more = result.getStatus() == SSLEngineResult.Status.OK
                        && result.bytesProduced() > 0
                        && (bytes.hasRemaining() || result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
            }
            int produced = sealed.position();
            if (produced > 0 && port != null) {
                byte[] copy = new byte[produced];
                sealed.flip().get(copy);
                port.toNetwork(ByteBuffer.wrap(copy));
            }
            return produced;
        } finally {
            Scratch.giveBack(sealed);
        }
    }

    @FunctionalInterface
    private interface EngineCall {
        SSLEngineResult run() throws SSLException;
    }

    /** The engine passes on what its delegated tasks threw, a policy's mistakes among it. */
    private static SSLEngineResult guarded(EngineCall call) throws SSLException {
        try {
            return call.run();
        } catch (RuntimeException e) {
            throw new SSLException("internal error: " + e.getClass().getName(), e);
        }
    }

    private void broken(SSLException failure) {
        tls.handshakeOver();
        sendAlert();
        Verdict.Rejected refusal = tls.refusal(failure);
        if (refusal != null) {
            refuse(refusal);
        } else if (TlsEngine.isAlertOfPeer(failure)) {
            fail(up ? Kind.DISCONNECTED : Kind.REFUSED_BY_PEER, "TLS: " + failure.getMessage());
        } else {
            fail(Kind.MALFORMED, "TLS: " + failure.getMessage());
        }
    }

    /** Tells the peer what was wrong, if the engine has something to say. */
    private void sendAlert() {
        try {
            wrap(NOTHING);
        } catch (SSLException e) {
            // The engine has nothing to say, and the reason is known already.
            return;
        }
    }

    private void refuse(Verdict.Rejected refusal) {
        int code = refusal.retryMayHelp() ? ErrorCodes.NOT_READY : ErrorCodes.NONE;
        fail(new LinkFailure(Kind.REFUSED_HERE, code, refusal.message()));
    }

    private void fail(Kind kind, String detail) {
        fail(new LinkFailure(kind, ErrorCodes.NONE, detail));
    }

    private void fail(LinkFailure failure) {
        Port current = port;
        port = null;
        if (current != null) {
            current.failed(failure);
        }
    }

    @Override
    public long nextDeadline() {
        return LinkContext.NEVER;
    }

    @Override
    public void tick() {
        // Waits for nothing.
    }

    /** Quiet, as the reference: no close_notify. */
    @Override
    public void close() {
        port = null;
        tls.handshakeOver();
        waiting.clear();
    }
}
