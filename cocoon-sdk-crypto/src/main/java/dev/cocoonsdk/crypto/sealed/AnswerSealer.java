package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.internal.sealed.ByteWriter;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import dev.cocoonsdk.crypto.internal.sealed.RecordSealer;
import dev.cocoonsdk.crypto.internal.sealed.RecordType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Seals one answer under a key of its own ({@code docs/sealed-envelope.md} 7): {@code (head body* (end | error)) | error}. Each method
 * gives the bytes to send, in this order. Not thread-safe.
 */
public final class AnswerSealer {

    private enum State {
        NEW,
        BODY,
        ENDED
    }

    private final RecordSealer records;
    private final Padding padding;
    private final MessageDigest digest = Kdf.sha256();
    private byte[] header;
    private State state = State.NEW;

    AnswerSealer(byte[] secret, Hash256 requestHash, Hash256 requestId, Hash256 keyId, byte[] salt, Padding padding) {
        this.header = new ByteWriter()
                .bytes(SealedAnswers.prefix(SealedAnswers.ANSWER, requestId))
                .bytes(keyId.toBytes())
                .bytes(salt)
                .toBytes();
        this.records = new RecordSealer(AnswerKeys.derive(secret, salt, requestHash.toBytes(), header));
        this.padding = padding;
    }

    /**
     * The inner head. Headers that are longer than the format allows, not visible ASCII, or beyond the 32nd are left out.
     *
     * @throws IllegalStateException if it is not the first
     * @throws IllegalArgumentException if the status is not 200 to 599
     */
    public Bytes head(ResponseHead head) {
        enter(State.NEW, State.BODY);
        if (head.status() < 200 || head.status() > 599) {
            throw new IllegalArgumentException("status: " + head.status() + " (expected: 200 to 599)");
        }
        return single(RecordType.HEAD, HeadCodec.answer(head));
    }

    /**
     * One unit of the body: all of it, or an event (or batch of events) of a stream. Only its padded length shows.
     *
     * @param content remaining bytes are taken; at most {@value EnvelopeHeader#MAX_SEALED}
     * @return may be empty
     * @throws IllegalStateException if there was no head, or the answer has ended
     * @throws IllegalArgumentException if it is too long
     */
    public Bytes body(ByteBuffer content) {
        enter(State.BODY, State.BODY);
        int length = content.remaining();
        if (length > Format.MAX_SEALED) {
            throw new IllegalArgumentException("body: " + length + " bytes (expected: <= " + Format.MAX_SEALED + ")");
        }
        int padded = Math.min(padding.pad(length), Format.MAX_SEALED);
        byte[] out = new byte[(int) RecordSealer.size(padded, false)];
        if (padded > 0) {
            records.unit(RecordType.BODY, content, padded, out, 0);
            digest.update(out);
        }
        return Bytes.wrap(out);
    }

    /**
     * Ends the answer well.
     *
     * @param receipt at most 65,536 bytes, may be empty
     * @throws IllegalStateException if there was no head, or the answer has ended
     * @throws IllegalArgumentException if the receipt is too long
     */
    public Bytes end(Bytes receipt) {
        enter(State.BODY, State.ENDED);
        return single(RecordType.FINAL, receipt.toByteArray());
    }

    /**
     * Ends the answer with an error, before or after its head.
     *
     * @param status 400 to 599
     * @param body the error's JSON, at most 65,534 bytes
     * @throws IllegalStateException if the answer has ended
     * @throws IllegalArgumentException if status or body is out of range
     */
    public Bytes error(int status, Bytes body) {
        enter(state == State.NEW ? State.NEW : State.BODY, State.ENDED);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
        }
        return single(
                RecordType.ERROR,
                new ByteWriter().u16(status).bytes(body.toByteArray()).toBytes());
    }

    /**
     * The answer hash of {@code docs/sealed-envelope.md} 7.2 if the answer ended now; a receipt names it and then goes into {@link #end}.
     */
    public Hash256 answerHashSoFar() {
        try {
            MessageDigest copy = (MessageDigest) digest.clone();
            copy.update(header);
            return Hash256.of(copy.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned on every Java platform", e);
        }
    }

    private void enter(State expected, State next) {
        if (state != expected) {
            throw new IllegalStateException("answer: " + state + " (expected: " + expected + ")");
        }
        state = next;
    }

    private Bytes single(RecordType type, byte[] content) {
        if (content.length > Format.CHUNK) {
            throw new IllegalArgumentException(
                    type + ": " + content.length + " bytes (expected: <= " + Format.CHUNK + ")");
        }
        int padded = Math.min(padding.pad(content.length), Format.CHUNK);
        byte[] out = new byte[header.length + (int) RecordSealer.size(padded, true)];
        System.arraycopy(header, 0, out, 0, header.length);
        records.unit(type, ByteBuffer.wrap(content), padded, out, header.length);
        if (type == RecordType.HEAD) {
            digest.update(out);
            header = new byte[0];
        }
        return Bytes.wrap(out);
    }
}
