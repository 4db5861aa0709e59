package dev.cocoonsdk.crypto.internal.sealed;

import org.jspecify.annotations.Nullable;

/** Decrypts with one private key. Thread-safe. */
@FunctionalInterface
public interface KeyUnwrapper {

    /** The plaintext, or null if enc and ciphertext do not verify. */
    byte @Nullable [] unwrap(byte[] info, byte[] encAndCiphertext);
}
