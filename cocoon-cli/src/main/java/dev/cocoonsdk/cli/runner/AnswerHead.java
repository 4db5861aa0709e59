package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers for the application ({@code docs/protocol/http-api.md} 2.4). Only headers that describe the answer pass, with
 * names and values that HTTP allows, so that a worker cannot set cookies or speak for this server.
 *
 * @param status HTTP status, 200 to 599
 * @param contentType lower case without parameters, empty if unknown
 * @param headers in order, without those of the connection and of the length
 */
record AnswerHead(int status, String contentType, List<HttpHeader> headers) {

    private static final Set<String> PASSED = Set.of(
            "content-type",
            "content-language",
            "content-disposition",
            "cache-control",
            "date",
            "retry-after",
            "server",
            "request-id");
    private static final int MAX_VALUE = 4000;
    private static final int MAX_HEADERS = 64;

    /** The head, or null if the status is no final HTTP status. */
    static @Nullable AnswerHead of(HttpResponse response) {
        int status = response.statusCode();
        if (status < 200 || status > 599) {
            return null;
        }
        String contentType = "";
        List<HttpHeader> headers = new ArrayList<>();
        for (HttpHeader header : response.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (passes(name) && isValue(header.value()) && headers.size() < MAX_HEADERS) {
                headers.add(header);
                contentType = name.equals("content-type") ? type(header.value()) : contentType;
            }
        }
        return new AnswerHead(status, contentType, headers);
    }

    private static String type(String value) {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean passes(String name) {
        boolean known = PASSED.contains(name) || name.startsWith("x-") || name.startsWith("openai-");
        return known && name.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    private static boolean isValue(String value) {
        return value.length() <= MAX_VALUE && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** Whether the worker ran the request. */
    boolean isSuccess() {
        return status < 300;
    }

    /** Whether the body is text that can be read as JSON or events; true if nobody says what it is. */
    boolean isReadable() {
        return contentType.isEmpty()
                || contentType.contains("json")
                || contentType.startsWith("text/event-stream")
                || contentType.equals("text/plain");
    }

    /** Whether the body is events. */
    boolean isEvents() {
        return contentType.equals("text/event-stream");
    }

    /** Unix time with six decimals. */
    static String seconds(Instant time) {
        String micros = Integer.toString(1_000_000 + time.getNano() / 1000);
        return time.getEpochSecond() + "." + micros.substring(1);
    }
}
