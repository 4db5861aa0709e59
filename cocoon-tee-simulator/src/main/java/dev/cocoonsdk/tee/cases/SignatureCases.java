package dev.cocoonsdk.tee.cases;

import static dev.cocoonsdk.crypto.VerificationStep.BINDING;
import static dev.cocoonsdk.crypto.VerificationStep.QE_REPORT;
import static dev.cocoonsdk.crypto.VerificationStep.QUOTE_SIGNATURE;
import static dev.cocoonsdk.tee.cases.CaseMaker.named;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.util.Arrays;
import java.util.List;

/** Steps 7 and 8 as far as signatures go, and the binding of section 4. */
final class SignatureCases {

    private static final String STRANGER = "stranger";
    private static final int ATTESTATION_KEY = 700;
    private static final int QE_REPORT_AT = 770;

    private SignatureCases() {}

    static List<AttestationCase> all() {
        return List.of(
                named("qe-report-signed-by-stranger", "the QE report is not signed by the PCK key")
                        .quote(quote -> quote.qeSigner(STRANGER))
                        .forged(QE_REPORT, "QE report signature"),
                named("qe-report-changed", "ISVSVN of the QE report was raised after signing")
                        .patch(QE_REPORT_AT + 258, 7)
                        .forged(QE_REPORT, "QE report signature"),
                named("qe-report-data-other", "the QE report is for no attestation key")
                        .quote(quote -> quote.unboundAttestationKey().qeReport(320, new byte[32]))
                        .forged(QE_REPORT, "QE report data"),
                named("qe-report-data-other-half-not-zero", "the last byte of the QE report data is 1")
                        .quote(quote -> quote.qeReport(383, (byte) 1))
                        .forged(QE_REPORT, "QE report data"),
                named("qe-authentication-data-changed", "QE authentication data were changed after signing")
                        .patch(1220, 0xff)
                        .forged(QE_REPORT, "QE report data"),
                named("attestation-key-replaced", "a stranger's key signs under the QE report of the platform's")
                        .quote(quote -> quote.unboundAttestationKey()
                                .qeReport(320, goodBinding())
                                .attestationKey(STRANGER)
                                .quoteSigner(STRANGER))
                        .forged(QE_REPORT, "QE report data"),
                named("attestation-key-not-on-curve", "the attestation key is no point of P-256")
                        .quote(quote -> quote.unboundAttestationKey().qeReport(320, bindingOfZero()))
                        .patch(ATTESTATION_KEY, new int[64])
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("quote-signed-by-stranger", "the quote is not signed by the attestation key")
                        .quote(quote -> quote.quoteSigner(STRANGER))
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("quote-signature-changed", "one byte of the quote's signature differs")
                        .patch(640, 0x5a, 0x5a)
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("quote-user-data-changed", "user data of the header were changed after signing")
                        .patch(28, 0xff, 0xff)
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("quote-rtmr3-changed", "RTMR3 was changed after signing")
                        .patch(48 + 472, 1, 2, 3)
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("quote-report-data-changed", "report data were changed after signing")
                        .patch(48 + 520, 1, 2, 3)
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("quote-v5-body-type-changed", "body of TDX 1.5 cut to 1.0, sizes mended, after signing")
                        .quote(quote -> quote.tdx15())
                        .bytes(SignatureCases::asTdx10)
                        .forged(QUOTE_SIGNATURE, "quote signature"),
                named("binding-to-another-key", "a good quote in the certificate of another key")
                        .key(Hash256.sha256(Bytes.utf8("another key").toByteArray()))
                        .forged(BINDING, "report data"));
    }

    private static byte[] goodBinding() {
        byte[] good = CaseMaker.platform().quote(CaseMaker.IMAGE).make().toByteArray();
        return Arrays.copyOfRange(good, QE_REPORT_AT + 320, QE_REPORT_AT + 352);
    }

    /** For 64 zero bytes as key and the usual authentication data. */
    private static byte[] bindingOfZero() {
        byte[] covered = new byte[64 + 32];
        for (int i = 0; i < 32; i++) {
            covered[64 + i] = (byte) i;
        }
        return Hash256.sha256(covered).toBytes();
    }

    private static byte[] asTdx10(byte[] quote) {
        byte[] cut = new byte[quote.length - 64];
        System.arraycopy(quote, 0, cut, 0, 54 + 584);
        System.arraycopy(quote, 54 + 648, cut, 54 + 584, quote.length - 54 - 648);
        cut[48] = 2;
        cut[50] = 0x48;
        return cut;
    }
}
