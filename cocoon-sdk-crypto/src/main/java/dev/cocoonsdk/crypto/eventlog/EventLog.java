package dev.cocoonsdk.crypto.eventlog;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.eventlog.RegisterReplay.Register;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The event log of a confidential virtual machine: the data area of the ACPI table CCEL (Linux: {@code
 * /sys/firmware/acpi/tables/data/CCEL}), in the crypto-agile format of the TCG ({@code docs/protocol/attestation.md} 12).
 *
 * <p>A log proves nothing by itself: it explains the registers of a quote, and only where {@linkplain #replay(List) replaying} it gives
 * the quote's values. Immutable.
 *
 * @param events in the order of the log, without its header
 */
public record EventLog(List<LogEvent> events) {

    /** Longest log that is read, in bytes. */
    public static final int MAX_LENGTH = 16 << 20;

    /** Number of registers that are replayed: RTMR0 to RTMR3. */
    public static final int REGISTERS = 4;

    /** Copies the list. */
    public EventLog {
        events = List.copyOf(events);
    }

    /**
     * Reads a log. Total.
     *
     * @param bytes the whole data area; filling with zero or 0xff behind the last event is passed over
     * @throws EventLogFormatException if it is no crypto-agile log with SHA-384 digests, names the field and its offset
     */
    public static EventLog parse(Bytes bytes) throws EventLogFormatException {
        return new EventLog(new EventLogParser(bytes).parse());
    }

    /** The values that the registers have after all events of this log: four times 48 bytes. */
    public List<Bytes> registers() {
        List<Bytes> values =
                new ArrayList<>(Collections.nCopies(REGISTERS, Bytes.wrap(new byte[LogEvent.DIGEST_LENGTH])));
        for (LogEvent event : events) {
            if (event.isExtension()) {
                int index = event.register() - 1;
                values.set(index, extended(values.get(index), event.digest()));
            }
        }
        return List.copyOf(values);
    }

    /** The rule of extension: SHA-384 of the old value and the digest. */
    private static Bytes extended(Bytes old, Bytes digest) {
        return Bytes.wrap(Sha384.of(old.toByteArray(), digest.toByteArray()));
    }

    /**
     * Replays the log and compares.
     *
     * @param quoted RTMR0 to RTMR3 of a quote, 48 bytes each
     * @throws IllegalArgumentException if these are not four values of 48 bytes
     */
    public RegisterReplay replay(List<Bytes> quoted) {
        if (quoted.size() != REGISTERS || quoted.stream().anyMatch(value -> value.length() != LogEvent.DIGEST_LENGTH)) {
            throw new IllegalArgumentException("registers: (expected: 4 of 48 bytes)");
        }
        List<Bytes> replayed = registers();
        List<Register> results = new ArrayList<>();
        for (int i = 0; i < REGISTERS; i++) {
            results.add(new Register(i, replayed.get(i), quoted.get(i), of(i)));
        }
        return new RegisterReplay(results);
    }

    private List<LogEvent> of(int rtmr) {
        return events.stream()
                .filter(event -> event.isExtension() && event.register() == rtmr + 1)
                .toList();
    }
}
