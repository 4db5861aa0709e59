package dev.cocoonsdk.core;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;

/** What every result of a model's work says beside its content. */
public interface CallResult {

    /** The model that answered. */
    ModelId model();

    /** What was used, all parts of the call together; {@link Usage#NONE} if the server reported nothing. */
    Usage usage();

    /** How long it took. */
    Timings timings();

    /** How many attempts were made, at least 1; the parts of a call that has several are added up. */
    int attempts();

    /** Who besides the two ends could read the call, and what shows it; all parts of the call together. */
    Verification verification();

    /** Who besides the two ends could read the call. */
    default Confidentiality confidentiality() {
        return verification().confidentiality();
    }

    /** The members of the answer that have no type of their own here. */
    JsonObject additionalProperties();
}
