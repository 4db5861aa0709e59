package dev.cocoonsdk.it.conformance.raw;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HTTP objects inside requests and first answers ({@code docs/protocol/wire.md} 5.2). */
public final class Http {

    private Http() {}

    /** A request for a chat answer with this body. */
    public static Tl chat(String body) {
        return request("POST", "/v1/chat/completions", Map.of("Content-Type", "application/json"), body);
    }

    public static Tl request(String method, String url, Map<String, String> headers, String body) {
        Tl tl = Tl.of(Ids.HTTP_REQUEST).str(method).str(url).str("HTTP/1.1");
        return headers(tl, headers).data(body.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code http.response{HTTP/1.1, 200, OK, Content-Type, payload}}. */
    public static Tl ok(String payload) {
        return response(200, "OK", Map.of("Content-Type", "application/json"), payload);
    }

    public static Tl response(int status, String reason, Map<String, String> headers, String payload) {
        Tl tl = Tl.of(Ids.HTTP_RESPONSE).str("HTTP/1.1").i32(status).str(reason);
        return headers(tl, headers).data(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Tl headers(Tl tl, Map<String, String> headers) {
        tl.i32(headers.size());
        headers.forEach((name, value) -> tl.str(name).str(value));
        return tl;
    }

    /** A request as it arrived. */
    public record Request(String method, String url, String version, Map<String, String> headers, String payload) {

        public static Request parse(byte[] bytes) {
            In in = new In(bytes).id(Ids.HTTP_REQUEST);
            Request request = new Request(in.str(), in.str(), in.str(), readHeaders(in), in.str());
            in.end();
            return request;
        }
    }

    /** A response as it arrived. */
    public record Response(String version, int status, String reason, Map<String, String> headers, String payload) {

        public static Response parse(byte[] bytes) {
            In in = new In(bytes).id(Ids.HTTP_RESPONSE);
            Response response = new Response(in.str(), in.i32(), in.str(), readHeaders(in), in.str());
            in.end();
            return response;
        }
    }

    private static Map<String, String> readHeaders(In in) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int left = in.i32(); left > 0; left--) {
            String name = in.str();
            if (headers.put(name, in.str()) != null) {
                throw new AssertionError("header " + name + " came twice");
            }
        }
        return headers;
    }
}
