package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives a layer so much time from the start of the connection until it is up. */
final class LimitedLayer implements ByteLayer {

    private final ByteLayer inner;
    private final LinkContext context;
    private final Duration limit;
    private long deadline = LinkContext.NEVER;
    private @Nullable Port port;

    LimitedLayer(ByteLayer inner, LinkContext context, Duration limit) {
        this.inner = inner;
        this.context = context;
        this.limit = limit;
    }

    @Override
    public void start(Port newPort) {
        port = newPort;
        deadline = context.now() + limit.toNanos();
        inner.start(new WatchedPort(newPort));
    }

    @Override
    public void receive(ByteBuffer bytes) {
        inner.receive(bytes);
    }

    @Override
    public void send(ByteBuffer bytes) {
        inner.send(bytes);
    }

    @Override
    public long nextDeadline() {
        return Math.min(deadline, inner.nextDeadline());
    }

    @Override
    public void tick() {
        if (port != null && context.now() >= deadline) {
            deadline = LinkContext.NEVER;
            port.failed(new LinkFailure(Kind.IDLE, 0, "not secured within " + limit.toSeconds() + " s"));
        } else {
            inner.tick();
        }
    }

    @Override
    public void close() {
        deadline = LinkContext.NEVER;
        port = null;
        inner.close();
    }

    private final class WatchedPort implements Port {

        private final Port outer;

        WatchedPort(Port outer) {
            this.outer = outer;
        }

        @Override
        public void toNetwork(ByteBuffer bytes) {
            outer.toNetwork(bytes);
        }

        @Override
        public void up(Peer peer) {
            deadline = LinkContext.NEVER;
            outer.up(peer);
        }

        @Override
        public void toFrames(ByteBuffer bytes) {
            outer.toFrames(bytes);
        }

        @Override
        public void failed(LinkFailure failure) {
            deadline = LinkContext.NEVER;
            outer.failed(failure);
        }
    }
}
