package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Reads fields of a quote in their order; every length is checked before anything is copied. */
final class QuoteReader {

    private final ByteBuffer in;

    QuoteReader(Bytes quote) {
        in = quote.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return in.position();
    }

    int remaining() {
        return in.remaining();
    }

    Bytes bytes(String field, long length) throws QuoteFormatException {
        if (length > in.remaining()) {
            throw new QuoteFormatException(field, in.position(), length + " bytes", in.remaining() + " bytes left");
        }
        byte[] value = new byte[(int) length];
        in.get(value);
        return Bytes.wrap(value);
    }

    int u16(String field) throws QuoteFormatException {
        need(field, 2);
        return Short.toUnsignedInt(in.getShort());
    }

    long u32(String field) throws QuoteFormatException {
        need(field, 4);
        return Integer.toUnsignedLong(in.getInt());
    }

    /** Reads a field that has one legal value. */
    void expect(String field, Bytes expected) throws QuoteFormatException {
        int at = position();
        Bytes actual = bytes(field, expected.length());
        if (!actual.equals(expected)) {
            throw new QuoteFormatException(field, at, hex(expected), hex(actual));
        }
    }

    private void need(String field, int length) throws QuoteFormatException {
        if (in.remaining() < length) {
            throw new QuoteFormatException(field, in.position(), length + " bytes", in.remaining() + " bytes left");
        }
    }

    private static String hex(Bytes value) {
        return HexFormat.of().formatHex(value.toByteArray());
    }
}
