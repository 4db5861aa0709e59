package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads the binary forms of endorsements and receipts: network order, lengths before content. Total. Not thread-safe. */
final class CanonicalReader {

    /** The last millisecond of the year 9999, the latest time that the envelope knows. */
    static final long LAST_MILLISECOND = 253_402_300_799_999L;

    private final ByteBuffer bytes;

    CanonicalReader(Bytes bytes) {
        this.bytes = bytes.asByteBuffer();
    }

    int offset() {
        return bytes.position();
    }

    void magic(int expected, int version) throws EvidenceFormatException {
        need("magic", Integer.BYTES);
        if (bytes.getInt(bytes.position()) != expected) {
            throw wrong("magic", CanonicalWriter.magicText(expected), "other bytes");
        }
        bytes.getInt();
        int actual = u8("version", 0, 255);
        if (actual != version) {
            throw new EvidenceFormatException("version", offset() - 1, Integer.toString(version), "" + actual);
        }
    }

    int u8(String field, int least, int most) throws EvidenceFormatException {
        need(field, Byte.BYTES);
        return (int) inRange(field, bytes.get() & 0xff, least, most, Byte.BYTES);
    }

    int u16(String field, int least, int most) throws EvidenceFormatException {
        need(field, Short.BYTES);
        return (int) inRange(field, bytes.getShort() & 0xffff, least, most, Short.BYTES);
    }

    long u32(String field) throws EvidenceFormatException {
        need(field, Integer.BYTES);
        return bytes.getInt() & 0xffff_ffffL;
    }

    /** A number of 63 bits. */
    long u64(String field) throws EvidenceFormatException {
        need(field, Long.BYTES);
        return inRange(field, bytes.getLong(), 0, Long.MAX_VALUE, Long.BYTES);
    }

    Instant time(String field) throws EvidenceFormatException {
        need(field, Long.BYTES);
        return Instant.ofEpochMilli(inRange(field, bytes.getLong(), 0, LAST_MILLISECOND, Long.BYTES));
    }

    Hash256 hash(String field) throws EvidenceFormatException {
        return Hash256.of(raw(field, Hash256.LENGTH).toByteArray());
    }

    Bytes raw(String field, int length) throws EvidenceFormatException {
        need(field, length);
        byte[] value = new byte[length];
        bytes.get(value);
        return Bytes.wrap(value);
    }

    /** A length and so much of strict UTF-8 without control characters. */
    String text(String field, int least, int most) throws EvidenceFormatException {
        int start = offset();
        Bytes raw = raw(field, u16(field + " length", least, most));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(raw.asByteBuffer())
                    .toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            throw new EvidenceFormatException(field, start, "UTF-8", "other bytes");
        }
        throw new EvidenceFormatException(field, start, "no control characters", "some");
    }

    void end() throws EvidenceFormatException {
        if (bytes.hasRemaining()) {
            throw wrong("end", "nothing more", bytes.remaining() + " bytes");
        }
    }

    EvidenceFormatException wrong(String field, String expected, String actual) {
        return new EvidenceFormatException(field, offset(), expected, actual);
    }

    private void need(String field, int length) throws EvidenceFormatException {
        if (bytes.remaining() < length) {
            throw wrong(field, length + " bytes", bytes.remaining() + " bytes");
        }
    }

    private long inRange(String field, long value, long least, long most, int size) throws EvidenceFormatException {
        if (value < least || value > most) {
            throw new EvidenceFormatException(field, offset() - size, least + " to " + most, Long.toString(value));
        }
        return value;
    }
}
