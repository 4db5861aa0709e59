package dev.cocoonsdk.broker.internal.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the short text fields of a {@code multipart/form-data} body (RFC 7578) and nothing else; files stay where they are.
 * Total: any bytes give fields or an {@link ApiException}.
 */
final class MultipartForm {

    /** Longer fields are no terms of a request and are skipped. */
    static final int MAX_FIELD_BYTES = 1024;

    private static final int MAX_PARTS = 256;
    private static final int MAX_PART_HEAD_BYTES = 4096;
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]{1,64})\"", Pattern.CASE_INSENSITIVE);
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final byte[] body;
    private final byte[] delimiter;

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a Content-Type announces a form. */
    static boolean isForm(String contentType) {
        return contentType.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length());
    }

    /**
     * The fields without file name that are at most {@link #MAX_FIELD_BYTES} long; of duplicates the last.
     *
     * @throws ApiException with {@link ErrorKind#INVALID_REQUEST} if the body is no form
     */
    static Map<String, String> textFields(String contentType, byte[] body) {
        return of(contentType, body).read();
    }

    /** The body without the text fields of these names; {@link #textFields} must have accepted it. */
    static byte[] without(Set<String> names, String contentType, byte[] body) {
        return of(contentType, body).without(names);
    }

    private static MultipartForm of(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed();
        }
        String text = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
        return new MultipartForm(body, text);
    }

    private Map<String, String> read() {
        Map<String, String> fields = new HashMap<>();
        int at = firstPart();
        for (int parts = 0; !endsAt(at); parts++) {
            int headEnd = indexOf(HEAD_END, at, at + MAX_PART_HEAD_BYTES);
            int next = headEnd < 0 ? -1 : indexOf(delimiter, headEnd + 2, body.length);
            if (next < 0 || parts == MAX_PARTS) {
                throw malformed();
            }
            int content = Math.min(headEnd + HEAD_END.length, next);
            String name = textFieldName(at, headEnd);
            if (name != null && next - content <= MAX_FIELD_BYTES) {
                fields.put(name, new String(body, content, next - content, StandardCharsets.UTF_8));
            }
            at = next + delimiter.length;
        }
        return fields;
    }

    private byte[] without(Set<String> names) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        int at = firstPart();
        kept.write(body, 0, at);
        while (!endsAt(at)) {
            int headEnd = indexOf(HEAD_END, at, at + MAX_PART_HEAD_BYTES);
            int next = indexOf(delimiter, headEnd + 2, body.length) + delimiter.length;
            String name = textFieldName(at, headEnd);
            if (name == null || !names.contains(name)) {
                kept.write(body, at, next - at);
            }
            at = next;
        }
        kept.write(body, at, body.length - at);
        return kept.toByteArray();
    }

    private int firstPart() {
        int length = delimiter.length - 2;
        if (body.length >= length && matches(delimiter, 2, 0, length)) {
            return length;
        }
        int found = indexOf(delimiter, 0, body.length);
        if (found < 0) {
            throw malformed();
        }
        return found + delimiter.length;
    }

    private boolean endsAt(int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private @Nullable String textFieldName(int from, int to) {
        String head = new String(body, from, to - from, StandardCharsets.UTF_8);
        for (String line : head.lines().toList()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                Matcher name = NAME.matcher(line);
                boolean file = line.toLowerCase(Locale.ROOT).contains("filename");
                return !file && name.find() ? name.group(1) : null;
            }
        }
        return null;
    }

    private int indexOf(byte[] wanted, int from, int limit) {
        int last = Math.min(limit, body.length) - wanted.length;
        for (int i = Math.max(0, from); i <= last; i++) {
            if (body[i] == wanted[0] && matches(wanted, 0, i, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] wanted, int wantedFrom, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (body[at + i] != wanted[wantedFrom + i]) {
                return false;
            }
        }
        return true;
    }

    private static ApiException malformed() {
        return ApiError.invalid(
                        null, "The form is malformed.", "a multipart/form-data body with its boundary (RFC 7578)")
                .toException();
    }
}
