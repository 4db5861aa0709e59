package dev.cocoonsdk.broker.internal.api;

import org.jspecify.annotations.Nullable;

/** The paths that lead to a worker. */
public enum Endpoint {
    /** Chat. */
    CHAT_COMPLETIONS("/v1/chat/completions"),
    /** Plain completion. */
    COMPLETIONS("/v1/completions"),
    /** Embeddings. */
    EMBEDDINGS("/v1/embeddings"),
    /** Image generation. */
    IMAGE_GENERATIONS("/v1/images/generations"),
    /** Image editing; the only one that takes a form. */
    IMAGE_EDITS("/v1/images/edits"),
    /** A sealed request; what it asks for only its recipients know. */
    SEALED("/v1/sealed");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path, as workers see it. */
    public String path() {
        return path;
    }

    /** The endpoint with exactly this path, or null. */
    public static @Nullable Endpoint ofPath(String path) {
        for (Endpoint endpoint : values()) {
            if (endpoint.path.equals(path)) {
                return endpoint;
            }
        }
        return null;
    }
}
