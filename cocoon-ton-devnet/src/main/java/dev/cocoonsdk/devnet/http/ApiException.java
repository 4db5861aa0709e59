package dev.cocoonsdk.devnet.http;

/** A request that gets an error as its answer. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Something in the request cannot be used. */
    static ApiException invalid(String message) {
        return new ApiException(422, message);
    }

    /** No such method, block or page. */
    static ApiException notFound(String message) {
        return new ApiException(404, message);
    }

    /** Too long. */
    static ApiException tooLarge(String message) {
        return new ApiException(413, message);
    }

    /** Another verb is needed. */
    static ApiException verb(String expected) {
        return new ApiException(405, "Method Not Allowed (expected: " + expected + ")");
    }

    /** The caller may not do this. */
    static ApiException forbidden(String message) {
        return new ApiException(403, message);
    }

    /** The chain refused, or could not answer. */
    static ApiException chain(String message) {
        return new ApiException(500, message);
    }

    /** The HTTP status, which is also TonCenter's error code. */
    int status() {
        return status;
    }
}
