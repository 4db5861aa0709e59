package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.quote.CertificationData;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.Quote.SignatureData;
import java.security.PublicKey;
import java.util.Arrays;

/** What a quote proves with its platform's key alone ({@code docs/protocol/attestation.md} 9.5 steps 7 and 8). */
final class QuoteSignatures {

    private static final Place QE = Place.peer(VerificationStep.QE_REPORT);
    private static final Place QUOTE = Place.peer(VerificationStep.QUOTE_SIGNATURE);
    private static final int HALF = 32;

    private QuoteSignatures() {}

    static void check(Quote quote, PublicKey pck) throws Refusal {
        SignatureData data = quote.signature();
        if (!P256.verifies(pck, data.qeReport().bytes(), data.qeReportSignature())) {
            throw QE.forged("QE report signature", "valid", "invalid");
        }
        byte[] binding = data.qeReport().reportData().toByteArray();
        Hash256 expected = Hash256.sha256(
                data.attestationKey().toByteArray(), data.qeAuthenticationData().toByteArray());
        if (!expected.equals(Hash256.of(Arrays.copyOf(binding, HALF)))) {
            throw QE.forged("QE report data", "SHA-256 of the attestation key", "another value");
        }
        if (!Arrays.equals(Arrays.copyOfRange(binding, HALF, 2 * HALF), new byte[HALF])) {
            throw QE.forged("QE report data", "zero behind the hash", "another value");
        }
        PublicKey key = P256.publicKey(data.attestationKey());
        if (key == null || !P256.verifies(key, quote.signedBytes(), data.quoteSignature())) {
            throw QUOTE.forged("quote signature", "valid", key == null ? "no key" : "invalid");
        }
    }

    static Bytes chain(Quote quote) throws Refusal {
        int type = quote.signature().certification().type();
        if (type != CertificationData.PCK_CHAIN) {
            throw Place.peer(VerificationStep.QUOTE_FORMAT)
                    .malformed("PCK certification data type", "5 (PCK certificate chain)", String.valueOf(type));
        }
        return quote.signature().certification().data();
    }
}
