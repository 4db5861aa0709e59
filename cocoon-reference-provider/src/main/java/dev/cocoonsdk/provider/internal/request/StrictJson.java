package dev.cocoonsdk.provider.internal.request;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the JSON parser of the C++ nodes refuses and ours lets pass: invalid UTF-8, control characters inside strings, and halves of
 * surrogate pairs ({@code docs/protocol/http-api.md} 3.3, RFC 8259 7 and 8.1).
 */
final class StrictJson {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int HEX_DIGITS = 4;

    private StrictJson() {}

    /** Whether bytes that are otherwise JSON are so in the strict sense. */
    static boolean isStrict(byte[] json) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            return false;
        }
        boolean inString = false;
        int expectedLow = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c < FIRST_PRINTABLE) {
                return false;
            }
            if (inString && c == '\\') {
                int unit = unicodeEscape(text, i);
                boolean low = unit >= 0 && Character.isLowSurrogate((char) unit);
                if (low != (expectedLow == i)) {
                    return false;
                }
                i += unit >= 0 ? 1 + HEX_DIGITS : 1;
                expectedLow = unit >= 0 && Character.isHighSurrogate((char) unit) ? i + 1 : -1;
            } else if (expectedLow == i) {
                return false;
            } else if (c == '"') {
                inString = !inString;
            }
        }
        return true;
    }

    /** The UTF-16 unit that an escape at a backslash stands for, -1 if it is another escape. */
    private static int unicodeEscape(CharBuffer text, int backslash) {
        int end = backslash + 2 + HEX_DIGITS;
        if (end > text.length() || text.charAt(backslash + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = backslash + 2; i < end; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
