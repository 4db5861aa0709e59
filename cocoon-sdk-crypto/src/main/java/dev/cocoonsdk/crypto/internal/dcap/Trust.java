package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.RootKey;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** The pinned root key, and which certificates follow from it. Remembers signatures that hold. */
final class Trust {

    static final String ALGORITHM = "SHA256withECDSA";
    private static final int KEY_CERT_SIGN = 5;
    private static final int LINKS = 4096;

    private final RootKey root;
    private final BoundedCache<Boolean> links = new BoundedCache<>(LINKS);

    Trust(RootKey root) {
        this.root = root;
    }

    RootKey rootKey() {
        return root;
    }

    /** Checks that the certificate is the root's own. */
    void root(Place place, X509Certificate certificate) throws Refusal {
        name(place, "root certificate", certificate, "SGX Root CA");
        Bytes point = P256.point(certificate.getPublicKey());
        if (point == null || !root.point().equals(point)) {
            throw place.forged("root key", root.toString(), "another key");
        }
        issued(place, "root certificate", certificate, certificate);
    }

    /** Checks that the issuer is a CA and signed the certificate. */
    void issued(Place place, String name, X509Certificate certificate, X509Certificate issuer) throws Refusal {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            throw place.forged(name, "issued by the next certificate", "another issuer");
        }
        boolean[] usage = issuer.getKeyUsage();
        if (issuer.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
            throw place.forged(name, "an issuer that may sign certificates", "another certificate");
        }
        if (certificate.hasUnsupportedCriticalExtension()) {
            throw place.malformed(name, "known critical extensions", "an unknown one");
        }
        if (!certificate.getSigAlgName().equals(ALGORITHM) || P256.point(certificate.getPublicKey()) == null) {
            throw place.forged(name, "ECDSA on P-256 with SHA-256", "another algorithm");
        }
        links.get(hash(certificate, issuer.getPublicKey()), () -> signed(place, name, certificate, issuer));
    }

    private static Boolean signed(Place place, String name, X509Certificate certificate, X509Certificate issuer)
            throws Refusal {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            throw place.forged(name + " signature", "valid", "invalid");
        }
    }

    /** Checks that the common name of the subject contains a phrase. */
    static void name(Place place, String field, X509Certificate certificate, String phrase) throws Refusal {
        String name = commonName(certificate);
        if (!name.contains(phrase)) {
            throw place.forged(field, "a subject with " + phrase, "another subject");
        }
    }

    /** The common name; the empty text if there is none that Bouncy Castle can read. */
    static String commonName(X509Certificate certificate) {
        try {
            RDN[] names = X500Name.getInstance(
                            certificate.getSubjectX500Principal().getEncoded())
                    .getRDNs(BCStyle.CN);
            return names.length == 0
                    ? ""
                    : IETFUtils.valueToString(names[0].getFirst().getValue());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return "";
        }
    }

    static Hash256 hash(X509Certificate certificate, PublicKey issuer) {
        return Hash256.sha256(encoded(certificate), issuer.getEncoded());
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }
}
