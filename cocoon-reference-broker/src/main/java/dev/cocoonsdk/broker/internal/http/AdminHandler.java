package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.Secret;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Administration, read only: {@code /healthz}, {@code /jsonstats} ({@code docs/protocol/http-api.md} 5.2) and {@code /metrics}.
 * If the configuration has an access hash, all but {@code /healthz} need it as argument {@code access_hash}.
 */
public final class AdminHandler implements Connection.Responder {

    private final StatsView stats;
    private final @Nullable Secret accessHash;

    /** A handler for all connections. */
    public AdminHandler(StatsView stats, @Nullable Secret accessHash) {
        this.stats = stats;
        this.accessHash = accessHash;
    }

    @Override
    public void respond(FullHttpRequest request, Connection.Call call) {
        call.answer(answer(request));
    }

    private FullHttpResponse answer(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            FullHttpResponse refusal =
                    Json.error(ApiError.of(ErrorKind.METHOD_NOT_ALLOWED, "Administration only shows.", "Use GET."));
            refusal.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            return refusal;
        }
        QueryStringDecoder url = new QueryStringDecoder(request.uri());
        if (url.path().equals("/healthz")) {
            return health();
        } else if (!isAllowed(url)) {
            return Json.error(ApiError.of(
                    ErrorKind.UNAUTHORIZED,
                    "The access hash is missing or wrong.",
                    "Add ?access_hash=… to the address."));
        }
        return switch (url.path()) {
            case "/jsonstats" -> Json.response(200, stats.json());
            case "/metrics" ->
                Json.response(
                        HttpResponseStatus.OK,
                        stats.metrics().getBytes(StandardCharsets.UTF_8),
                        "text/plain; version=0.0.4; charset=utf-8");
            default ->
                Json.error(ApiError.of(
                        ErrorKind.NOT_FOUND, "There is nothing here.", "Use /healthz, /jsonstats or /metrics."));
        };
    }

    private FullHttpResponse health() {
        boolean healthy = stats.isHealthy();
        byte[] text = (healthy ? "ok\n" : "the ledger store is out of order\n").getBytes(StandardCharsets.UTF_8);
        HttpResponseStatus status = healthy ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        return Json.response(status, text, "text/plain; charset=utf-8");
    }

    private boolean isAllowed(QueryStringDecoder url) {
        List<String> values = url.parameters().get("access_hash");
        return accessHash == null || (values != null && isEqual(accessHash.reveal(), values.get(0)));
    }

    /** Takes the same time wherever they differ. */
    private static boolean isEqual(String secret, String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FullHttpResponse tooLarge() {
        return Json.error(ApiError.of(ErrorKind.PAYLOAD_TOO_LARGE, "The body is too large.", "Send no body."));
    }

    @Override
    public FullHttpResponse malformed() {
        return Json.error(ApiError.invalid(null, "This is no HTTP/1.1 request.", "a well-formed HTTP/1.1 request"));
    }

    @Override
    public FullHttpResponse broken() {
        return Json.error(ApiError.of(ErrorKind.INTERNAL, "The broker failed unexpectedly.", "Look into its log."));
    }
}
