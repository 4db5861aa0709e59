package dev.cocoonsdk.it.conformance.raw;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLException;

/**
 * One end of a connection that speaks raw frames ({@code docs/protocol/wire.md} 3) over a blocking socket. It checks the numbers of
 * the frames it gets, and it answers pings by itself unless told otherwise.
 */
public final class RawPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 40_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int sent;
    private int received;
    private boolean keepsAlive = true;
    private IntPredicate unheard = function -> false;

    private RawPeer(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A peer on a connection that is open already. */
    public static RawPeer of(Socket socket) {
        try {
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and says nothing yet. */
    public static RawPeer dial(InetSocketAddress address) {
        try {
            return new RawPeer(new Socket(address.getAddress(), address.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and exchanges {@code tcp.connect} and {@code tcp.connected}. */
    public static RawPeer connect(InetSocketAddress address) {
        return dial(address).greet();
    }

    /** The connector's first frame and the answer to it. */
    public RawPeer greet() {
        frame(Tl.of(Ids.CONNECT).i64(0x0102030405060708L));
        long id = next(Ids.CONNECTED).i64();
        if (id != 0x0102030405060708L) {
            throw new AssertionError("tcp.connected carries " + id);
        }
        return this;
    }

    /** The acceptor's part of the greeting. */
    public RawPeer accept() {
        frame(Tl.of(Ids.CONNECTED).i64(next(Ids.CONNECT).i64()));
        return this;
    }

    /** Leaves pings to the script. */
    public RawPeer leavesPings() {
        keepsAlive = false;
        return this;
    }

    /** Passes over queries and one-way messages of these constructors, which come by a timer of the other side. */
    public RawPeer passesOver(IntPredicate functions) {
        unheard = functions;
        return this;
    }

    public RawPeer raw(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public RawPeer raw(String hex) {
        return raw(HexFormat.of().parseHex(hex));
    }

    /** A frame with the next number. */
    public RawPeer frame(Tl payload) {
        return raw(nextFrame(payload));
    }

    /** The bytes of a frame with the next number, which the script sends in its own way. */
    public byte[] nextFrame(Tl payload) {
        return frame(sent++, payload.bytes());
    }

    public static byte[] frame(int number, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payload.length)
                .putInt(number)
                .put(payload)
                .array();
    }

    public RawPeer packet(Tl message) {
        return frame(Tl.of(Ids.PACKET).data(message));
    }

    public RawPeer query(long id, Tl function) {
        return frame(Tl.of(Ids.QUERY).i64(id).data(function));
    }

    public RawPeer answer(long id, Tl answer) {
        return frame(Tl.of(Ids.QUERY_ANSWER).i64(id).data(answer));
    }

    public RawPeer refuse(long id, int code, String text) {
        return frame(Tl.of(Ids.QUERY_ERROR).i64(id).i32(code).str(text));
    }

    /** The next frame's payload; its number must be the next one. */
    public In next() {
        while (true) {
            In frame = read();
            if (keepsAlive && frame.peek() == Ids.PING) {
                frame(Tl.of(Ids.PONG).i64(frame.id(Ids.PING).i64()));
            } else if (!isUnheard(frame)) {
                return frame;
            }
        }
    }

    /** The next frame, behind its id, which must be this one. */
    public In next(int id) {
        return next().id(id);
    }

    /** The next one-way message, whole. */
    public In packet() {
        In frame = next(Ids.PACKET);
        In message = new In(frame.data());
        frame.end();
        return message;
    }

    /** The next one-way message, behind its id, which must be this one. */
    public In packet(int id) {
        return packet().id(id);
    }

    /** The next query. */
    public Query query() {
        In frame = next(Ids.QUERY);
        long id = frame.i64();
        In function = new In(frame.data());
        frame.end();
        return new Query(id, function);
    }

    /** The next query, behind the id of its function, which must be this one. */
    public Query query(int function) {
        Query query = query();
        query.function().id(function);
        return query;
    }

    /** The answer to a query, behind its id, which must be this one. */
    public In answer(long queryId, int id) {
        In frame = next();
        if (frame.peek() == Ids.QUERY_ERROR) {
            throw new AssertionError("refused: " + refusal(frame, queryId));
        }
        frame.id(Ids.QUERY_ANSWER);
        same(frame.i64(), queryId);
        In answer = new In(frame.data());
        frame.end();
        return answer.id(id);
    }

    /** Code and text of the refusal of a query, for example "602 test mode mismatch". */
    public String refusal(long queryId) {
        return refusal(next(), queryId);
    }

    private static String refusal(In frame, long queryId) {
        frame.id(Ids.QUERY_ERROR);
        same(frame.i64(), queryId);
        String refusal = frame.i32() + " " + frame.str();
        frame.end();
        return refusal;
    }

    /** Shows that the other side is still there and has read everything: it answers a ping, and nothing comes before. */
    public RawPeer alive() {
        frame(Tl.of(Ids.PING).i64(77));
        same(next(Ids.PONG).i64(), 77);
        return this;
    }

    /** The other side must close, and send nothing more before it does. */
    public void closed() {
        try {
            In frame = read();
            throw new AssertionError("a frame " + Ids.hex(frame.peek()) + " instead of the end");
        } catch (Gone expected) {
            // The end.
        }
    }

    /** The other side must close, whatever it sends before; gives the ids of those frames. */
    public List<Integer> closedAtLast() {
        List<Integer> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read().peek());
            }
        } catch (Gone expected) {
            return frames;
        }
    }

    /** Ends this direction only, as a peer does that has sent its last byte. */
    public void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dies: the other side gets a reset instead of an orderly end. */
    public void die() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isUnheard(In frame) {
        int kind = frame.peek();
        if (kind != Ids.PACKET && kind != Ids.QUERY) {
            return false;
        }
        In copy = frame.copy();
        copy.i32();
        if (kind == Ids.QUERY) {
            copy.i64();
        }
        return unheard.test(new In(copy.data()).peek());
    }

    private In read() {
        try {
            int length = Integer.reverseBytes(in.readInt());
            int number = Integer.reverseBytes(in.readInt());
            if (length < 4 || length > 1 << 24) {
                throw new AssertionError("frame of " + length + " bytes");
            }
            if (number != received++) {
                throw new AssertionError("frame number " + number + " (expected: " + (received - 1) + ")");
            }
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new In(payload);
        } catch (EOFException | SocketException | SSLException e) {
            throw new Gone(e);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came for " + PATIENCE_MILLIS + " ms", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void same(long found, long expected) {
        if (found != expected) {
            throw new AssertionError("id " + found + " (expected: " + expected + ")");
        }
    }

    /** A query of the other side. */
    public record Query(long id, In function) {}

    /** The other side has closed the connection. */
    public static final class Gone extends AssertionError {

        private static final long serialVersionUID = 1L;

        Gone(Exception cause) {
            super("the other side closed the connection", cause);
        }
    }
}
