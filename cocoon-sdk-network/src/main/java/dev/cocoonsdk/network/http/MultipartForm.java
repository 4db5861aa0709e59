package dev.cocoonsdk.network.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body (RFC 7578): its parts and its short text fields; files stay where they are. Total: any bytes give
 * a form or a {@link FormFormatException}.
 *
 * <p>Strict, because what is read here decides what is paid and which model answers: every part has a name, every boundary stands on
 * a line of its own, and the last one closes the form.
 */
public final class MultipartForm {

    /** Longer fields are not read as text. */
    public static final int MAX_TEXT_BYTES = 1024;

    private static final int MAX_PARTS = 256;
    private static final int MAX_HEAD_BYTES = 4096;
    private static final int MAX_BOUNDARY = 70;
    private static final String MEDIA_TYPE = "multipart/form-data";
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    /**
     * One part.
     *
     * @param name its name
     * @param file whether it has a file name
     * @param length of its content in bytes
     * @param text its content if it is no file and at most {@link #MAX_TEXT_BYTES} long, else null
     */
    public record Part(
            String name, boolean file, int length, @Nullable String text) {

        /** Names the part and its length only: its content may be a prompt. */
        @Override
        public String toString() {
            return "Part[" + (file ? "file, " : "") + length + " bytes]";
        }
    }

    private final byte[] body;
    private final byte[] delimiter;
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int end;

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether a Content-Type announces a form; null does not. */
    public static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().equalsIgnoreCase(MEDIA_TYPE);
    }

    /**
     * Reads a form.
     *
     * @param contentType with its parameter {@code boundary}
     * @param body must not change as long as the form is used
     * @throws FormFormatException if it is anything else
     */
    public static MultipartForm parse(String contentType, byte[] body) throws FormFormatException {
        HeaderParameters type = HeaderParameters.parse(contentType);
        String boundary = type == null ? null : type.parameters().get("boundary");
        if (type == null || !type.value().equals(MEDIA_TYPE) || boundary == null || !isBoundary(boundary)) {
            throw new FormFormatException("multipart/form-data with a boundary of 1 to 70 characters", 0);
        }
        MultipartForm form = new MultipartForm(body, boundary);
        form.read();
        return form;
    }

    private static boolean isBoundary(String text) {
        return !text.isEmpty() && text.length() <= MAX_BOUNDARY && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    /** The parts in order. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** The short text fields; of those with one name the last. */
    public Map<String, String> textFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.text() != null) {
                fields.put(part.name(), part.text());
            }
        }
        return fields;
    }

    /** The body without the parts of these names that are no files; all other bytes as they are. */
    public byte[] without(Set<String> names) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        kept.write(body, 0, starts.isEmpty() ? end : starts.get(0));
        for (int i = 0; i < parts.size(); i++) {
            int next = i + 1 < parts.size() ? starts.get(i + 1) : end;
            if (parts.get(i).file() || !names.contains(parts.get(i).name())) {
                kept.write(body, starts.get(i), next - starts.get(i));
            }
        }
        kept.write(body, end, body.length - end);
        return kept.toByteArray();
    }

    private void read() throws FormFormatException {
        int at = firstLine();
        while (!isLast(at)) {
            int start = at;
            int head = afterLine(at);
            int content = content(head);
            int next = indexOf(delimiter, head - LINE_END.length, body.length);
            if (next < content - LINE_END.length || parts.size() == MAX_PARTS) {
                throw new FormFormatException("a boundary after each of at most " + MAX_PARTS + " parts", head);
            }
            parts.add(part(head, content, Math.max(content, next)));
            starts.add(start);
            at = next + delimiter.length;
        }
        end = at;
    }

    /** The place behind the first boundary, which needs no line before it. */
    private int firstLine() throws FormFormatException {
        int length = delimiter.length - LINE_END.length;
        if (matches(delimiter, LINE_END.length, 0)) {
            return length;
        }
        int found = indexOf(delimiter, 0, body.length);
        if (found < 0) {
            throw new FormFormatException("the boundary of the content type", 0);
        }
        return found + delimiter.length;
    }

    private boolean isLast(int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    /** The place behind the rest of a boundary's line, which may hold blanks only. */
    private int afterLine(int at) throws FormFormatException {
        int i = at;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t')) {
            i++;
        }
        if (!matches(LINE_END, 0, i)) {
            throw new FormFormatException("the end of the line after a boundary", at);
        }
        return i + LINE_END.length;
    }

    /** Where a part's content begins. */
    private int content(int head) throws FormFormatException {
        int found = indexOf(HEAD_END, head, Math.min(body.length, head + MAX_HEAD_BYTES));
        if (found < 0 || matches(LINE_END, 0, head)) {
            throw new FormFormatException("a part's head of at most " + MAX_HEAD_BYTES + " bytes", head);
        }
        return found + HEAD_END.length;
    }

    private Part part(int head, int content, int contentEnd) throws FormFormatException {
        HeaderParameters disposition = disposition(head, content);
        String name = disposition == null ? null : disposition.parameters().get("name");
        if (disposition == null || !disposition.value().equals("form-data") || name == null) {
            throw new FormFormatException("one Content-Disposition: form-data with a name", head);
        }
        boolean file = disposition.parameters().keySet().stream().anyMatch(key -> key.startsWith("filename"));
        int length = contentEnd - content;
        String text =
                file || length > MAX_TEXT_BYTES ? null : new String(body, content, length, StandardCharsets.UTF_8);
        return new Part(name, file, length, text);
    }

    /** The one header of this name in a part's head; null if there is none, several, or one that cannot be read. */
    private @Nullable HeaderParameters disposition(int head, int content) {
        HeaderParameters found = null;
        for (String line : new String(body, head, content - head, StandardCharsets.UTF_8).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("content-disposition")) {
                if (found != null) {
                    return null;
                }
                found = HeaderParameters.parse(line.substring(colon + 1));
                if (found == null) {
                    return null;
                }
            }
        }
        return found;
    }

    private int indexOf(byte[] wanted, int from, int limit) {
        for (int i = from; i <= limit - wanted.length; i++) {
            if (body[i] == wanted[0] && matches(wanted, 0, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether {@code wanted} from {@code skip} on stands at a place of the body. */
    private boolean matches(byte[] wanted, int skip, int at) {
        if (body.length - at < wanted.length - skip) {
            return false;
        }
        for (int i = skip; i < wanted.length; i++) {
            if (body[at + i - skip] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
