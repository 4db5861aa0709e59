package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes what {@link CanonicalReader} reads. The values are in range already. Not thread-safe. */
final class CanonicalWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    static String magicText(int magic) {
        return new String(ByteBuffer.allocate(Integer.BYTES).putInt(magic).array(), StandardCharsets.US_ASCII);
    }

    CanonicalWriter magic(int magic, int version) {
        return u32(magic).u8(version);
    }

    CanonicalWriter u8(int value) {
        out.write(value);
        return this;
    }

    CanonicalWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    CanonicalWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    CanonicalWriter u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    CanonicalWriter time(Instant time) {
        return u64(time.toEpochMilli());
    }

    CanonicalWriter hash(Hash256 hash) {
        return raw(hash.toBytes());
    }

    CanonicalWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CanonicalWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u16(utf8.length).raw(utf8);
    }

    Bytes bytes() {
        return Bytes.wrap(out.toByteArray());
    }
}
