package dev.cocoonsdk.network.tl;

/** A value of a TL type ({@code docs/protocol/wire.md} 4). Immutable; equality is by value. */
public interface TlObject {

    /** The constructor id that precedes the boxed form. */
    int constructorId();

    /** Exact size of the bare form in bytes. */
    int bareSize();

    /** Writes the fields without the constructor id. */
    void writeBare(TlWriter out);

    /** Exact size of the boxed form in bytes. */
    default int boxedSize() {
        return Math.addExact(4, bareSize());
    }

    /** Writes the constructor id and the fields. */
    default void writeBoxed(TlWriter out) {
        out.writeInt(constructorId());
        writeBare(out);
    }

    /** The boxed form in an array of its own. */
    default TlBytes toBoxedBytes() {
        TlWriter out = TlWriter.ofSize(boxedSize());
        writeBoxed(out);
        return out.toBytes();
    }
}
