package dev.cocoonsdk.it.attest;

import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.Peer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One end of a connection that is carried by hand. */
final class HandEnd implements ByteLayer.Port {

    @Nullable
    Peer peer;

    @Nullable
    LinkFailure failure;

    private final ByteLayer layer;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    HandEnd(ConnectionStack stack, String peerName) {
        layer = stack.newLayer(LinkContext.system(), Offload.INLINE, peerName);
        layer.start(this);
    }

    private byte[] take() {
        byte[] bytes = output.toByteArray();
        output.reset();
        return bytes;
    }

    @Override
    public void toNetwork(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        output.writeBytes(copy);
    }

    @Override
    public void up(Peer found) {
        peer = found;
    }

    @Override
    public void toFrames(ByteBuffer bytes) {
        bytes.position(bytes.limit());
    }

    @Override
    public void failed(LinkFailure why) {
        failure = why;
        layer.close();
    }

    /** Carries bytes back and forth until both ends are silent. */
    static void exchange(HandEnd one, HandEnd other) {
        byte[] toOther = one.take();
        byte[] toOne = other.take();
        while (toOther.length + toOne.length > 0) {
            other.layer.receive(ByteBuffer.wrap(toOther));
            one.layer.receive(ByteBuffer.wrap(toOne));
            toOther = one.take();
            toOne = other.take();
        }
    }
}
