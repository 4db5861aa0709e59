package dev.cocoonsdk.network;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a {@link NioLoop}. On the loop's thread only, except {@link #pendingBytes()}.
 *
 * <p>What the link writes in one turn leaves in one gathering write. While the socket takes no more bytes, the link is not
 * flushed, so that its parts gather.
 */
public final class NioConnection {

    private static final Logger LOG = LoggerFactory.getLogger(NioConnection.class);
    private static final int GATHER = 64;
    private static final long LINGER_NANOS = Duration.ofSeconds(5).toNanos();

    private final LinkContext context;
    private final Link link;
    private final Deque<ByteBuffer> output = new ArrayDeque<>();
    private final AtomicLong pendingBytes = new AtomicLong();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private long closeDeadline = LinkContext.NEVER;
    private boolean done;

    private NioConnection(LinkContext context, Function<Wire, ? extends Link> factory) {
        this.context = context;
        this.link = factory.apply(new Output());
    }

    /** Makes a link and begins to connect it unless it closed itself at once; whatever fails is reported to the link. */
    static NioConnection open(
            Selector selector, SocketAddress address, LinkContext context, Function<Wire, ? extends Link> factory) {
        NioConnection connection = new NioConnection(context, factory);
        try {
            if (!connection.done) {
                connection.begin(selector, address);
            }
        } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
            connection.fail("connect: " + e);
        }
        return connection;
    }

    private void begin(Selector selector, SocketAddress address) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = opened.register(selector, SelectionKey.OP_CONNECT, this);
        if (opened.connect(address)) {
            connected();
        }
    }

    /** Bytes that the link wrote and the network has not taken yet; from any thread. */
    public long pendingBytes() {
        return pendingBytes.get();
    }

    /** When {@link #settle} is due. */
    long nextDeadline() {
        return done ? LinkContext.NEVER : Math.min(closeDeadline, link.nextDeadline());
    }

    Link link() {
        return link;
    }

    boolean isDone() {
        return done;
    }

    /** Reacts to what the selector found. */
    void selected(ByteBuffer buffer) {
        SocketChannel open = channel;
        if (done || open == null || key == null || !key.isValid()) {
            return;
        }
        try {
            if (key.isConnectable() && open.finishConnect()) {
                connected();
            }
            if (!done && key.isValid() && key.isReadable()) {
                read(open, buffer);
            }
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void connected() {
        if (key != null) {
            key.interestOps(SelectionKey.OP_READ);
        }
        link.transportUp();
    }

    private void read(SocketChannel open, ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = open.read(buffer);
        if (count < 0) {
            fail("closed by the peer");
        } else if (count > 0) {
            buffer.flip();
            link.receive(buffer);
        }
    }

    /** The end of a turn: time, waiting parts, output. */
    void settle() {
        try {
            if (!done && context.now() >= nextDeadline()) {
                link.tick();
            }
            if (!done && (output.isEmpty() || drain())) {
                link.flush();
                drain();
            }
            if (!done && context.now() >= closeDeadline) {
                release();
            }
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    /** Sends what it can; true if everything is out. */
    private boolean drain() throws IOException {
        SocketChannel open = channel;
        if (done || open == null || !open.isConnected()) {
            return output.isEmpty();
        }
        boolean taken = true;
        while (taken && !output.isEmpty()) {
            taken = writeBatch(open);
        }
        if (output.isEmpty() && closeDeadline != LinkContext.NEVER) {
            release();
        } else if (key != null && key.isValid()) {
            key.interestOps(output.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        return output.isEmpty();
    }

    /** One gathering write; true if the socket took all of it. */
    private boolean writeBatch(SocketChannel open) throws IOException {
        ByteBuffer[] batch = output.stream().limit(GATHER).toArray(ByteBuffer[]::new);
        long wanted = 0;
        for (ByteBuffer bytes : batch) {
            wanted += bytes.remaining();
        }
        long written = open.write(batch);
        pendingBytes.addAndGet(-written);
        for (int i = 0; i < batch.length && !batch[i].hasRemaining(); i++) {
            output.removeFirst();
        }
        return written == wanted;
    }

    void fail(String reason) {
        release();
        link.transportDown(reason);
    }

    private void release() {
        if (done) {
            return;
        }
        done = true;
        pendingBytes.set(0);
        output.clear();
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("close: {}", e.toString());
            }
        }
    }

    private final class Output implements Wire {

        @Override
        public void write(ByteBuffer bytes) {
            if (!done) {
                pendingBytes.addAndGet(bytes.remaining());
                output.addLast(bytes);
            }
        }

        @Override
        public long waiting() {
            return pendingBytes.get();
        }

        /** A peer that takes nothing must not keep the socket for ever. */
        @Override
        public void close() {
            closeDeadline = context.now() + LINGER_NANOS;
            if (output.isEmpty() || channel == null || !channel.isConnected()) {
                release();
            }
        }
    }
}
