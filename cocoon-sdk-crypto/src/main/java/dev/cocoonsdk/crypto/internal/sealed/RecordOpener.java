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
     * @param inPlace whether the content lies in the target of {@link #openInto}
     */
    public record Opened(RecordType type, ByteBuffer content, boolean inPlace) {}

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
        return decrypt(in, at, length, plaintext, 0);
    }

    /**
     * As {@link #open}, but what fits is decrypted to its place in the target without a detour: the prefix of the record goes over the
     * bytes before that place, which are put back. Bytes of the target after the content may change.
     *
     * @param place where the content belongs
     * @return content that lies in {@code target} at {@code place}, or elsewhere if it does not fit
     */
    public Opened openInto(byte[] target, int place, byte[] in, int at, int length) {
        int begin = place - Format.RECORD_PREFIX;
        if (begin < 0 || length - Format.TAG > target.length - begin) {
            return open(in, at, length);
        }
        byte[] before = Arrays.copyOfRange(target, begin, place);
        try {
            return decrypt(in, at, length, target, begin);
        } finally {
            System.arraycopy(before, 0, target, begin, before.length);
        }
    }

    private Opened decrypt(byte[] in, int at, int length, byte[] out, int outAt) {
        int opened = key.decrypt(sequence, in, at, length, out, outAt);
        if (opened < 0) {
            throw new SealedTamperingException(diagnose(in, at, length), sequence);
        }
        sequence++;
        return parse(out, outAt, opened, out != plaintext);
    }

    /** How many records were opened. */
    public long count() {
        return sequence;
    }

    /** Overwrites the last plaintext. */
    public void wipe() {
        Arrays.fill(plaintext, (byte) 0);
    }

    private static Opened parse(byte[] bytes, int begin, int opened, boolean inPlace) {
        RecordType type = RecordType.ofId(bytes[begin]);
        if (type == null) {
            throw new SealedFormatException("record type", 0, "unknown");
        }
        long length = ByteBuffer.wrap(bytes).getInt(begin + 1) & 0xffff_ffffL;
        if (length > opened - Format.RECORD_PREFIX) {
            throw new SealedFormatException("content length", 1, "longer than the record");
        }
        int content = begin + Format.RECORD_PREFIX;
        for (int i = content + (int) length; i < begin + opened; i++) {
            if (bytes[i] != 0) {
                throw new SealedFormatException("padding", i - begin, "not zero");
            }
        }
        return new Opened(type, ByteBuffer.wrap(bytes, content, (int) length), inPlace);
    }

    private Kind diagnose(byte[] in, int at, int length) {
        Kind kind = Kind.MODIFIED;
        byte[] scratch = new byte[length];
        for (int i = 1; i <= NEIGHBOURS && kind == Kind.MODIFIED; i++) {
            if (sequence - i >= 0 && key.decrypt(sequence - i, in, at, length, scratch, 0) >= 0) {
                kind = Kind.DUPLICATED;
            } else if (key.decrypt(sequence + i, in, at, length, scratch, 0) >= 0) {
                kind = Kind.REORDERED;
            }
        }
        Arrays.fill(scratch, (byte) 0);
        wipe();
        return kind;
    }
}
