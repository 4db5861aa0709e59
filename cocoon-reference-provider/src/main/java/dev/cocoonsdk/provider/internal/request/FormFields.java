package dev.cocoonsdk.provider.internal.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds text fields in a {@code multipart/form-data} body (RFC 7578) without copying its files. */
final class FormFields {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)^multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");
    private static final Pattern NAME = Pattern.compile(
            "(?im)^content-disposition:\\s*form-data\\s*;[^\\r\\n]*?(?<![\\w*])name=\"([^\"\\r\\n]{1,200})\"");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int LONGEST_HEAD = 4_096;
    private static final int LONGEST_TEXT = 1_024;

    private FormFields() {}

    /** Whether this is the content type of a form. */
    static boolean isForm(@Nullable String contentType) {
        return contentType != null && BOUNDARY.matcher(contentType).find();
    }

    /** The values of a text field; a value longer than {@value #LONGEST_TEXT} bytes counts as absent. */
    static List<String> values(String contentType, byte[] body, String field) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        List<String> values = new ArrayList<>();
        if (!matcher.find()) {
            return values;
        }
        String text = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        byte[] delimiter = ("--" + text).getBytes(StandardCharsets.ISO_8859_1);
        int part = indexOf(body, delimiter, 0, body.length);
        while (part >= 0) {
            int start = part + delimiter.length;
            int next = indexOf(body, delimiter, start, body.length);
            int end = next < 0 ? body.length : next;
            int head = indexOf(body, HEAD_END, start, Math.min(end, start + LONGEST_HEAD));
            int valueEnd = end - 2;
            if (head >= 0 && valueEnd >= head + 4 && valueEnd - head - 4 <= LONGEST_TEXT) {
                Matcher name = NAME.matcher(new String(body, start, head - start, StandardCharsets.UTF_8));
                if (name.find() && name.group(1).equals(field)) {
                    values.add(new String(body, head + 4, valueEnd - head - 4, StandardCharsets.UTF_8));
                }
            }
            part = next;
        }
        return values;
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from, int to) {
        for (int i = from; i <= to - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && bytes[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
