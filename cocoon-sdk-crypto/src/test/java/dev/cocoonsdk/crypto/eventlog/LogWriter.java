package dev.cocoonsdk.crypto.eventlog;

import dev.cocoonsdk.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes crypto-agile logs, with a SHA-256 and a SHA-384 digest per event. */
final class LogWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LogWriter() {
        ints(1, LogEvent.NO_ACTION);
        raw(new byte[20]);
        ints(16 + 8 + 4 + 8 + 1);
        raw("Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII));
        raw(new byte[] {0, 0, 0, 0, 0, 2, 0, 2});
        ints(2);
        shorts(0x000b, 32, 0x000c, 48);
        raw(new byte[] {0});
    }

    LogWriter measured(int register, int type, String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return event(register, type, Sha384.of(data), data);
    }

    LogWriter event(int register, int type, byte[] digest, byte[] data) {
        ints(register, type, 2);
        shorts(0x000b);
        raw(new byte[32]);
        shorts(0x000c);
        raw(digest);
        ints(data.length);
        return raw(data);
    }

    LogWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private void ints(int... values) {
        for (int value : values) {
            raw(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }
    }

    private void shorts(int... values) {
        for (int value : values) {
            raw(ByteBuffer.allocate(2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) value)
                    .array());
        }
    }

    Bytes bytes() {
        return Bytes.wrap(out.toByteArray());
    }
}
