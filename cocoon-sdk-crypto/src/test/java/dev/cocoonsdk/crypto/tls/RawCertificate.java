package dev.cocoonsdk.crypto.tls;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bytes that a peer shows as its certificate though this platform could not read them; everything else is of a readable one. */
@SuppressWarnings("serial")
final class RawCertificate extends X509Certificate {

    private final byte[] encoded;
    private final X509Certificate readable;

    RawCertificate(byte[] encoded, X509Certificate readable) {
        this.encoded = encoded;
        this.readable = readable;
    }

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }

    @Override
    public PublicKey getPublicKey() {
        return readable.getPublicKey();
    }

    @Override
    public void checkValidity() {
        // Whoever shows this does not care.
    }

    @Override
    public void checkValidity(Date date) {
        // As above.
    }

    @Override
    public int getVersion() {
        return readable.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return readable.getSerialNumber();
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getIssuerDN() {
        return readable.getIssuerDN();
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getSubjectDN() {
        return readable.getSubjectDN();
    }

    @Override
    public Date getNotBefore() {
        return readable.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return readable.getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] getSignature() {
        return readable.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return readable.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return readable.getSigAlgOID();
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return readable.getSigAlgParams();
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return null;
    }

    @Override
    public int getBasicConstraints() {
        return -1;
    }

    @Override
    public void verify(PublicKey key) {
        // Nobody asks.
    }

    @Override
    public void verify(PublicKey key, String provider) {
        // Nobody asks.
    }

    @Override
    public String toString() {
        return "RawCertificate";
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return null;
    }
}
