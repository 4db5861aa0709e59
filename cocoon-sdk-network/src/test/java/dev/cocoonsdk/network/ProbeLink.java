package dev.cocoonsdk.network;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A link that tells what its driver does with it. Its fields belong to the loop's thread. */
class ProbeLink implements Link {

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final Wire wire;
    long deadline = LinkContext.NEVER;
    boolean closed;
    int flushes;

    ProbeLink(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void transportUp() {
        events.add("up");
    }

    @Override
    public void receive(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        events.add("received " + new String(copy, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void transportDown(String reason) {
        if (!closed) {
            closed = true;
            events.add("down");
        }
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public long nextDeadline() {
        return closed ? LinkContext.NEVER : deadline;
    }

    @Override
    public void tick() {
        deadline = LinkContext.NEVER;
        events.add("tick");
    }

    @Override
    public void close(String reason) {
        if (!closed) {
            closed = true;
            wire.close();
            events.add("closed");
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    void write(String text) {
        wire.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    String next() throws InterruptedException {
        return String.valueOf(events.poll(60, TimeUnit.SECONDS));
    }
}
