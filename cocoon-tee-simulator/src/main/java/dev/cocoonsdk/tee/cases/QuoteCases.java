package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.VerificationStep.QUOTE_FORMAT;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.Bytes;
import java.util.Arrays;
import java.util.List;

/** Step 1: layouts. Offsets are those of a quote of version 4 with 32 bytes of QE authentication data, or of version 5. */
final class QuoteCases {

    private static final Bytes ENCLAVE = Bytes.wrap(new byte[32]);

    private QuoteCases() {}

    static List<AttestationCase> all() {
        return List.of(
                named("quote-empty", "the quote has no bytes")
                        .bytes(all -> new byte[0])
                        .malformed(QUOTE_FORMAT, "version at byte 0"),
                named("quote-header-truncated", "the quote ends in its header")
                        .bytes(all -> Arrays.copyOf(all, 47))
                        .malformed(QUOTE_FORMAT, "user data at byte 28"),
                named("quote-v4-truncated", "the quote ends in its body")
                        .bytes(all -> Arrays.copyOf(all, 400))
                        .malformed(QUOTE_FORMAT, "body at byte 48"),
                named("quote-v4-last-byte-missing", "the last byte of the certificate chain is missing")
                        .bytes(all -> Arrays.copyOf(all, all.length - 1))
                        .malformed(QUOTE_FORMAT, "signature data length at byte 632"),
                named("quote-version-3-tdx", "version 3, which has no TDX body")
                        .patch(0, 3)
                        .malformed(QUOTE_FORMAT, "TEE type at byte 4"),
                named("quote-version-6", "a version that nobody defined")
                        .patch(0, 6)
                        .malformed(QUOTE_FORMAT, "version at byte 0"),
                named("quote-key-type-p384", "attestation key type 3 instead of 2")
                        .patch(2, 3)
                        .malformed(QUOTE_FORMAT, "attestation key type at byte 2"),
                named("quote-tee-type-unknown", "TEE type 0x82")
                        .patch(4, 0x82)
                        .malformed(QUOTE_FORMAT, "TEE type at byte 4"),
                named("quote-vendor-other", "another QE vendor id")
                        .patch(12, 0)
                        .malformed(QUOTE_FORMAT, "QE vendor id at byte 12"),
                named("quote-sgx-v3", "a good quote of version 3 of an SGX enclave")
                        .quote(quote -> quote.sgx(ENCLAVE, ENCLAVE).version(3))
                        .malformed(QUOTE_FORMAT, "TEE type"),
                named("quote-sgx-v4", "a good quote of version 4 of an SGX enclave")
                        .quote(quote -> quote.sgx(ENCLAVE, ENCLAVE))
                        .malformed(QUOTE_FORMAT, "TEE type"),
                named("quote-v4-with-body-of-tdx-1.5", "a TDX 1.5 body in version 4, which has none")
                        .quote(quote -> quote.tdx15().version(4))
                        .malformed(QUOTE_FORMAT, "signature data length at byte 632"),
                named("quote-v5-body-type-unknown", "body type 4")
                        .quote(quote -> quote.version(5))
                        .patch(48, 4)
                        .malformed(QUOTE_FORMAT, "body type at byte 48"),
                named("quote-v5-body-type-sgx", "an SGX body under the TEE type of TDX")
                        .quote(quote -> quote.version(5))
                        .patch(48, 1)
                        .malformed(QUOTE_FORMAT, "body type at byte 48"),
                named("quote-v5-body-size-wrong", "body size 585")
                        .quote(quote -> quote.version(5))
                        .patch(50, 0x49)
                        .malformed(QUOTE_FORMAT, "body size at byte 50"),
                named("quote-signature-length-too-long", "signature data longer than the quote")
                        .patch(635, 0x7f)
                        .malformed(QUOTE_FORMAT, "signature data length at byte 632"),
                named("quote-signature-length-too-short", "signature data one byte shorter than what is in it")
                        .bytes(all -> {
                            all[632]--;
                            return all;
                        })
                        .malformed(QUOTE_FORMAT, "certification data size at byte 766"),
                named("quote-outer-type-wrong", "outer certification data type 5")
                        .patch(764, 5)
                        .malformed(QUOTE_FORMAT, "certification data type at byte 764"),
                named("quote-outer-size-wrong", "outer certification data one byte shorter than the signature data")
                        .bytes(all -> {
                            all[766]--;
                            return all;
                        })
                        .malformed(QUOTE_FORMAT, "certification data size at byte 766"),
                named("quote-authentication-data-too-long", "QE authentication data of 65,535 bytes")
                        .patch(1218, 0xff, 0xff)
                        .malformed(QUOTE_FORMAT, "QE authentication data at byte 1220"),
                named("quote-inner-size-wrong", "inner certification data one byte shorter than the outer")
                        .bytes(all -> {
                            all[1254]--;
                            return all;
                        })
                        .malformed(QUOTE_FORMAT, "PCK certification data size at byte 1254"),
                named("quote-inner-type-without-chain", "inner certification data type 3, which holds no certificates")
                        .patch(1252, 3)
                        .malformed(QUOTE_FORMAT, "PCK certification data type"));
    }
}
