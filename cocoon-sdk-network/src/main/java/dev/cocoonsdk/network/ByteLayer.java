package dev.cocoonsdk.network;

import java.nio.ByteBuffer;

/**
 * What stands between the network and the frames of one connection: nothing, or proof of work and TLS
 * ({@code docs/protocol/wire.md} 2). A state machine without I/O, on the thread of its link. Work that would hold up that thread goes
 * through an {@link Offload}.
 */
public interface ByteLayer {

    /** A layer that passes bytes through: plain TCP, as behind a router (wire.md 11). */
    static ByteLayer plain() {
        return new PlainLayer(Peer.UNKNOWN);
    }

    /** The two sides of a layer. */
    interface Port {

        /** Sends bytes to the network; they are the network's from now on. */
        void toNetwork(ByteBuffer bytes);

        /**
         * The layer is ready: frames may be sent and will be delivered. Called once.
         *
         * @param peer what the layer learned of the other end
         */
        void up(Peer peer);

        /** Delivers bytes to the frames; they are consumed before this returns. */
        void toFrames(ByteBuffer bytes);

        /** The layer cannot go on. */
        void failed(LinkFailure failure);
    }

    /** The transport is connected. Called once, before any other method. */
    void start(Port port);

    /** Takes bytes of the network and consumes them. */
    void receive(ByteBuffer bytes);

    /** Takes bytes of the frames, which are the layer's from now on; only after {@link Port#up}. */
    void send(ByteBuffer bytes);

    /** When {@link #tick()} is due; {@link LinkContext#NEVER} if nothing is waited for. */
    long nextDeadline();

    /** Time has passed. */
    void tick();

    /**
     * The connection is over, whoever ended it: drops what is held and stops work that runs elsewhere. Called once, last; may come at
     * any moment, also before {@link #start}. Nothing may be reported to the port any more.
     */
    void close();
}
