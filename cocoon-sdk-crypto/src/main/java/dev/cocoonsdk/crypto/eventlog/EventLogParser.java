package dev.cocoonsdk.crypto.eventlog;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the crypto-agile log of the TCG PC Client Platform Firmware Profile, 10.2: one TCG_PCR_EVENT with a TCG_EfiSpecIDEvent, then
 * TCG_PCR_EVENT2 until the filling. All integers are little-endian.
 */
final class EventLogParser {

    private static final int SHA1_LENGTH = 20;
    private static final int SHA384 = 0x000c;
    private static final byte[] SIGNATURE = "Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_FIELDS = 8;
    private static final int MAX_ALGORITHMS = 16;
    private static final int MAX_DIGEST = 64;
    private static final int END = 0xffffffff;

    private final ByteBuffer in;

    EventLogParser(Bytes bytes) {
        in = bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    List<LogEvent> parse() throws EventLogFormatException {
        if (in.remaining() > EventLog.MAX_LENGTH) {
            throw wrong("log", in.remaining() + " bytes (expected: <= " + EventLog.MAX_LENGTH + ")");
        }
        Map<Integer, Integer> digestLengths = header();
        List<LogEvent> events = new ArrayList<>();
        while (!atEnd()) {
            events.add(event(digestLengths));
        }
        return events;
    }

    /** The algorithms of the log with the lengths of their digests. */
    private Map<Integer, Integer> header() throws EventLogFormatException {
        integer("header register");
        int at = in.position();
        if (integer("header type") != LogEvent.NO_ACTION) {
            throw new EventLogFormatException("header type", at, "(expected: EV_NO_ACTION)");
        }
        bytes("header digest", SHA1_LENGTH);
        int end = end("header length");
        at = in.position();
        if (!Arrays.equals(bytes("signature", SIGNATURE.length), SIGNATURE)) {
            throw new EventLogFormatException("signature", at, "(expected: Spec ID Event03)");
        }
        bytes("version", VERSION_FIELDS);
        Map<Integer, Integer> lengths = algorithms();
        if (in.position() > end) {
            throw wrong("algorithms", "more than the header holds");
        }
        in.position(end);
        return lengths;
    }

    private Map<Integer, Integer> algorithms() throws EventLogFormatException {
        int at = in.position();
        int count = count("algorithms");
        Map<Integer, Integer> lengths = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int algorithm = shortInteger("algorithm");
            int length = shortInteger("digest length");
            if (length < 1 || length > MAX_DIGEST) {
                throw wrong("digest length", length + " (expected: 1 to " + MAX_DIGEST + ")");
            }
            lengths.put(algorithm, length);
        }
        Integer sha384 = lengths.get(SHA384);
        if (sha384 == null || sha384 != LogEvent.DIGEST_LENGTH) {
            throw new EventLogFormatException("algorithms", at, "(expected: SHA-384 among them)");
        }
        return lengths;
    }

    private LogEvent event(Map<Integer, Integer> digestLengths) throws EventLogFormatException {
        int at = in.position();
        int register = integer("register");
        if (register < LogEvent.MRTD || register > LogEvent.MAX_REGISTER) {
            throw new EventLogFormatException(
                    "register", at, Integer.toUnsignedString(register) + " (expected: 0 to 4)");
        }
        int type = integer("type");
        Bytes digest = digest(digestLengths);
        int end = end("data length");
        return new LogEvent(register, type, digest, Bytes.wrap(bytes("data", end - in.position())));
    }

    private Bytes digest(Map<Integer, Integer> lengths) throws EventLogFormatException {
        int at = in.position();
        int count = count("digests");
        @Nullable Bytes found = null;
        for (int i = 0; i < count; i++) {
            int algorithm = shortInteger("digest algorithm");
            Integer length = lengths.get(algorithm);
            if (length == null) {
                throw wrong("digest algorithm", algorithm + " (expected: one of the header)");
            }
            byte[] digest = bytes("digest", length);
            if (algorithm == SHA384) {
                if (found != null) {
                    throw new EventLogFormatException("digests", at, "SHA-384 twice");
                }
                found = Bytes.wrap(digest);
            }
        }
        if (found == null) {
            throw new EventLogFormatException("digests", at, "(expected: SHA-384 among them)");
        }
        return found;
    }

    /** The log ends with the area, or with filling: no event has register 0xffffffff, and none is all zero. */
    private boolean atEnd() {
        if (in.remaining() < Integer.BYTES) {
            return isFilledWith((byte) 0) || isFilledWith((byte) END);
        }
        return in.getInt(in.position()) == END || isFilledWith((byte) 0);
    }

    private boolean isFilledWith(byte filling) {
        // an event has a type or a count of digests within its first twelve bytes, so this is short unless it is the
        // end
        for (int i = in.position(); i < in.limit(); i++) {
            if (in.get(i) != filling) {
                return false;
            }
        }
        return true;
    }

    private int end(String field) throws EventLogFormatException {
        int at = in.position();
        int length = integer(field);
        if (length < 0 || length > in.remaining()) {
            throw new EventLogFormatException(
                    field, at, Integer.toUnsignedString(length) + " (expected: <= " + in.remaining() + ")");
        }
        return in.position() + length;
    }

    private int count(String field) throws EventLogFormatException {
        int at = in.position();
        int count = integer(field);
        if (count < 1 || count > MAX_ALGORITHMS) {
            throw new EventLogFormatException(
                    field, at, Integer.toUnsignedString(count) + " (expected: 1 to " + MAX_ALGORITHMS + ")");
        }
        return count;
    }

    private int integer(String field) throws EventLogFormatException {
        need(field, Integer.BYTES);
        return in.getInt();
    }

    private int shortInteger(String field) throws EventLogFormatException {
        need(field, Short.BYTES);
        return Short.toUnsignedInt(in.getShort());
    }

    private byte[] bytes(String field, int length) throws EventLogFormatException {
        need(field, length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private void need(String field, int length) throws EventLogFormatException {
        if (in.remaining() < length) {
            throw wrong(field, "only " + in.remaining() + " bytes left (expected: " + length + ")");
        }
    }

    private EventLogFormatException wrong(String field, String reason) {
        return new EventLogFormatException(field, in.position(), reason);
    }
}
