package dev.cocoonsdk.crypto.eventlog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

/** Any bytes are a log or a typed failure, and every event of a log can be described. */
class EventLogFuzzTest {

    @FuzzTest
    void anyBytesAreALogOrAFailure(byte[] bytes) {
        try {
            EventLog log = EventLog.parse(Bytes.copyOf(bytes));
            log.registers();
            for (LogEvent event : log.events()) {
                if (event.description().codePoints().anyMatch(Character::isISOControl)) {
                    throw new IllegalStateException("control characters reach the terminal");
                }
            }
        } catch (EventLogFormatException e) {
            if (e.offset() < 0 || e.offset() > bytes.length) {
                throw new IllegalStateException("offset outside the log", e);
            }
        }
    }
}
