package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were made together, with the evidence that endorses them; the evidence of a generation never changes.
 *
 * @param keys one of each suite
 * @param evidence names the keys
 * @param signer of receipts for what the keys opened
 * @param quote that the evidence holds
 * @param madeAt when
 * @param retiredAt from when on newer keys are shown
 * @param destroyedAt from when on these keys open nothing
 */
record KeyGeneration(
        List<RecipientPrivateKey> keys,
        ProviderEvidence evidence,
        ReceiptSigner signer,
        Bytes quote,
        Instant madeAt,
        Instant retiredAt,
        Instant destroyedAt) {

    boolean has(Hash256 keyId) {
        return find(keyId) != null;
    }

    @Nullable
    RecipientPrivateKey find(Hash256 keyId) {
        for (RecipientPrivateKey key : keys) {
            if (key.keyId().equals(keyId)) {
                return key;
            }
        }
        return null;
    }

    /** A clock that was set back ends a generation as well, else it would live longer than it may. */
    boolean isShownAt(Instant now, Bytes currentQuote) {
        return !now.isBefore(madeAt) && now.isBefore(retiredAt) && quote.equals(currentQuote);
    }

    boolean opensAt(Instant now) {
        return !now.isBefore(madeAt.minus(EnclaveKeys.BACKDATED)) && now.isBefore(destroyedAt);
    }

    void destroy() {
        keys.forEach(RecipientPrivateKey::destroy);
    }
}
