package dev.cocoonsdk.core.transport;

/**
 * One header field.
 *
 * @param name a token of RFC 9110 5.6.2; compared without regard to case
 * @param value without CR, LF and NUL
 */
public record Header(String name, String value) {

    /**
     * Checks that the field cannot break out of its line.
     *
     * @throws IllegalArgumentException if name or value has a character that a header must not have
     */
    public Header {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "header name: length " + name.length() + " (expected: an RFC 9110 token)");
        }
        if (!isOneLine(value)) {
            throw new IllegalArgumentException("header " + name + ": CR, LF or NUL (expected: one line)");
        }
    }

    /** Whether these two can be a header. */
    public static boolean isValid(String name, String value) {
        return isName(name) && isOneLine(value);
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(Header::isTokenCharacter);
    }

    private static boolean isOneLine(String value) {
        return value.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /** The name only: values may be secrets. */
    @Override
    public String toString() {
        return name + ": …";
    }
}
