package dev.cocoonsdk.network;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Drives a layer over a blocking socket, to meet programs of others. */
final class SocketEnd implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    final LayerEnd end;
    private final Socket socket;

    SocketEnd(Socket socket, ByteLayer layer) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        end = new LayerEnd(layer).started();
        flush();
    }

    void send(byte[] bytes) throws IOException {
        end.send(bytes);
        flush();
    }

    /** Carries bytes until something holds, the layer fails or the peer is gone. */
    void until(BooleanSupplier condition) throws IOException {
        byte[] buffer = new byte[1 << 14];
        while (!condition.getAsBoolean() && end.failures.isEmpty()) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                return;
            }
            end.receive(Arrays.copyOf(buffer, count));
            flush();
        }
    }

    /** Ends the connection as the reference does: without a word. */
    void hangUp() throws IOException {
        close();
    }

    private void flush() throws IOException {
        socket.getOutputStream().write(end.takeOutput());
    }

    @Override
    public void close() throws IOException {
        end.layer.close();
        socket.close();
    }
}
