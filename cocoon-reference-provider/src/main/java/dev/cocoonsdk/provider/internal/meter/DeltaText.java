package dev.cocoonsdk.provider.internal.meter;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells without parsing whether an event streams text: it has {@code choices}, and a member {@code content}, {@code
 * reasoning_content} or {@code text} that is a non-empty string. Quotes inside a string are escaped and never look like a name.
 */
final class DeltaText {

    private static final byte[] CHOICES = bytes("\"choices\"");
    private static final List<byte[]> TEXTS =
            List.of(bytes("\"content\""), bytes("\"reasoning_content\""), bytes("\"text\""));

    private DeltaText() {}

    static boolean isIn(byte[] event, int from, int to) {
        boolean choices = false;
        boolean text = false;
        for (int i = from; i < to && !(choices && text); i++) {
            if (event[i] == '"') {
                choices = choices || matches(event, i, to, CHOICES);
                text = text || isText(event, i, to);
            }
        }
        return choices && text;
    }

    private static boolean isText(byte[] event, int at, int to) {
        for (byte[] name : TEXTS) {
            if (matches(event, at, to, name)) {
                int colon = skipSpace(event, at + name.length, to);
                int value = skipSpace(event, colon + 1, to);
                return value + 1 < to && event[colon] == ':' && event[value] == '"' && event[value + 1] != '"';
            }
        }
        return false;
    }

    private static int skipSpace(byte[] event, int from, int to) {
        int i = from;
        while (i < to && (event[i] == ' ' || event[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static boolean matches(byte[] event, int at, int to, byte[] name) {
        if (to - at < name.length) {
            return false;
        }
        for (int j = 0; j < name.length; j++) {
            if (event[at + j] != name[j]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
