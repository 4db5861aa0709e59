package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.provider.engine.EngineHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The first answer of a worker: status and headers as {@code docs/protocol/wire.md} 9.5, step 4 says. */
final class AnswerHead {

    /** Belong to a connection; compared in any letter case. */
    private static final Set<String> DROPPED = Set.of(
            "content-length", "transfer-encoding", "connection", "keep-alive", "trailer", "upgrade", "set-cookie");

    private static final int LONGEST_REASON = 200;

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(204, "No Content"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private AnswerHead() {}

    /** Whether an answer of this status has no body, whatever the engine sends. */
    static boolean isBodyless(int status) {
        return status < 200 || status == 204 || status == 304;
    }

    /**
     * The head.
     *
     * @param reason as the engine worded it; if empty the usual one is taken
     */
    static HttpResponse of(int status, String reason, List<EngineHeader> headers, Instant start, Instant now) {
        List<HttpHeader> sent = new ArrayList<>();
        for (EngineHeader header : headers) {
            if (!DROPPED.contains(header.name().toLowerCase(Locale.ROOT))) {
                sent.add(new HttpHeader(header.name(), header.value()));
            }
        }
        sent.add(new HttpHeader("X-Cocoon-Worker-Start", seconds(start)));
        sent.add(new HttpHeader("X-Cocoon-Worker-End", seconds(now)));
        sent.add(
                isBodyless(status)
                        ? new HttpHeader("Content-Length", "0")
                        : new HttpHeader("Transfer-Encoding", "chunked"));
        String words = reason.isBlank() ? REASONS.getOrDefault(status, "Status " + status) : oneLine(reason);
        return new HttpResponse("HTTP/1.1", status, words, sent, TlBytes.EMPTY);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }

    /** Unix time with six decimals. */
    static String seconds(Instant time) {
        return String.format(Locale.ROOT, "%d.%06d", time.getEpochSecond(), time.getNano() / 1_000);
    }
}
