package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.function.Supplier;

/**
 * A line of a table of the specification.
 *
 * @param name section and condition
 * @param query what is sent
 * @param expected what must come back, for a refusal code and text
 */
record Case(String name, Supplier<Tl> query, String expected) {

    static Case of(String name, Supplier<Tl> query, String expected) {
        return new Case(name, query, expected);
    }

    /** The name of the test. */
    @Override
    public String toString() {
        return name + " -> " + expected;
    }
}
