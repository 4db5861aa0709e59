package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A layer that exchanges a few bytes of its own and then makes way for the next layer, for good. Bytes that arrived together with the
 * last one of its own belong to the next layer.
 */
abstract class Prologue implements ByteLayer {

    private @Nullable Port port;
    private @Nullable ByteLayer next;
    private boolean over;

    /** Begins; may pass or fail at once. */
    abstract void begin();

    /** Consumes bytes until it passes or fails; what is left then is not its business. */
    abstract void take(ByteBuffer bytes);

    /** Stops work that runs elsewhere. */
    void abandon() {
        // Most prologues have none.
    }

    @Override
    public final void start(Port newPort) {
        if (!over) {
            port = newPort;
            begin();
        }
    }

    @Override
    public final void receive(ByteBuffer bytes) {
        while (bytes.hasRemaining() && next == null && !over) {
            take(bytes);
        }
        ByteLayer layer = next;
        if (layer != null && !over) {
            if (bytes.hasRemaining()) {
                layer.receive(bytes);
            }
        } else {
            bytes.position(bytes.limit());
        }
    }

    @Override
    public final void send(ByteBuffer bytes) {
        if (next == null) {
            throw new IllegalStateException("the layer is not up");
        }
        next.send(bytes);
    }

    @Override
    public final long nextDeadline() {
        return next == null ? LinkContext.NEVER : next.nextDeadline();
    }

    @Override
    public final void tick() {
        if (next != null) {
            next.tick();
        }
    }

    @Override
    public final void close() {
        over = true;
        abandon();
        if (next != null) {
            next.close();
        }
    }

    /** Sends bytes of the prologue. */
    final void write(ByteBuffer bytes) {
        if (port != null && !over) {
            port.toNetwork(bytes);
        }
    }

    /** Makes way. */
    final void pass(ByteLayer layer) {
        if (port != null && !over) {
            next = layer;
            layer.start(port);
        }
    }

    /** Whether nobody waits for this prologue any more. */
    final boolean isOver() {
        return over || next != null;
    }

    /** Whether the next layer has the connection. */
    final boolean isPassed() {
        return next != null && !over;
    }

    /** Gives up. */
    final void fail(Kind kind, String detail) {
        if (port != null && !over) {
            over = true;
            port.failed(new LinkFailure(kind, 0, detail));
        }
    }

    /** Moves as many bytes as both have room for. */
    static void fill(ByteBuffer target, ByteBuffer bytes) {
        int count = Math.min(target.remaining(), bytes.remaining());
        target.put(target.position(), bytes, bytes.position(), count);
        target.position(target.position() + count);
        bytes.position(bytes.position() + count);
    }
}
