package dev.cocoonsdk.core.error;

/** How certain it is that the other side began to work on a request, ordered from "surely not" to "surely". */
public enum Acceptance {
    /** Certainly nothing ran and nothing is charged: no byte was sent, or the other side refused. Safe to repeat. */
    NOT_ACCEPTED,
    /** The request was sent, at least in part, and what became of it is not known. A repeat may be charged twice. */
    UNKNOWN,
    /** The other side began to answer. */
    ACCEPTED;

    /** The one that promises less. */
    public Acceptance worst(Acceptance other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
