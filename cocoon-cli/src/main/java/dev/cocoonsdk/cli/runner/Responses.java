package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Complete answers. */
final class Responses {

    static final String JSON = "application/json";
    static final String HTML = "text/html; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    private static final int RETRY_SECONDS = 1;

    private Responses() {}

    static FullHttpResponse of(int status, String type, byte[] body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return response;
    }

    static FullHttpResponse text(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    static FullHttpResponse json(JsonValue json) {
        return of(200, JSON, json.toJsonBytes());
    }

    static FullHttpResponse failure(Failure failure) {
        return failure(failure, failure.toJson());
    }

    static FullHttpResponse failure(Failure failure, JsonValue body) {
        FullHttpResponse response = of(failure.status(), JSON, body.toJsonBytes());
        if (failure.isTemporary()) {
            response.headers().setInt(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return response;
    }
}
