package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import org.jspecify.annotations.Nullable;

/** Finds the private keys of a provider. Thread-safe. */
@FunctionalInterface
public interface PrivateKeyLookup {

    /** The key, or null if there is none of this id now. */
    @Nullable
    RecipientPrivateKey find(Hash256 keyId);
}
