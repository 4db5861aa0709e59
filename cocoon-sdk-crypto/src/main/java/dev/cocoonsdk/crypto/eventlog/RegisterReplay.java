package dev.cocoonsdk.crypto.eventlog;

import dev.cocoonsdk.core.Bytes;
import java.util.List;

/**
 * What came of replaying a log against a quote.
 *
 * @param registers RTMR0 to RTMR3
 */
public record RegisterReplay(List<Register> registers) {

    /** Copies the list. */
    public RegisterReplay {
        registers = List.copyOf(registers);
    }

    /** Whether the log explains all registers. */
    public boolean matches() {
        return registers.stream().allMatch(Register::matches);
    }

    /**
     * One register.
     *
     * @param index 0 to 3
     * @param replayed what the log gives, 48 bytes
     * @param quoted what the quote says, 48 bytes
     * @param events what was extended into it, in order; believable only if {@link #matches()}
     */
    public record Register(int index, Bytes replayed, Bytes quoted, List<LogEvent> events) {

        /** Copies the list. */
        public Register {
            events = List.copyOf(events);
        }

        /** Whether the log gives the quote's value. */
        public boolean matches() {
            return replayed.equals(quoted);
        }
    }
}
