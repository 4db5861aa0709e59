package dev.cocoonsdk.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Collects what a link writes. */
final class TestWire implements Wire {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean closed;
    long waiting;

    @Override
    public void write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        written.writeBytes(copy);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public long waiting() {
        return waiting;
    }

    boolean isClosed() {
        return closed;
    }

    /** Everything written since the last call. */
    byte[] take() {
        byte[] bytes = written.toByteArray();
        written.reset();
        return bytes;
    }
}
