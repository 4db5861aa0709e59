package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import java.util.HexFormat;

/**
 * 48 bytes that name code or configuration of a trust domain: MRTD, an RTMR, MRSEAM and the like.
 *
 * @param value 48 bytes, in the order of the quote
 */
public record Measurement(Bytes value) {

    /** Length in bytes. */
    public static final int LENGTH = 48;

    /** All bits zero: nothing was measured. */
    public static final Measurement ZERO = new Measurement(Bytes.wrap(new byte[LENGTH]));

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not {@value #LENGTH}
     */
    public Measurement {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("measurement: " + value.length() + " bytes (expected: " + LENGTH + ")");
        }
    }

    /**
     * Parses 96 hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Measurement ofHex(String hex) {
        return new Measurement(Bytes.wrap(HexFormat.of().parseHex(hex)));
    }

    /** 96 lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(value.toByteArray());
    }

    @Override
    public String toString() {
        return toHex();
    }
}
