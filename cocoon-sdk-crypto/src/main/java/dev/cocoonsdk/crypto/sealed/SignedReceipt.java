package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;

/**
 * A receipt with the signature of the enclave's receipt key, as the last record of an answer carries it ({@code docs/sealed-envelope.md}
 * 12). Nothing of it is believed before {@link ReceiptVerifier} did.
 *
 * @param receipt what is signed
 * @param signature Ed25519, 64 bytes
 */
public record SignedReceipt(Receipt receipt, Bytes signature) {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the signature has not 64 bytes
     */
    public SignedReceipt {
        if (signature.length() != Ed25519Signer.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException("signature: " + signature.length() + " bytes (expected: 64)");
        }
    }

    /** The receipt's canonical form and the signature. */
    public Bytes encoded() {
        return new CanonicalWriter()
                .raw(receipt.encoded().toByteArray())
                .raw(signature.toByteArray())
                .bytes();
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws EvidenceFormatException if the bytes are anything else
     */
    public static SignedReceipt parse(Bytes encoded) {
        CanonicalReader in = new CanonicalReader(encoded);
        Receipt receipt = Receipt.read(in);
        Bytes signature = in.raw("signature", Ed25519Signer.SIGNATURE_LENGTH);
        in.end();
        return new SignedReceipt(receipt, signature);
    }

    /** Whether the key signed exactly this receipt. */
    boolean isSignedBy(Hash256 receiptKey) {
        return Ed25519Signer.verify(receiptKey, Receipt.signed(receipt.encoded()), signature);
    }
}
