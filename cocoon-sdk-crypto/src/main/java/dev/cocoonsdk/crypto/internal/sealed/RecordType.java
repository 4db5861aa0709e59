package dev.cocoonsdk.crypto.internal.sealed;

import org.jspecify.annotations.Nullable;

/** What a record is ({@code docs/sealed-envelope.md} 6). */
public enum RecordType {
    /** First. */
    HEAD(1),
    /** A piece of the body. */
    BODY(2),
    /** The end. */
    FINAL(3),
    /** The end of an answer that failed. */
    ERROR(4);

    private final byte id;

    RecordType(int id) {
        this.id = (byte) id;
    }

    /** The number on the wire. */
    public byte id() {
        return id;
    }

    /** The type of a number, or null if there is none. */
    public static @Nullable RecordType ofId(int id) {
        for (RecordType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        return null;
    }
}
