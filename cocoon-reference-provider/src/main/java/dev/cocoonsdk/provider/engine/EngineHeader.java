package dev.cocoonsdk.provider.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP header line.
 *
 * @param name an RFC 9110 field name; compared without regard to case
 * @param value without CR, LF and NUL
 */
public record EngineHeader(String name, String value) {

    /**
     * Checks that the line can stand in an HTTP message ({@code docs/protocol/wire.md} 9.5, step 3).
     *
     * @throws IllegalArgumentException if it cannot; the message shows no value
     */
    public EngineHeader {
        if (name.isEmpty() || !name.chars().allMatch(EngineHeader::isNameCharacter)) {
            throw new IllegalArgumentException("header name: malformed (expected: an RFC 9110 field name)");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("header " + name + ": value has a line break or NUL (expected: none)");
        }
    }

    private static boolean isNameCharacter(int c) {
        return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    /** Whether this is the header {@code name}, in any letter case. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The first value of header {@code name} among {@code headers}, or null. */
    public static @Nullable String find(List<EngineHeader> headers, String name) {
        for (EngineHeader header : headers) {
            if (header.is(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** Names the header only: values may be secrets. */
    @Override
    public String toString() {
        return name;
    }
}
