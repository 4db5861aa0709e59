package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TcpPacket;
import dev.cocoonsdk.network.tl.TcpQuery;
import dev.cocoonsdk.network.tl.TcpQueryAnswer;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlWriter;

/**
 * A {@code tcp.packet}, {@code tcp.query} or {@code tcp.queryAnswer} whose data is written in place instead of being
 * serialised into an array first.
 */
record Envelope(int constructorId, boolean numbered, long id, TlObject content) implements TlObject {

    static Envelope packet(TlObject content) {
        return new Envelope(TcpPacket.ID, false, 0, content);
    }

    static Envelope query(long id, TlObject function) {
        return new Envelope(TcpQuery.ID, true, id, function);
    }

    static Envelope answer(long id, TlObject answer) {
        return new Envelope(TcpQueryAnswer.ID, true, id, answer);
    }

    @Override
    public int bareSize() {
        return Math.addExact(numbered ? 8 : 0, TlWriter.sizeOfBytes(content.boxedSize()));
    }

    @Override
    public void writeBare(TlWriter out) {
        if (numbered) {
            out.writeLong(id);
        }
        out.writeBytesOf(content);
    }
}
