package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.VerificationStep;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** A revocation list whose signature holds ({@code docs/protocol/attestation.md} 9.5 step 3). */
final class RevocationList {

    private static final Place PLACE = Place.collateral(VerificationStep.REVOCATION);
    private static final String NUMBER = "2.5.29.20";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SUBJECT_KEY = "2.5.29.14";

    private final String name;
    private final X509CRL list;

    private RevocationList(String name, X509CRL list) {
        this.name = name;
        this.list = list;
    }

    static RevocationList verify(String name, Bytes der, X509Certificate issuer) throws Refusal {
        X509CRL list = parse(name, der.toByteArray());
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            throw PLACE.refusal(name, "issued by the chain's CA", "another issuer", FailureClass.COLLATERAL_MISSING);
        }
        if (!list.getSigAlgName().equals(Trust.ALGORITHM)) {
            throw PLACE.forged(name, "ECDSA with SHA-256", "another algorithm");
        }
        try {
            list.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw PLACE.forged(name + " signature", "valid", "invalid");
        }
        if (!Arrays.equals(authorityKey(name, list), subjectKey(name, issuer))) {
            throw PLACE.forged(name, "the key identifier of the chain's CA", "another one");
        }
        return new RevocationList(name, list);
    }

    static X509CRL parse(String name, byte[] der) throws Refusal {
        X509CRL list;
        try {
            list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            if (list == null || !Arrays.equals(list.getEncoded(), der)) {
                throw PLACE.malformed(name, "one DER list", "other bytes");
            }
        } catch (CRLException | CertificateException e) {
            throw PLACE.malformed(name, "a DER list", "other bytes");
        }
        if (list.getExtensionValue(NUMBER) == null || list.getExtensionValue(AUTHORITY_KEY) == null) {
            throw PLACE.malformed(name, "number and authority key identifier", "not both");
        }
        if (list.getNextUpdate() == null || list.hasUnsupportedCriticalExtension()) {
            throw PLACE.malformed(name, "a next update and no unknown critical extension", "otherwise");
        }
        return list;
    }

    private static byte[] authorityKey(String name, X509CRL list) throws Refusal {
        try {
            byte[] key = AuthorityKeyIdentifier.getInstance(octets(list.getExtensionValue(AUTHORITY_KEY)))
                    .getKeyIdentifierOctets();
            return key == null ? new byte[0] : key;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw PLACE.malformed(name, "an authority key identifier", "other bytes");
        }
    }

    private static byte[] subjectKey(String name, X509Certificate issuer) throws Refusal {
        byte[] extension = issuer.getExtensionValue(SUBJECT_KEY);
        try {
            return extension == null
                    ? new byte[0]
                    : SubjectKeyIdentifier.getInstance(octets(extension)).getKeyIdentifier();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw PLACE.malformed(name, "an issuer with a subject key identifier", "other bytes");
        }
    }

    private static byte[] octets(byte[] extension) {
        return ASN1OctetString.getInstance(extension).getOctets();
    }

    /** Refuses a certificate that is on the list. */
    void refuse(String field, X509Certificate certificate) throws Refusal {
        if (list.isRevoked(certificate)) {
            throw new Refusal(
                    VerificationStep.REVOCATION, field, "not on the " + name, "revoked", FailureClass.REVOKED, false);
        }
    }

    Validity validity() {
        return new Validity(
                name, list.getThisUpdate().toInstant(), list.getNextUpdate().toInstant(), true);
    }
}
