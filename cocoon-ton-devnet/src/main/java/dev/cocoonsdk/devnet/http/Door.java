package dev.cocoonsdk.devnet.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads requests, finds who answers, and writes answers and errors in the shape of their interface. */
final class Door implements HttpHandler {

    /** Largest body that is read; the largest message of the chain is far smaller. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final String V2 = "/api/v2/";
    private static final String V3 = "/api/v3/";
    private static final String ADMIN = "/devnet/";
    private static final Set<String> VERBS = Set.of("GET", "POST");
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";

    private final V2Api v2;
    private final V3Api v3;
    private final Admin admin;
    private final Explorer explorer;

    Door(ChainView view, @Nullable Secret token) {
        Chain chain = new Chain(view);
        this.v2 = new V2Api(chain);
        this.v3 = new V3Api(chain);
        this.admin = new Admin(view, token);
        this.explorer = new Explorer(chain);
    }

    private record Answer(int status, String type, Bytes body) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean api = exchange.getRequestURI().getRawPath().startsWith("/api/");
            if (api) {
                allowPages(exchange.getResponseHeaders());
            }
            if (api && exchange.getRequestMethod().equals("OPTIONS")) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            Answer answer = answer(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cache-Control", "no-store");
            if (answer.type().equals(HTML)) {
                headers.set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'");
            }
            exchange.sendResponseHeaders(answer.status(), answer.body().length());
            exchange.getResponseBody().write(answer.body().toByteArray());
        }
    }

    /** As TonCenter: web pages may use the interface. There is only play money here. */
    private static void allowPages(Headers headers) {
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.set("Access-Control-Allow-Headers", "*");
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        try {
            if (!VERBS.contains(exchange.getRequestMethod())) {
                throw ApiException.verb("GET or POST");
            }
            return find(path, exchange);
        } catch (ApiException e) {
            return error(path, e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return error(path, 500, "internal error: " + e.getClass().getSimpleName());
        }
    }

    private Answer find(String path, HttpExchange exchange) throws IOException {
        if (path.equals(V2 + "jsonRPC")) {
            return rpc(exchange);
        } else if (path.startsWith(V2)) {
            JsonValue result = v2.call(path.substring(V2.length()), query(exchange));
            return json(200, JsonValue.object("ok", true, "result", result));
        } else if (path.startsWith(V3)) {
            return json(200, v3.call(path.substring(V3.length()), query(exchange)));
        } else if (path.startsWith(ADMIN)) {
            Query query = query(exchange);
            return json(200, admin.call(path.substring(ADMIN.length()), exchange, query));
        } else if (path.startsWith("/api/")) {
            throw ApiException.notFound("Not Found (expected: /api/v2/… or /api/v3/…)");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            throw ApiException.verb("GET");
        }
        Query query = Query.ofUrl(exchange.getRequestURI().getRawQuery());
        return new Answer(200, HTML, Bytes.utf8(explorer.page(path, query)));
    }

    private static Query query(HttpExchange exchange) throws IOException {
        return exchange.getRequestMethod().equals("GET")
                ? Query.ofUrl(exchange.getRequestURI().getRawQuery())
                : Query.ofJson(body(exchange));
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw ApiException.tooLarge("body: (expected: <= " + MAX_BODY_BYTES + " bytes)");
            }
            return body;
        }
    }

    /** JSON-RPC 2.0 as TonCenter speaks it: the answer of version 2 with the request's id. */
    private Answer rpc(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw ApiException.verb("POST");
        }
        Query request = Query.ofJson(body(exchange));
        JsonValue id = request.json("id");
        JsonValue parameters = request.json("params");
        JsonObject frame = JsonValue.object("jsonrpc", "2.0", "id", id == null ? JsonNull.INSTANCE : id);
        try {
            JsonValue result = v2.call(
                    request.text("method"),
                    Query.of(parameters instanceof JsonObject object ? object : JsonValue.object()));
            return json(200, frame.with("ok", JsonValue.of(true)).with("result", result));
        } catch (ApiException e) {
            JsonObject error = v2Error(e.status(), String.valueOf(e.getMessage()));
            return json(e.status(), new JsonObject(merge(error, frame)));
        }
    }

    private static Map<String, JsonValue> merge(JsonObject first, JsonObject second) {
        Map<String, JsonValue> members = new LinkedHashMap<>(first.members());
        members.putAll(second.members());
        return members;
    }

    private static JsonObject v2Error(int status, String message) {
        return JsonValue.object("ok", false, "error", message, "code", status);
    }

    private static Answer error(String path, int status, String message) {
        if (path.startsWith(V2)) {
            return json(status, v2Error(status, message));
        } else if (path.startsWith("/api/") || path.startsWith(ADMIN)) {
            return json(status, JsonValue.object("error", message, "code", status));
        }
        return new Answer(status, HTML, Bytes.utf8(Explorer.error(status, message)));
    }

    private static Answer json(int status, JsonValue value) {
        return new Answer(status, JSON, Bytes.wrap(value.toJsonBytes()));
    }
}
