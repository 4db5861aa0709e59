package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.network.tl.HttpHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes from a worker's head what the caller gets: status, Content-Type, Retry-After, and the {@code X-Cocoon-…} times. The
 * broker adds its own times as the reference does ({@code docs/protocol/wire.md} 9.4). Names and values that HTTP does not
 * allow are dropped, so a worker cannot write headers of its own into the caller's connection.
 */
public final class AnswerHeads {

    private static final int MAX_VALUE = 1000;
    private static final int MAX_HEADERS = 32;

    private AnswerHeads() {}

    /** The head for the caller. */
    static Answer.Head of(WorkerHead head) {
        String contentType = "";
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (HttpHeader header : head.response().headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!isValue(header.value())) {
                continue;
            }
            if (name.equals("content-type")) {
                contentType = header.value();
            } else if ((name.equals("retry-after") || isOurs(name)) && headers.size() < MAX_HEADERS) {
                headers.add(Map.entry(name, header.value()));
            }
        }
        headers.add(Map.entry("X-Cocoon-Proxy-Start", seconds(head.sent())));
        headers.add(Map.entry("X-Cocoon-Proxy-End", seconds(head.arrived())));
        return new Answer.Head(head.response().statusCode(), contentType, headers);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("x-cocoon-") && name.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z'));
    }

    private static boolean isValue(String value) {
        return value.length() <= MAX_VALUE && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** Unix time with six decimals. */
    public static String seconds(Instant time) {
        String micros = Integer.toString(1_000_000 + time.getNano() / 1000);
        return time.getEpochSecond() + "." + micros.substring(1);
    }
}
