package dev.cocoonsdk.network;

import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what a router says about the far end ({@code docs/protocol/wire.md} 3.3, 11.2); afterwards bytes pass as they are. */
final class PeerInfoLayer extends Prologue {

    /** Length of the first frame's payload, tcp.connect or tcp.connected; a peer-info message is always longer. */
    private static final int FIRST_FRAME = 12;

    private final String peerName;
    private final boolean required;
    private final ByteBuffer header = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer body = ByteBuffer.allocate(0);

    PeerInfoLayer(String peerName, boolean required) {
        this.peerName = peerName;
        this.required = required;
    }

    @Override
    void begin() {
        // The router speaks first.
    }

    @Override
    void take(ByteBuffer bytes) {
        if (header.hasRemaining()) {
            fill(header, bytes);
            if (!header.hasRemaining()) {
                headerRead(header.getInt(0));
            }
        } else {
            fill(body, bytes);
            if (!body.hasRemaining()) {
                described(PeerInfo.parse(TlBytes.wrap(body.array())));
            }
        }
    }

    private void headerRead(int length) {
        if (length == FIRST_FRAME && !required) {
            PlainLayer plain =
                    new PlainLayer(new Peer(new Verdict.Unattested(peerName, "none"), Peer.UNKNOWN.imageHash()));
            pass(plain);
            if (isPassed()) {
                plain.receive(header.flip());
            }
        } else if (length <= FIRST_FRAME || length > PeerInfo.MAX_LENGTH) {
            fail(
                    Kind.MALFORMED,
                    "peer-info message: " + Integer.toUnsignedString(length) + " bytes (expected: more than "
                            + FIRST_FRAME + ", at most " + PeerInfo.MAX_LENGTH + ")");
        } else {
            body = ByteBuffer.allocate(length);
        }
    }

    private void described(PeerInfo info) {
        body = ByteBuffer.allocate(0);
        String name = peerName + " (" + info.source() + ")";
        Verdict verdict = new Verdict.Vouched(name, info.imageHash());
        pass(new PlainLayer(new Peer(
                verdict, info.imageHash(), info.source().address(), info.collateralRootHash(), info.publicKey())));
    }
}
