package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;

/** Builds the self-signed certificate of {@code docs/protocol/attestation.md} 2. */
final class CertificateBuilder {

    private static final AlgorithmIdentifier ED25519 =
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(CertificateCheck.ED25519));
    private static final int SERIAL_BITS = 128;

    private final CertificateKey key;
    private final Instant notBefore;
    private final Instant notAfter;
    private @Nullable Bytes quote;

    CertificateBuilder(CertificateKey key, Instant notBefore, Instant notAfter) {
        this.key = key;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /** Null leaves both private extensions away. */
    CertificateBuilder withQuote(@Nullable Bytes newQuote) {
        quote = newQuote;
        return this;
    }

    X509Certificate build() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("own certificate cannot be built", e);
        }
    }

    private byte[] encoded() throws IOException, GeneralSecurityException {
        TBSCertificate body = body();
        ASN1Encodable signature = new DERBitString(key.sign(body.getEncoded(ASN1Encoding.DER)));
        return new DERSequence(new ASN1Encodable[] {body, ED25519, signature}).getEncoded(ASN1Encoding.DER);
    }

    private TBSCertificate body() throws IOException, GeneralSecurityException {
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, new SecureRandom())));
        body.setSignature(ED25519);
        body.setIssuer(name());
        body.setSubject(name());
        body.setStartDate(new Time(Date.from(notBefore)));
        body.setEndDate(new Time(Date.from(notAfter)));
        body.setSubjectPublicKeyInfo(
                new SubjectPublicKeyInfo(ED25519, key.publicKey().toBytes()));
        body.setExtensions(new Extensions(extensions().toArray(Extension[]::new)));
        return body.generateTBSCertificate();
    }

    private static X500Name name() {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "AE")
                .addRDN(BCStyle.ST, "DUBAI")
                .addRDN(BCStyle.O, "TDLib Development")
                .addRDN(BCStyle.OU, "Security")
                .addRDN(BCStyle.CN, "localhost")
                .build();
    }

    private List<Extension> extensions() throws IOException, GeneralSecurityException {
        List<Extension> extensions = new ArrayList<>();
        byte[] point = key.publicKey().toBytes();
        if (quote != null) {
            extensions.add(raw(CertificateCheck.QUOTE, quote.toByteArray()));
            extensions.add(raw(CertificateCheck.CLAIMS, point));
        }
        extensions.add(der(Extension.basicConstraints, true, new BasicConstraints(false)));
        extensions.add(der(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
        extensions.add(der(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        })));
        byte[] keyHash = MessageDigest.getInstance("SHA-1").digest(point);
        extensions.add(der(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyHash)));
        extensions.add(der(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.dNSName, CertificateCheck.SERVER_NAME),
            new GeneralName(GeneralName.iPAddress, "::1")
        })));
        return extensions;
    }

    /** The bytes stand in extnValue as they are, without a DER value of their own. */
    private static Extension raw(String oid, byte[] content) {
        return new Extension(new ASN1ObjectIdentifier(oid), true, new DEROctetString(content));
    }

    private static Extension der(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) throws IOException {
        return new Extension(oid, critical, new DEROctetString(value));
    }
}
