package dev.cocoonsdk.network;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes bytes through. */
final class PlainLayer implements ByteLayer {

    private final Peer peer;
    private @Nullable Port port;

    /** A layer that knows already who the other end is. */
    PlainLayer(Peer peer) {
        this.peer = peer;
    }

    @Override
    public void start(Port newPort) {
        port = newPort;
        newPort.up(peer);
    }

    @Override
    public void receive(ByteBuffer bytes) {
        started().toFrames(bytes);
    }

    @Override
    public void send(ByteBuffer bytes) {
        started().toNetwork(bytes);
    }

    @Override
    public long nextDeadline() {
        return LinkContext.NEVER;
    }

    @Override
    public void tick() {
        // Waits for nothing.
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private Port started() {
        return Objects.requireNonNull(port, "layer not started");
    }
}
