package dev.cocoonsdk.broker.internal.money;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator must look at: logged as errors, and the last ones kept for the statistics. Thread-safe. */
final class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final int KEPT = 50;

    private final InstantSource clock;
    private final Deque<Alarm> last = new ArrayDeque<>();
    private long count;

    Alarms(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One alarm.
     *
     * @param time when it was raised
     * @param text what happened
     */
    record Alarm(Instant time, String text) {}

    /** Raises an alarm; the same one as the last is only counted. */
    synchronized void raise(String text) {
        count++;
        if (!last.isEmpty() && last.getLast().text.equals(text)) {
            return;
        }
        LOG.error("alarm: {}", text);
        last.addLast(new Alarm(clock.instant(), text));
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Alarm> last() {
        return List.copyOf(last);
    }
}
