package dev.cocoonsdk.crypto.internal.sealed;

import dev.cocoonsdk.crypto.sealed.SealedFormatException;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Opens the records of one message in their order. Not thread-safe. */
public final class RecordOpener {

    /** How far around the expected place a record that does not verify is looked for, to name what happened. */
    private static final int NEIGHBOURS = 16;

    private final RecordKey key;
    private byte[] plaintext = new byte[0];
    private long sequence;

    /** Begins at sequence 0. */
    public RecordOpener(RecordKey key) {
        this.key = key;
    }

    /**
     * One record.
     *
     * @param type what it is
     * @param content valid until the next record is opened
     */
    public record Opened(RecordType type, ByteBuffer content) {}

    /**
     * Opens the next record.
     *
     * @param length bytes of the ciphertext, in the range that the format allows
     * @throws SealedTamperingException if it does not verify
     * @throws SealedFormatException if it does, but its sender broke the format
     */
    public Opened open(byte[] in, int at, int length) {
        if (plaintext.length < length) {
            plaintext = new byte[length];
        }
        int opened = key.decrypt(sequence, in, at, length, plaintext);
        if (opened < 0) {
            throw new SealedTamperingException(diagnose(in, at, length), sequence);
        }
        sequence++;
        return parse(opened);
    }

    /** How many records were opened. */
    public long count() {
        return sequence;
    }

    /** Overwrites the last plaintext. */
    public void wipe() {
        Arrays.fill(plaintext, (byte) 0);
    }

    private Opened parse(int opened) {
        RecordType type = RecordType.ofId(plaintext[0]);
        if (type == null) {
            throw new SealedFormatException("record type", 0, "unknown");
        }
        long length = ByteBuffer.wrap(plaintext).getInt(1) & 0xffff_ffffL;
        if (length > opened - Format.RECORD_PREFIX) {
            throw new SealedFormatException("content length", 1, "longer than the record");
        }
        for (int i = Format.RECORD_PREFIX + (int) length; i < opened; i++) {
            if (plaintext[i] != 0) {
                throw new SealedFormatException("padding", i, "not zero");
            }
        }
        return new Opened(type, ByteBuffer.wrap(plaintext, Format.RECORD_PREFIX, (int) length));
    }

    private Kind diagnose(byte[] in, int at, int length) {
        Kind kind = Kind.MODIFIED;
        for (int i = 1; i <= NEIGHBOURS && kind == Kind.MODIFIED; i++) {
            if (sequence - i >= 0 && key.decrypt(sequence - i, in, at, length, plaintext) >= 0) {
                kind = Kind.DUPLICATED;
            } else if (key.decrypt(sequence + i, in, at, length, plaintext) >= 0) {
                kind = Kind.REORDERED;
            }
        }
        wipe();
        return kind;
    }
}
