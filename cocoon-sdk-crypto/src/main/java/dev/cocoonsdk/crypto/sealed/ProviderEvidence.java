package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.PeerEvidence;

/**
 * What a provider shows of itself, by whatever way it comes ({@code docs/sealed-envelope.md} 11.2): nothing of it is believed before
 * {@link ProviderVerifier} did. Immutable.
 *
 * @param tlsKey Ed25519 public key of the provider's certificates, which the quote names
 * @param quote 1 to 32,768 bytes
 * @param endorsement canonical form of an {@link Endorsement}, 1 to {@value #MAX_ENDORSEMENT} bytes, not looked into
 * @param signature of the endorsement by {@code tlsKey}, 64 bytes
 */
public record ProviderEvidence(Hash256 tlsKey, Bytes quote, Bytes endorsement, Bytes signature) {

    /** Longest JSON form in bytes. */
    public static final int MAX_LENGTH = 131_072;

    /** Longest endorsement in bytes. */
    public static final int MAX_ENDORSEMENT = 49_152;

    static final int VERSION = 1;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public ProviderEvidence {
        require("quote", quote, PeerEvidence.MAX_QUOTE_LENGTH);
        require("endorsement", endorsement, MAX_ENDORSEMENT);
        if (signature.length() != Ed25519Signer.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException("signature: " + signature.length() + " bytes (expected: 64)");
        }
    }

    private static void require(String field, Bytes value, int most) {
        if (value.isEmpty() || value.length() > most) {
            throw new IllegalArgumentException(field + ": " + value.length() + " bytes (expected: 1 to " + most + ")");
        }
    }

    /** As JSON with base64 members. */
    public JsonObject toJson() {
        return JsonValue.object(
                "endorsement",
                StrictJson.base64(endorsement),
                "quote",
                StrictJson.base64(quote),
                "signature",
                StrictJson.base64(signature),
                "tls_key",
                tlsKey.toBase64(),
                "version",
                VERSION);
    }

    /** The canonical form: compact, members in alphabetical order. */
    public Bytes encoded() {
        return Bytes.wrap(toJson().toSortedJsonBytes());
    }

    /** Names exactly this evidence: SHA-256 of a label and the canonical form. */
    public Hash256 hash() {
        return SealLabel.EVIDENCE.hash(encoded().toByteArray());
    }

    /**
     * Reads the canonical form.
     *
     * @throws EvidenceFormatException if the bytes are anything else
     */
    public static ProviderEvidence parse(Bytes json) throws EvidenceFormatException {
        return parse(StrictJson.parse("evidence", json, MAX_LENGTH));
    }

    /**
     * Reads the object.
     *
     * @throws EvidenceFormatException if members are missing, unknown or wrong
     */
    public static ProviderEvidence parse(JsonObject json) throws EvidenceFormatException {
        StrictJson in = new StrictJson("evidence", json);
        in.version(VERSION);
        ProviderEvidence evidence;
        try {
            evidence = new ProviderEvidence(
                    in.hash("tls_key"), in.bytes("quote"), in.bytes("endorsement"), in.bytes("signature"));
        } catch (IllegalArgumentException e) {
            throw new EvidenceFormatException("evidence", 0, "members of the right lengths", "" + e.getMessage());
        }
        in.requireEqual(evidence.toJson());
        return evidence;
    }

    /** Names the key only. */
    @Override
    public String toString() {
        return "ProviderEvidence[" + tlsKey + ", quote of " + quote.length() + " bytes]";
    }
}
