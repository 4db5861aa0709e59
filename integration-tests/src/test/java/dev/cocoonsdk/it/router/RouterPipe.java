package dev.cocoonsdk.it.router;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationData;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.PeerInfo;
import dev.cocoonsdk.network.tl.TlBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;

/**
 * One connection through a router: secured on one side, plain on the other. The runner learns who the peer is before the first frame;
 * what it sends before that waits.
 */
final class RouterPipe implements ByteLayer.Port {

    private static final int BUFFER = 1 << 16;

    private final ByteLayer layer;
    private final Socket secured;
    private final Socket plain;
    private final CountDownLatch up = new CountDownLatch(1);

    RouterPipe(ConnectionStack stack, Socket secured, Socket plain) {
        this.layer = stack.newLayer(LinkContext.system(), Offload.INLINE, "peer " + secured.getRemoteSocketAddress());
        this.secured = secured;
        this.plain = plain;
    }

    void start() {
        synchronized (layer) {
            layer.start(this);
        }
        RouterStandIn.thread("router-secured", () -> copy(secured, this::receive));
        RouterStandIn.thread("router-plain", () -> copy(plain, this::send));
    }

    private interface Sink {
        void accept(ByteBuffer bytes) throws InterruptedException;
    }

    private void copy(Socket from, Sink sink) {
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sink.accept(ByteBuffer.wrap(buffer.clone(), 0, n));
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    private void receive(ByteBuffer bytes) {
        synchronized (layer) {
            layer.receive(bytes);
        }
    }

    private void send(ByteBuffer bytes) throws InterruptedException {
        up.await();
        synchronized (layer) {
            layer.send(bytes);
        }
    }

    private void end() {
        RouterStandIn.closeQuietly(secured);
        RouterStandIn.closeQuietly(plain);
        up.countDown();
    }

    @Override
    public void toNetwork(ByteBuffer bytes) {
        write(secured, bytes);
    }

    @Override
    public void toFrames(ByteBuffer bytes) {
        write(plain, bytes);
    }

    private void write(Socket socket, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try {
            socket.getOutputStream().write(copy);
        } catch (IOException e) {
            end();
        }
    }

    @Override
    public void up(Peer peer) {
        byte[] message = describe(peer).toBytes().toByteArray();
        write(
                plain,
                ByteBuffer.allocate(4 + message.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(message.length)
                        .put(message)
                        .flip());
        up.countDown();
    }

    /** The measurements of a fake quote are zero ({@code docs/protocol/attestation.md} 4). */
    private PeerInfo describe(Peer peer) {
        AttestationData attestation = peer.imageHash().equals(Hash256.ZERO)
                ? null
                : AttestationData.Tdx.fake(Bytes.wrap(new byte[AttestationData.REPORT_DATA]));
        return new PeerInfo(
                attestation,
                new CollateralRootHash(Bytes.wrap(new byte[CollateralRootHash.LENGTH])),
                Hash256.sha256(TlBytes.EMPTY.toByteArray()),
                endpoint((InetSocketAddress) secured.getRemoteSocketAddress()),
                endpoint((InetSocketAddress) secured.getLocalSocketAddress()));
    }

    private static PeerInfo.Endpoint endpoint(InetSocketAddress address) {
        return new PeerInfo.Endpoint(address.getAddress().getHostAddress(), address.getPort());
    }

    @Override
    public void failed(LinkFailure failure) {
        end();
    }
}
