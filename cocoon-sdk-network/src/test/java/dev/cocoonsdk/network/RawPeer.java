package dev.cocoonsdk.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A scripted peer that speaks raw frames to one link. */
final class RawPeer {

    static final int PACKET = 0x9c17baf8;
    static final int QUERY = 0x3af51908;
    static final int ANSWER = 0xc048c311;
    static final int ERROR = 0x4cd2f602;
    static final int PING = 0xbbe9627c;
    static final int PONG = 0x0bd4302c;
    static final int CONNECT = 0xa57c4261;
    static final int CONNECTED = 0x636d41d6;

    private final Link link;
    private final TestWire wire;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int seqno;
    private int consumed;

    RawPeer(Link link, TestWire wire) {
        this.link = link;
        this.wire = wire;
    }

    /** Opens the connection as connector. */
    RawPeer connect() {
        link.transportUp();
        send(TinyTl.of(CONNECT).i64(1).done());
        expect(CONNECTED);
        return this;
    }

    /** Takes the link's connect as acceptor. */
    RawPeer accept() {
        link.transportUp();
        ByteBuffer connect = expect(CONNECT);
        send(TinyTl.of(CONNECTED).i64(connect.getLong()).done());
        return this;
    }

    void send(byte[] payload) {
        sendBytes(frame(seqno++, payload));
    }

    void sendBytes(byte[] bytes) {
        link.receive(ByteBuffer.wrap(bytes));
    }

    static byte[] frame(int number, byte[] payload) {
        return new TinyTl().i32(payload.length).i32(number).rawBytes(payload).done();
    }

    void packet(TinyTl object) {
        send(TinyTl.of(PACKET).bytes(object.done()).done());
    }

    void query(long id, TinyTl function) {
        send(TinyTl.of(QUERY).i64(id).bytes(function.done()).done());
    }

    void answer(long id, TinyTl object) {
        send(TinyTl.of(ANSWER).i64(id).bytes(object.done()).done());
    }

    void refuse(long id, int code, String message) {
        send(TinyTl.of(ERROR).i64(id).i32(code).str(message).done());
    }

    /** The next payload, which must have this constructor id; the buffer stands after the id. */
    ByteBuffer expect(int id) {
        List<ByteBuffer> frames = frames();
        if (frames.isEmpty()) {
            throw new AssertionError("no frame (expected: " + Integer.toHexString(id) + ")");
        }
        ByteBuffer frame = frames.get(0);
        consumed += 8 + frame.remaining();
        int found = frame.getInt();
        if (found != id) {
            throw new AssertionError(
                    "frame " + Integer.toHexString(found) + " (expected: " + Integer.toHexString(id) + ")");
        }
        return frame;
    }

    /** The id of the next query, whose function must have this constructor id. */
    long expectQuery(int functionId) {
        ByteBuffer frame = expect(QUERY);
        long id = frame.getLong();
        int function =
                ByteBuffer.wrap(data(frame)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (function != functionId) {
            throw new AssertionError("query " + Integer.toHexString(function));
        }
        return id;
    }

    /** The object of the next packet, which must have this constructor id; the buffer stands after the id. */
    ByteBuffer expectPacket(int objectId) {
        return expectData(expect(PACKET), objectId);
    }

    /** The object of the next answer, which must be to this query; the buffer stands after the id. */
    ByteBuffer expectAnswer(long id, int objectId) {
        ByteBuffer frame = expect(ANSWER);
        if (frame.getLong() != id) {
            throw new AssertionError("answer to another query");
        }
        return expectData(frame, objectId);
    }

    /** Code and text of the next refusal. */
    String expectError(long id) {
        ByteBuffer frame = expect(ERROR);
        if (frame.getLong() != id) {
            throw new AssertionError("error to another query");
        }
        return frame.getInt() + " " + new String(data(frame), java.nio.charset.StandardCharsets.UTF_8);
    }

    boolean isSilent() {
        return frames().isEmpty();
    }

    private static ByteBuffer expectData(ByteBuffer frame, int objectId) {
        ByteBuffer object = ByteBuffer.wrap(data(frame)).order(ByteOrder.LITTLE_ENDIAN);
        int found = object.getInt();
        if (found != objectId) {
            throw new AssertionError("object " + Integer.toHexString(found));
        }
        return object;
    }

    /** A TL string or bytes field. */
    static byte[] data(ByteBuffer in) {
        int length = in.get() & 0xff;
        int prefix = 1;
        if (length == 254) {
            length = (in.get() & 0xff) | (in.get() & 0xff) << 8 | (in.get() & 0xff) << 16;
            prefix = 4;
        }
        byte[] data = new byte[length];
        in.get(data);
        for (int size = prefix + length; size % 4 != 0; size++) {
            in.get();
        }
        return data;
    }

    private List<ByteBuffer> frames() {
        link.flush();
        received.writeBytes(wire.take());
        ByteBuffer all = ByteBuffer.wrap(received.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        all.position(consumed);
        List<ByteBuffer> frames = new ArrayList<>();
        while (all.remaining() >= 8) {
            int length = all.getInt();
            all.getInt();
            frames.add(all.slice(all.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            all.position(all.position() + length);
        }
        return frames;
    }
}
