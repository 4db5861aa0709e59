package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.internal.sealed.ByteReader;
import dev.cocoonsdk.crypto.internal.sealed.ByteWriter;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Content of HEAD records ({@code docs/sealed-envelope.md} 5.3 and 7.3). */
final class HeadCodec {

    private static final int MAX_ANSWER_HEADERS = 32;
    private static final int MAX_NAME = 64;
    private static final int MAX_VALUE = 4096;

    private HeadCodec() {}

    /** What the HEAD of a request says. */
    record RequestHead(String method, String path, List<Header> headers, int bodyLength) {
        InnerRequest with(byte[] body) {
            try {
                return new InnerRequest(method, path, headers, Bytes.wrap(body));
            } catch (IllegalArgumentException e) {
                throw new SealedFormatException("head", 0, "not allowed in a request");
            }
        }
    }

    static byte[] request(InnerRequest inner) {
        ByteWriter out = new ByteWriter().shortText(inner.method()).text(inner.path());
        writeHeaders(out, inner.headers());
        return out.u32(inner.body().length()).toBytes();
    }

    static RequestHead readRequest(ByteBuffer content) {
        ByteReader in = new ByteReader(content);
        String method = in.ascii("method", in.length("method", in.u8("method"), 1, InnerRequest.MAX_METHOD), 'A', 'Z');
        String path = in.ascii("path", in.length("path", in.u16("path"), 1, InnerRequest.MAX_PATH), 0x21, 0x7e);
        List<Header> headers = readHeaders(in, InnerRequest.ALLOWED_HEADERS.size(), InnerRequest.MAX_HEADER_VALUE);
        int bodyLength = in.u32("body length", 0, Format.MAX_SEALED);
        in.end("head");
        return new RequestHead(method, path, headers, bodyLength);
    }

    static byte[] answer(ResponseHead head) {
        ByteWriter out = new ByteWriter().u16(head.status());
        writeHeaders(
                out,
                head.headers().stream()
                        .filter(HeadCodec::fits)
                        .limit(MAX_ANSWER_HEADERS)
                        .collect(Collectors.toList()));
        return out.toBytes();
    }

    static ResponseHead readAnswer(ByteBuffer content) {
        ByteReader in = new ByteReader(content);
        int status = in.length("status", in.u16("status"), 200, 599);
        List<Header> headers = readHeaders(in, MAX_ANSWER_HEADERS, MAX_VALUE);
        in.end("head");
        return new ResponseHead(status, headers);
    }

    private static boolean fits(Header header) {
        return header.name().length() <= MAX_NAME
                && header.value().length() <= MAX_VALUE
                && header.value().chars().allMatch(HeadCodec::isText);
    }

    private static boolean isText(int c) {
        return c == '\t' || (c >= 0x20 && c <= 0x7e);
    }

    private static void writeHeaders(ByteWriter out, List<Header> headers) {
        out.u8(headers.size());
        for (Header header : headers) {
            out.shortText(header.name().toLowerCase(Locale.ROOT)).text(header.value());
        }
    }

    private static List<Header> readHeaders(ByteReader in, int maxCount, int maxValue) {
        int count = in.length("header count", in.u8("header count"), 0, maxCount);
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = in.offset();
            String name =
                    in.ascii("header name", in.length("header name", in.u8("header name"), 1, MAX_NAME), 0x21, 0x7e);
            String value = in.ascii(
                    "header value", in.length("header value", in.u16("header value"), 0, maxValue), '\t', 0x7e);
            if (!name.equals(name.toLowerCase(Locale.ROOT))
                    || !Header.isValid(name, value)
                    || !value.chars().allMatch(HeadCodec::isText)) {
                throw new SealedFormatException("header", at, "not allowed");
            }
            headers.add(new Header(name, value));
        }
        return headers;
    }
}
