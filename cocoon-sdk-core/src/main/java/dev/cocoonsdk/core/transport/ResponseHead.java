package dev.cocoonsdk.core.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer.
 *
 * @param status the HTTP status
 * @param headers in the order they came
 */
public record ResponseHead(int status, List<Header> headers) {

    /** Copies the headers. */
    public ResponseHead {
        headers = List.copyOf(headers);
    }

    /** The first value of a header, or null if there is none; names are compared without regard to case. */
    public @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
