package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.json.JsonValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;

/** JSON documents as HTTP responses. */
final class Json {

    private static final String TYPE = "application/json";

    private Json() {}

    static FullHttpResponse response(int status, JsonValue json) {
        return response(HttpResponseStatus.valueOf(status), json.toJsonBytes(), TYPE);
    }

    /** A document that was written before; shared, not copied. */
    static FullHttpResponse written(byte[] json) {
        return response(HttpResponseStatus.OK, json, TYPE);
    }

    static FullHttpResponse response(HttpResponseStatus status, byte[] body, String type) {
        ByteBuf content = Unpooled.wrappedBuffer(body);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }

    static FullHttpResponse error(ApiError error) {
        FullHttpResponse response = response(error.kind().status(), error.toJson());
        Duration delay = error.retryAfter();
        if (delay != null) {
            long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
            response.headers().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
        }
        if (error.kind() == ErrorKind.UNAUTHORIZED) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        return response;
    }
}
