package dev.cocoonsdk.broker;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** A peer that writes bytes by hand. */
final class RawPeer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
    }

    void send(String hex) throws IOException {
        send(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next bytes in hex. */
    String read(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether the broker closed the connection, after at most {@code more} further bytes. */
    boolean isClosed(int more) throws IOException {
        try {
            return in.readNBytes(more + 1).length <= more;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    /** A little-endian number before bytes. */
    static byte[] withLength(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.length)
                .put(message)
                .array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
