package dev.cocoonsdk.core.policy;

/** The clocks that run over a call. */
public enum Deadline {
    /** From the start of an attempt until there is a connection to send the request on. */
    CONNECT("no connection"),
    /** From the connection of an attempt until the first piece of its answer. */
    FIRST_TOKEN("no first piece of the answer"),
    /** Between two pieces of the answer. */
    IDLE("no further piece of the answer"),
    /** From the start of the call until its end, every attempt and every pause included. */
    TOTAL("the call did not end"),
    /** A limit that the other side set. */
    SERVER("the server or provider gave up: no end of its work");

    private final String expired;

    Deadline(String expired) {
        this.expired = expired;
    }

    /** What did not happen when this deadline passes, as the beginning of a sentence. */
    public String expired() {
        return expired;
    }
}
