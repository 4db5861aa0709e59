package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.Header;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The request that only the enclave reads ({@code docs/sealed-envelope.md} 5.3).
 *
 * @param method 1 to 16 letters A to Z
 * @param path path and query, 1 to 2048 visible ASCII characters, the first is a slash
 * @param headers only {@code content-type} and {@code accept}, in lower case, each once at most
 * @param body empty for none
 */
public record InnerRequest(String method, String path, List<Header> headers, Bytes body) {

    /** The names of headers that travel. */
    public static final Set<String> ALLOWED_HEADERS = Set.of("content-type", "accept");

    static final int MAX_METHOD = 16;
    static final int MAX_PATH = 2048;
    static final int MAX_HEADER_VALUE = 1024;

    /**
     * Copies the headers and checks the shapes.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public InnerRequest {
        headers = List.copyOf(headers);
        check("method", method, MAX_METHOD, 'A', 'Z');
        check("path", path, MAX_PATH, 0x21, 0x7e);
        if (path.charAt(0) != '/') {
            throw new IllegalArgumentException("path: (expected: from the first '/')");
        }
        Set<String> names = new HashSet<>();
        for (Header header : headers) {
            if (!mayTravel(header) || !names.add(header.name())) {
                throw new IllegalArgumentException(
                        "header " + header.name() + ": (expected: one that may travel, once)");
            }
        }
    }

    /**
     * A request with those of the headers that may travel; all others are left out.
     *
     * @throws IllegalArgumentException if method or path is wrong
     */
    public static InnerRequest of(String method, String path, List<Header> headers, Bytes body) {
        Set<String> names = new HashSet<>();
        List<Header> kept = headers.stream()
                .map(header -> new Header(header.name().toLowerCase(Locale.ROOT), header.value()))
                .filter(header -> mayTravel(header) && names.add(header.name()))
                .collect(Collectors.toList());
        return new InnerRequest(method, path, kept, body);
    }

    private static boolean mayTravel(Header header) {
        String value = header.value();
        return ALLOWED_HEADERS.contains(header.name())
                && value.length() <= MAX_HEADER_VALUE
                && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
    }

    private static void check(String field, String text, int max, int low, int high) {
        if (text.isEmpty() || text.length() > max || text.chars().anyMatch(c -> c < low || c > high)) {
            throw new IllegalArgumentException(field + ": " + text.length() + " characters (expected: 1 to " + max
                    + " of those that are allowed)");
        }
    }

    /** Method and sizes; never content. */
    @Override
    public String toString() {
        return "InnerRequest[" + method + ", " + body + "]";
    }
}
