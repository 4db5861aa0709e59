package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;

/**
 * The certificates of a platform, signatures checked up to the root key ({@code docs/protocol/attestation.md} 9.5 step 2).
 *
 * @param pck the platform's
 * @param intermediate the platform or processor CA
 * @param root the root
 * @param extension what the platform's says
 * @param ca which CA issued it
 */
record PckChain(
        X509Certificate pck,
        X509Certificate intermediate,
        X509Certificate root,
        PckExtension extension,
        PlatformId.Ca ca) {

    private static final Place PLACE = Place.peer(VerificationStep.PLATFORM_CHAIN);

    static PckChain verify(Bytes pem, Trust trust) throws Refusal {
        List<X509Certificate> chain = PemChain.parse(PLACE, "PCK chain", pem, 3);
        X509Certificate pck = chain.get(0);
        X509Certificate intermediate = chain.get(1);
        X509Certificate root = chain.get(2);
        trust.root(PLACE, root);
        Trust.name(PLACE, "intermediate certificate", intermediate, "CA");
        trust.issued(PLACE, "intermediate certificate", intermediate, root);
        Trust.name(PLACE, "PCK certificate", pck, "SGX PCK Certificate");
        trust.issued(PLACE, "PCK certificate", pck, intermediate);
        if (pck.getBasicConstraints() >= 0) {
            throw PLACE.forged("PCK certificate", "no CA", "a CA");
        }
        return new PckChain(pck, intermediate, root, extension(pck), ca(intermediate));
    }

    private static PckExtension extension(X509Certificate pck) throws Refusal {
        byte[] wrapped = pck.getExtensionValue(PckExtension.OID);
        if (wrapped == null) {
            throw PLACE.malformed("PCK extension", "extension " + PckExtension.OID, "none");
        }
        try {
            return PckExtension.parse(
                    PLACE, ASN1OctetString.getInstance(wrapped).getOctets());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw PLACE.malformed("PCK extension", "an OCTET STRING", "other bytes");
        }
    }

    private static PlatformId.Ca ca(X509Certificate intermediate) throws Refusal {
        String name = Trust.commonName(intermediate);
        if (name.contains("Platform CA")) {
            return PlatformId.Ca.PLATFORM;
        } else if (name.contains("Processor CA")) {
            return PlatformId.Ca.PROCESSOR;
        }
        throw PLACE.forged("intermediate certificate", "a platform or processor CA", "another subject");
    }

    PlatformId platform() {
        return new PlatformId(extension.fmspc(), ca);
    }

    List<Validity> validities() {
        return List.of(
                Validity.of("PCK certificate", pck, false),
                Validity.of("intermediate certificate", intermediate, false),
                Validity.of("root certificate", root, false));
    }
}
