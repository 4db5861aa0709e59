package dev.cocoonsdk.network;

/** Code and text of a {@code tcp.queryError}. */
record Refusal(int code, String message) {

    static Refusal of(int code, String message) {
        return new Refusal(code, message);
    }

    static Refusal violation(String message) {
        return new Refusal(ErrorCodes.PROTOCOL_VIOLATION, message);
    }

    static Refusal error(String message) {
        return new Refusal(ErrorCodes.ERROR, message);
    }
}
