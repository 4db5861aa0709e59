package dev.cocoonsdk.core;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Who could read a call, and what shows it.
 *
 * @param confidentiality the lowest of all requests of the call
 * @param proofs one for each sealed request that was answered, in the order of their ends; empty for a call that was not sealed
 */
public record Verification(Confidentiality confidentiality, List<? extends Proof> proofs) {

    /** Copies the list. */
    public Verification {
        proofs = List.copyOf(proofs);
    }

    /** This and another request or call together. */
    public Verification and(Verification other) {
        List<Proof> all = new ArrayList<>(proofs);
        all.addAll(other.proofs);
        return new Verification(
                confidentiality.compareTo(other.confidentiality) < 0 ? confidentiality : other.confidentiality, all);
    }

    /** The members {@code confidentiality} and {@code proofs}. */
    public JsonObject toJson() {
        return JsonValue.object(
                "confidentiality",
                confidentiality.name(),
                "proofs",
                JsonValue.array(proofs.stream().map(Proof::toJson).toList()));
    }
}
