package dev.cocoonsdk.core.internal.http;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is written once. In the Cocoon dialect the limits of the query are spliced in behind the opening brace of a JSON
 * object or put before the first part of a form; a member of the same name in the body comes later and so wins.
 */
final class OutgoingBody extends RequestBody {

    private final @Nullable MediaType contentType;
    private final Bytes prefix;
    private final ByteBuffer rest;

    private OutgoingBody(@Nullable MediaType contentType, Bytes prefix, ByteBuffer rest) {
        this.contentType = contentType;
        this.prefix = prefix;
        this.rest = rest;
    }

    static OutgoingBody of(TransportRequest request, Dialect dialect) {
        MediaType type = HttpEngine.contentType(request);
        ByteBuffer bytes = request.body().asByteBuffer();
        boolean json = type != null && type.subtype().equals("json") && bytes.hasRemaining() && bytes.get(0) == '{';
        String boundary = type == null || !type.type().equals("multipart") ? null : type.parameter("boundary");
        if (dialect == Dialect.COCOON && boundary != null) {
            return new OutgoingBody(type, Bytes.utf8(parts(boundary, request.limits())), bytes);
        }
        if (dialect == Dialect.OPENAI || !json) {
            return new OutgoingBody(type, Bytes.EMPTY, bytes);
        }
        bytes.position(1);
        return new OutgoingBody(type, Bytes.utf8(limits(request.limits()) + (isEmptyObject(bytes) ? "" : ",")), bytes);
    }

    private static String limits(QueryLimits limits) {
        return "{\"max_coefficient\":" + limits.maxCoefficient() + ",\"timeout\":" + seconds(limits);
    }

    private static String parts(String boundary, QueryLimits limits) {
        return part(boundary, "max_coefficient", String.valueOf(limits.maxCoefficient()))
                + part(boundary, "timeout", seconds(limits));
    }

    private static String part(String boundary, String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String seconds(QueryLimits limits) {
        return BigDecimal.valueOf(limits.timeout().toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static boolean isEmptyObject(ByteBuffer afterBrace) {
        for (int i = afterBrace.position(); i < afterBrace.limit(); i++) {
            byte b = afterBrace.get(i);
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '}';
            }
        }
        return true;
    }

    @Override
    public @Nullable MediaType contentType() {
        return contentType;
    }

    @Override
    public long contentLength() {
        return (long) prefix.length() + rest.remaining();
    }

    /** Keeps OkHttp from sending it a second time. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        write(sink, prefix.asByteBuffer());
        write(sink, rest.duplicate());
    }

    private static void write(BufferedSink sink, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            sink.write(bytes);
        }
    }
}
