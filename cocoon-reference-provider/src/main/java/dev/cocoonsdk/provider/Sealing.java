package dev.cocoonsdk.provider;

import dev.cocoonsdk.crypto.sealed.Batching;
import dev.cocoonsdk.crypto.sealed.EnclaveKeys;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * How a provider takes sealed requests. Its decryption keys are made by itself, endorsed by the identity's key and replaced every
 * half hour. Immutable.
 *
 * @param identity with a quote; the one that connections show, where they show one. Not closed by the provider
 * @param padding of answers
 * @param batching of the events of streamed answers
 * @param claims what the provider says of itself beyond its quote, such as a GPU's name; shown as claimed, unverified
 */
public record Sealing(TlsIdentitySource identity, Padding padding, Batching batching, Map<String, String> claims) {

    /** Copies the claims. */
    public Sealing {
        claims = Map.copyOf(claims);
    }

    /** Answers are padded by Padmé, events are sealed at once, nothing is claimed. */
    public static Sealing of(TlsIdentitySource identity) {
        return new Sealing(identity, Padding.padme(), Batching.NONE, Map.of());
    }

    /** The same with other padding. */
    public Sealing withPadding(Padding newPadding) {
        return new Sealing(identity, newPadding, batching, claims);
    }

    /** The same with other batching. */
    public Sealing withBatching(Batching newBatching) {
        return new Sealing(identity, padding, newBatching, claims);
    }

    /** The same with claims. */
    public Sealing withClaims(Map<String, String> newClaims) {
        return new Sealing(identity, padding, batching, newClaims);
    }

    /** Keys for the models; to be closed. */
    EnclaveKeys keys(List<String> models, Clock clock) {
        EnclaveKeys.Builder keys = EnclaveKeys.builder(identity, clock);
        models.forEach(keys::model);
        claims.forEach(keys::claim);
        return keys.build();
    }
}
