package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.quote.EnclaveReport;
import java.time.Instant;
import java.util.List;

/** Identity of the quoting enclave for trust domains, version 2 ({@code docs/protocol/attestation.md} 9.3, 9.5 step 7). */
record QeIdentity(
        Instant issued,
        Instant nextUpdate,
        int evaluationNumber,
        Bytes miscSelect,
        Bytes miscSelectMask,
        Bytes attributes,
        Bytes attributesMask,
        Bytes mrSigner,
        int isvProdId,
        List<SvnLevel> levels) {

    private static final Place PLACE = Place.collateral(VerificationStep.QUOTING_ENCLAVE);
    private static final Place REPORT = Place.peer(VerificationStep.QUOTING_ENCLAVE);

    static QeIdentity parse(Bytes json) throws Refusal {
        JsonFields identity = JsonFields.parse(PLACE, "enclaveIdentity", json);
        int version = identity.integer("version", Integer.MAX_VALUE);
        if (version != 2 || !identity.text("id").equals("TD_QE")) {
            throw PLACE.refusal(
                    "enclaveIdentity",
                    "version 2 of TD_QE",
                    "version " + version + " of another",
                    FailureClass.COLLATERAL_MISSING);
        }
        return new QeIdentity(
                identity.time("issueDate"),
                identity.time("nextUpdate"),
                identity.integer("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                identity.hex("miscselect", 4),
                identity.hex("miscselectMask", 4),
                identity.hex("attributes", 16),
                identity.hex("attributesMask", 16),
                identity.hex("mrsigner", 32),
                identity.integer("isvprodid", 65_535),
                SvnLevel.parse(identity));
    }

    /** The level of a quoting enclave that must be this one. */
    SvnLevel check(EnclaveReport report) throws Refusal {
        same("MISCSELECT", masked(report.miscSelect(), miscSelectMask).equals(miscSelect));
        same("attributes", masked(report.attributes(), attributesMask).equals(attributes));
        same("MRSIGNER", report.mrSigner().equals(mrSigner));
        same("ISVPRODID", report.isvProdId() == isvProdId);
        SvnLevel level = SvnLevel.of(levels, report.isvSvn());
        if (level == null) {
            throw REPORT.refusal(
                    "QE ISVSVN", "one of Intel's levels", "below all: " + report.isvSvn(), FailureClass.OUTDATED);
        }
        return level;
    }

    private static void same(String field, boolean holds) throws Refusal {
        if (!holds) {
            throw REPORT.forged("QE " + field, "Intel's quoting enclave", "another enclave");
        }
    }

    private static Bytes masked(Bytes value, Bytes mask) {
        byte[] bytes = value.toByteArray();
        byte[] bits = mask.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= bits[i];
        }
        return Bytes.wrap(bytes);
    }

    Validity validity() {
        return new Validity("QE identity", issued, nextUpdate, true);
    }
}
