package dev.cocoonsdk.tee;

import java.time.Instant;

/**
 * What goes into a certificate; the simulator signs whatever it says.
 *
 * @param subject common name
 * @param issuer common name of the issuer
 * @param key label of the subject's key
 * @param signer label of the key that signs
 * @param ca whether it may issue certificates
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param pck fields of the extension of PCK certificates; left out in all others
 */
public record CertificateSpec(
        String subject,
        String issuer,
        String key,
        String signer,
        boolean ca,
        Instant notBefore,
        Instant notAfter,
        PckFields pck) {

    /** Another subject. */
    public CertificateSpec withSubject(String newSubject) {
        return new CertificateSpec(newSubject, issuer, key, signer, ca, notBefore, notAfter, pck);
    }

    /** Another name of the issuer. */
    public CertificateSpec withIssuer(String newIssuer) {
        return new CertificateSpec(subject, newIssuer, key, signer, ca, notBefore, notAfter, pck);
    }

    /** Another key, by its label. */
    public CertificateSpec withKey(String newKey) {
        return new CertificateSpec(subject, issuer, newKey, signer, ca, notBefore, notAfter, pck);
    }

    /** Signed by another key, by its label. */
    public CertificateSpec withSigner(String newSigner) {
        return new CertificateSpec(subject, issuer, key, newSigner, ca, notBefore, notAfter, pck);
    }

    /** Whether it may issue certificates. */
    public CertificateSpec withCa(boolean newCa) {
        return new CertificateSpec(subject, issuer, key, signer, newCa, notBefore, notAfter, pck);
    }

    /** Another validity. */
    public CertificateSpec withValidity(Instant newNotBefore, Instant newNotAfter) {
        return new CertificateSpec(subject, issuer, key, signer, ca, newNotBefore, newNotAfter, pck);
    }

    /** Other fields of the PCK extension. */
    public CertificateSpec withPck(PckFields newPck) {
        return new CertificateSpec(subject, issuer, key, signer, ca, notBefore, notAfter, newPck);
    }
}
