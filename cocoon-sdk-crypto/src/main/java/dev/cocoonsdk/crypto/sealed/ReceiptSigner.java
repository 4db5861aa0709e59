package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Signs receipts for what one generation of an enclave's keys opened. Thread-safe. */
public final class ReceiptSigner {

    private final Ed25519Signer key;
    private final Hash256 evidenceHash;
    private final Hash256 imageHash;

    ReceiptSigner(Ed25519Signer key, Hash256 evidenceHash, Hash256 imageHash) {
        this.key = key;
        this.evidenceHash = evidenceHash;
        this.imageHash = imageHash;
    }

    /** The evidence that receipts name. */
    public Hash256 evidenceHash() {
        return evidenceHash;
    }

    /**
     * A receipt.
     *
     * @param exchange what it is for
     * @param model full name of the model that answered
     * @param metering what it costs
     * @param startedAt when the request was opened; cut to milliseconds
     * @param endedAt when the answer ended, not earlier; cut to milliseconds
     * @param rootConfigVersion of the root configuration that the provider goes by
     * @throws IllegalArgumentException if a value is out of the range that {@link Receipt} allows
     * @throws IllegalStateException if the keys were closed
     */
    public SignedReceipt sign(
            Exchange exchange,
            String model,
            Metering metering,
            Instant startedAt,
            Instant endedAt,
            long rootConfigVersion) {
        Receipt receipt = new Receipt(
                exchange,
                evidenceHash,
                imageHash,
                model,
                metering,
                startedAt.truncatedTo(ChronoUnit.MILLIS),
                endedAt.truncatedTo(ChronoUnit.MILLIS),
                rootConfigVersion);
        return new SignedReceipt(receipt, key.sign(Receipt.signed(receipt.encoded())));
    }
}
