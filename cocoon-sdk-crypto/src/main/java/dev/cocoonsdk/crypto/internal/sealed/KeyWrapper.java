package dev.cocoonsdk.crypto.internal.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.sealed.SealSuite;

/** Encrypts to a recipient's key; a seam for test vectors with fixed randomness. Thread-safe. */
@FunctionalInterface
public interface KeyWrapper {

    /**
     * HPKE, base mode, one message, no AAD.
     *
     * @return enc and ciphertext
     * @throws IllegalArgumentException if the public key is none
     */
    byte[] wrap(SealSuite suite, Bytes publicKey, byte[] info, byte[] plaintext);
}
