package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Hash256;

/**
 * This provider's image or model is not in the root configuration, so no proxy would take it: it does not start, or stops ({@code
 * docs/protocol/wire.md} 8.4). It never happens while hashes are not checked.
 */
public final class NotInRootConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is missing there. */
    public enum Kind {
        /** The own image. */
        IMAGE,
        /** A model that is served. */
        MODEL
    }

    private final Kind kind;

    NotInRootConfigException(Kind kind, String name, Hash256 hash, long version) {
        super(switch (kind) {
                    case IMAGE -> "own image " + hash;
                    case MODEL -> "model " + name + " (SHA-256 " + hash + ")";
                }
                + ": not in the root configuration, version " + version + " (expected: one that it allows)");
        this.kind = kind;
    }

    /** What is missing. */
    public Kind kind() {
        return kind;
    }
}
