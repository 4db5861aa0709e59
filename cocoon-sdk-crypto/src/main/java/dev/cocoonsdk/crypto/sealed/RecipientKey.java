package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;

/**
 * A public key that requests can be sealed to. Whoever seals must have verified whose it is.
 *
 * @param suite what it is for
 * @param publicKey as many bytes as the suite says
 */
public record RecipientKey(SealSuite suite, Bytes publicKey) {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not the suite's
     */
    public RecipientKey {
        if (publicKey.length() != suite.publicKeyLength()) {
            throw new IllegalArgumentException("recipient key: " + publicKey.length() + " bytes (expected: "
                    + suite.publicKeyLength() + " for " + suite + ")");
        }
    }

    /** The name of this key in headers ({@code docs/sealed-envelope.md} 3). */
    public Hash256 keyId() {
        return Hash256.of(Kdf.hash(Format.LABEL_KEY_ID, new byte[] {(byte) suite.id()}, publicKey.toByteArray()));
    }

    /** Suite and key id. */
    @Override
    public String toString() {
        return "RecipientKey[" + suite + " " + keyId() + "]";
    }
}
