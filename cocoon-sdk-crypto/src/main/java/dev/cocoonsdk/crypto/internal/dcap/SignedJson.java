package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A JSON document with its signature as Intel delivers it: {@code {"NAME":VALUE,"signature":"128 hex digits"}} without any space. Taking
 * exactly this form keeps the bytes that were signed and leaves none that could be changed without effect.
 *
 * @param value the signed bytes
 * @param signature r and s, 64 bytes
 */
record SignedJson(Bytes value, Bytes signature) {

    private static final String MIDDLE = ",\"signature\":\"";
    private static final String END = "\"}";
    private static final int DIGITS = 128;

    static SignedJson parse(Place place, String name, Bytes document) throws Refusal {
        String text = withoutLineEnd(new String(document.toByteArray(), StandardCharsets.ISO_8859_1));
        String begin = "{\"" + name + "\":";
        int digits = text.length() - END.length() - DIGITS;
        int middle = digits - MIDDLE.length();
        if (middle < begin.length()
                || !text.startsWith(begin)
                || !text.startsWith(MIDDLE, middle)
                || !text.endsWith(END)) {
            throw place.malformed(name, "a value and its signature as Intel writes them", "another form");
        }
        String hex = text.substring(digits, digits + DIGITS);
        if (!hex.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
            throw place.malformed(name + " signature", "lower-case hexadecimal digits", "other characters");
        }
        byte[] value = text.substring(begin.length(), middle).getBytes(StandardCharsets.ISO_8859_1);
        return new SignedJson(Bytes.wrap(value), Bytes.wrap(HexFormat.of().parseHex(hex)));
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
