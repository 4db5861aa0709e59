package dev.cocoonsdk.core.internal.error;

import dev.cocoonsdk.core.transport.ResponseHead;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110 10.2.3): seconds, or a date that is held against the answer's own {@code Date}. */
final class RetryAfter {

    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    static @Nullable Duration of(ResponseHead head) {
        String value = head.header("Retry-After");
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        String now = head.header("Date");
        return now == null ? null : between(now, text);
    }

    private static @Nullable Duration between(String now, String then) {
        try {
            Duration wait = Duration.between(date(now), date(then));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
