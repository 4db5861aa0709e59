package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.ReportData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;

/** Makes certificates that others might show, also ones that nobody should accept. */
final class CertificateMaker {

    static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    static final Instant END = START.plusSeconds(86_400);

    KeyPair keys = generate("Ed25519");
    KeyPair signer = keys;
    String signatureAlgorithm = "Ed25519";
    int version = 3;
    String subject = "CN=localhost";
    String issuer = "CN=localhost";
    Instant notBefore = START;
    Instant notAfter = END;
    boolean spoilSignature;
    final List<Extension> extensions = new ArrayList<>();

    static KeyPair generate(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Like a good one, and valid by the system's clock. */
    static CertificateMaker current() {
        CertificateMaker maker = good();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        maker.notBefore = now.minusSeconds(3600);
        maker.notAfter = now.plusSeconds(3600);
        return maker;
    }

    /** A certificate as the reference makes it, but for the order of things. */
    static CertificateMaker good() {
        return new CertificateMaker()
                .names(new GeneralName(GeneralName.dNSName, "127.0.0.1"))
                .keyUsage(KeyUsage.digitalSignature)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
    }

    static CertificateMaker bare() {
        return new CertificateMaker();
    }

    CertificateMaker names(GeneralName... names) {
        return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    CertificateMaker keyUsage(int usage) {
        return with(Extension.keyUsage, true, new KeyUsage(usage));
    }

    CertificateMaker extendedKeyUsage(KeyPurposeId... purposes) {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    CertificateMaker quote(byte[] quote) {
        return raw(CertificateCheck.QUOTE, true, quote);
    }

    CertificateMaker fakeQuote() {
        return quote(ReportData.of(publicKey()));
    }

    CertificateMaker raw(String oid, boolean critical, byte[] content) {
        extensions.add(new Extension(new ASN1ObjectIdentifier(oid), critical, new DEROctetString(content)));
        return this;
    }

    CertificateMaker keys(KeyPair newKeys, String algorithm) {
        keys = newKeys;
        signer = newKeys;
        signatureAlgorithm = algorithm;
        return this;
    }

    CertificateMaker with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(new Extension(oid, critical, new DEROctetString(value)));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Hash256 publicKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        return Hash256.of(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    X509Certificate build() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] encoded() {
        try {
            byte[] body = body().getEncoded();
            Signature signature = Signature.getInstance(signatureAlgorithm);
            signature.initSign(signer.getPrivate());
            signature.update(body);
            byte[] signed = signature.sign();
            if (spoilSignature) {
                signed[7] ^= 1;
            }
            return new DERSequence(new ASN1Encodable[] {body(), algorithm(), new DERBitString(signed)}).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private AlgorithmIdentifier algorithm() {
        return new AlgorithmIdentifier(
                new ASN1ObjectIdentifier(signatureAlgorithm.equals("Ed25519") ? "1.3.101.112" : "1.2.840.10045.4.3.2"));
    }

    private DERSequence body() {
        ASN1EncodableVector body = new ASN1EncodableVector();
        if (version > 1) {
            body.add(new DERTaggedObject(true, 0, new ASN1Integer(version - 1)));
        }
        body.add(new ASN1Integer(BigInteger.TEN));
        body.add(algorithm());
        body.add(new X500Name(issuer));
        body.add(new DERSequence(new ASN1Encodable[] {new Time(Date.from(notBefore)), new Time(Date.from(notAfter))}));
        body.add(new X500Name(subject));
        body.add(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        if (!extensions.isEmpty()) {
            body.add(new DERTaggedObject(true, 3, new Extensions(extensions.toArray(Extension[]::new))));
        }
        return new DERSequence(body);
    }
}
