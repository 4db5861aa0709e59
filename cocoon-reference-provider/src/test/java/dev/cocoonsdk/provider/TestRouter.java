package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationData;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.network.PeerInfo;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A router's SOCKS5 port (wire.md 11), which says of every proxy that it has a simulated quote, and adds no security. */
final class TestRouter implements AutoCloseable {

    private final ServerSocket server;
    final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();

    TestRouter() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::acceptAll);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = server.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            return;
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            byte[] greeting = in.readNBytes(2);
            in.readNBytes(greeting[1]);
            out.write(new byte[] {5, 0});
            byte[] request = in.readNBytes(10);
            if (request[0] != 5 || request[1] != 1 || request[3] != 1) {
                return;
            }
            int port = ByteBuffer.wrap(request).getShort(8) & 0xffff;
            byte[] ip = {request[4], request[5], request[6], request[7]};
            InetSocketAddress target = new InetSocketAddress(InetAddress.getByAddress(ip), port);
            targets.add(target);
            out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 1});
            try (Socket proxy = new Socket(target.getAddress(), target.getPort())) {
                out.write(peerInfo(target));
                daemon(() -> relay(in, proxy));
                proxy.getInputStream().transferTo(out);
            }
        } catch (IOException e) {
            return;
        }
    }

    private static byte[] peerInfo(InetSocketAddress target) {
        byte[] message = new PeerInfo(
                        AttestationData.Tdx.fake(Bytes.wrap(new byte[64])),
                        new CollateralRootHash(Bytes.wrap(new byte[CollateralRootHash.LENGTH])),
                        Hash256.sha256(),
                        new PeerInfo.Endpoint("127.0.0.1", 1),
                        new PeerInfo.Endpoint("127.0.0.1", target.getPort()))
                .toBytes()
                .toByteArray();
        return ByteBuffer.allocate(4 + message.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static void relay(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "test-router");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
