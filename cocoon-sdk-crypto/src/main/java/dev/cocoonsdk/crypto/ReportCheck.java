package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.dcap.Refusal;
import dev.cocoonsdk.crypto.quote.Measurement;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/** Attributes and measurements of a trust domain ({@code docs/protocol/attestation.md} 5, 9.1). */
final class ReportCheck {

    private static final long DEBUG = 1;
    private static final long SEPT_VE_DISABLE = 1L << 28;
    private static final long XFAM_ALWAYS = 0x3;
    private static final long XFAM_LEGAL = 0x0006_DBE7;

    private final QuoteRequirements wanted;
    private final TdReport report;

    ReportCheck(QuoteRequirements wanted, TdReport report) {
        this.wanted = wanted;
        this.report = report;
    }

    void check() throws Refusal {
        attributes();
        xfam();
        listed("MRSEAM", wanted.mrSeams, report.mrSeam());
        serviceTd();
        listed("MRTD", wanted.mrTds, report.mrTd());
        listed("RTMR0 to RTMR3", wanted.rtmrs, report.rtmrs());
        image();
    }

    private void attributes() throws Refusal {
        long attributes = report.tdAttributes();
        if ((attributes & DEBUG) != 0) {
            throw refused("TD attribute DEBUG", "off", "on");
        }
        if ((attributes & SEPT_VE_DISABLE) == 0) {
            throw refused("TD attribute SEPT_VE_DISABLE", "on", "off");
        }
        long rest = attributes & ~SEPT_VE_DISABLE;
        for (TdAttribute attribute : TdAttribute.values()) {
            if ((rest & attribute.mask()) != 0 && !wanted.attributes.contains(attribute)) {
                throw refused("TD attribute " + attribute, "off", "on");
            }
            rest &= ~attribute.mask();
        }
        if (rest != 0) {
            throw refused("TD attributes", "no reserved bit", "0x" + Long.toHexString(rest));
        }
    }

    private void xfam() throws Refusal {
        long xfam = report.xfam();
        if ((xfam & XFAM_ALWAYS) != XFAM_ALWAYS || (xfam & ~XFAM_LEGAL) != 0) {
            throw refused("XFAM", "bits 0 and 1, and legal ones only", "0x" + Long.toHexString(xfam));
        }
    }

    private void serviceTd() throws Refusal {
        Measurement service = report.mrServiceTd();
        if (service != null && !service.equals(Measurement.ZERO) && !wanted.serviceTds.contains(service)) {
            throw refused("MRSERVICETD", "none, or one that the policy lists", service.toHex());
        }
    }

    private void image() throws Refusal {
        Supplier<Set<Hash256>> allowed = wanted.imageHashes;
        if (allowed == null) {
            return;
        }
        Hash256 image = ImageHash.tdx(report.measurements());
        Set<Hash256> hashes = Set.of();
        try {
            hashes = Set.copyOf(allowed.get());
        } catch (RuntimeException e) {
            throw unknownImages(e.getClass().getSimpleName());
        }
        if (!hashes.contains(image)) {
            throw refused("image hash", "one of " + hashes.size() + " that the policy lists", image.toHex());
        }
    }

    private static Refusal unknownImages(String reason) {
        return new Refusal(
                VerificationStep.MEASUREMENTS,
                "allowed image hashes",
                "a list",
                "unavailable: " + reason,
                FailureClass.POLICY,
                true);
    }

    private static <T> void listed(String field, Collection<T> allowed, T actual) throws Refusal {
        if (!allowed.isEmpty() && !allowed.contains(actual)) {
            throw refused(field, "one of " + allowed.size() + " that the policy lists", actual.toString());
        }
    }

    private static Refusal refused(String field, String expected, String actual) {
        return Refusal.ofPeer(VerificationStep.MEASUREMENTS, field, expected, actual, FailureClass.POLICY);
    }
}
