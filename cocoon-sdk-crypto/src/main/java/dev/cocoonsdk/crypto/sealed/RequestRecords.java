package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.RecordKey;
import dev.cocoonsdk.crypto.internal.sealed.RecordOpener;
import dev.cocoonsdk.crypto.internal.sealed.RecordType;
import dev.cocoonsdk.crypto.sealed.HeadCodec.RequestHead;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Opens the records of one request: {@code HEAD BODY* FINAL}. */
final class RequestRecords {

    private final RecordOpener records;
    private byte[] ciphertext = new byte[0];

    RequestRecords(RecordKey key) {
        this.records = new RecordOpener(key);
    }

    InnerRequest open(ByteBuffer in) {
        byte[] body = new byte[0];
        try {
            RequestHead head =
                    HeadCodec.readRequest(next(in, RecordType.HEAD, body, 0).content());
            body = new byte[Math.min(head.bodyLength(), in.remaining())];
            body(in, body, head.bodyLength());
            return head.with(body);
        } catch (SealedException e) {
            Arrays.fill(body, (byte) 0);
            throw e;
        } finally {
            records.wipe();
        }
    }

    private void body(ByteBuffer in, byte[] body, int expected) {
        int filled = 0;
        RecordOpener.Opened opened = next(in, RecordType.BODY, body, 0);
        while (opened.type() == RecordType.BODY) {
            int length = opened.content().remaining();
            if (length > body.length - filled) {
                throw new SealedFormatException("body", filled, "longer than the head says");
            }
            if (!opened.inPlace()) {
                opened.content().get(body, filled, length);
            }
            filled += length;
            opened = next(in, RecordType.BODY, body, filled);
        }
        if (filled != expected || opened.content().hasRemaining()) {
            throw new SealedFormatException("body", filled, "(expected: its whole length, and an empty final record)");
        }
        if (in.hasRemaining()) {
            throw new SealedTamperingException(Kind.EXTENDED, records.count());
        }
    }

    /** The next record, which is of the expected type; FINAL may stand for BODY. */
    private RecordOpener.Opened next(ByteBuffer in, RecordType expected, byte[] body, int filled) {
        if (in.remaining() < 4) {
            throw new SealedTamperingException(Kind.TRUNCATED, records.count());
        }
        long length = in.getInt() & 0xffff_ffffL;
        if (length < Format.MIN_CIPHERTEXT || length > Format.MAX_CIPHERTEXT) {
            throw new SealedFormatException("record length", 0, "out of range");
        }
        if (length > in.remaining()) {
            throw new SealedTamperingException(Kind.TRUNCATED, records.count());
        }
        if (ciphertext.length < length) {
            ciphertext = new byte[(int) length];
        }
        in.get(ciphertext, 0, (int) length);
        RecordOpener.Opened opened = records.openInto(body, filled, ciphertext, 0, (int) length);
        boolean end = opened.type() == RecordType.FINAL && expected == RecordType.BODY;
        if (opened.type() != expected && !end) {
            throw new SealedFormatException("record", 0, opened.type() + " (expected: " + expected + ")");
        }
        return opened;
    }
}
