package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.market.Answer;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a worker's head what the caller gets: status, Content-Type, Retry-After, and the {@code X-Cocoon-…} times. The
 * broker adds its own times as the reference does ({@code docs/protocol/wire.md} 9.4). Names and values that HTTP does not
 * allow are dropped, so a worker cannot write headers of its own into the caller's connection.
 */
final class AnswerHeads {

    private static final int MAX_VALUE = 1000;
    private static final int MAX_HEADERS = 32;

    private AnswerHeads() {}

    /**
     * The head for the caller.
     *
     * @param start when the request was given to the worker
     * @param now the time
     * @return null if the status is no final HTTP status
     */
    static Answer.@Nullable Head of(HttpResponse response, Instant start, Instant now) {
        int status = response.statusCode();
        if (status < 200 || status > 599) {
            return null;
        }
        String contentType = "";
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (HttpHeader header : response.headers()) {
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
        headers.add(Map.entry("X-Cocoon-Proxy-Start", seconds(start)));
        headers.add(Map.entry("X-Cocoon-Proxy-End", seconds(now)));
        return new Answer.Head(status, contentType, headers);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("x-cocoon-") && name.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z'));
    }

    private static boolean isValue(String value) {
        return value.length() <= MAX_VALUE && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** Unix time with six decimals. */
    static String seconds(Instant time) {
        String micros = Integer.toString(1_000_000 + time.getNano() / 1000);
        return time.getEpochSecond() + "." + micros.substring(1);
    }
}
