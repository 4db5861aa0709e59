package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Encodes certificates and revocation lists in the form of Intel's. */
final class X509Maker {

    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final int COLUMNS = 64;

    private final Bytes seed;
    private final Map<String, P256Key> keys = new ConcurrentHashMap<>();

    X509Maker(Bytes seed) {
        this.seed = seed;
    }

    P256Key key(String label) {
        return keys.computeIfAbsent(label, name -> P256Key.derive(seed, name));
    }

    /** As Intel's: the serial number is the identifier of the key. */
    BigInteger serial(CertificateSpec spec) {
        return new BigInteger(1, key(spec.key()).identifier());
    }

    byte[] certificate(CertificateSpec spec, boolean pck) {
        P256Key key = key(spec.key());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name(spec.issuer()),
                serial(spec),
                Date.from(spec.notBefore()),
                Date.from(spec.notAfter()),
                name(spec.subject()),
                key.info());
        try {
            extend(builder, spec, key);
            if (pck && !spec.pck().omitted().contains(0)) {
                builder.addExtension(
                        new ASN1ObjectIdentifier(PckFields.OID),
                        false,
                        spec.pck().encoded());
            }
            return builder.build(new Signer(key(spec.signer()))).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("own certificate cannot be encoded", e);
        }
    }

    private void extend(X509v3CertificateBuilder builder, CertificateSpec spec, P256Key key) throws IOException {
        builder.addExtension(Extension.authorityKeyIdentifier, false, authority(spec.signer()));
        builder.addExtension(Extension.cRLDistributionPoints, false, distributionPoint(spec.issuer()));
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(key.identifier()));
        int usage = spec.ca()
                ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                : KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        boolean root = spec.subject().equals(CertificateRole.ROOT.commonName());
        builder.addExtension(
                Extension.basicConstraints,
                true,
                spec.ca() ? new BasicConstraints(root ? 1 : 0) : new BasicConstraints(false));
    }

    private AuthorityKeyIdentifier authority(String label) {
        return new AuthorityKeyIdentifier(key(label).identifier());
    }

    private static CRLDistPoint distributionPoint(String issuer) {
        String url = issuer.equals(CertificateRole.ROOT.commonName())
                ? "https://simulated.invalid/IntelSGXRootCA.der"
                : "https://simulated.invalid/sgx/certification/v4/pckcrl?ca="
                        + (issuer.contains("Processor") ? "processor" : "platform") + "&encoding=der";
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url));
        return new CRLDistPoint(
                new DistributionPoint[] {new DistributionPoint(new DistributionPointName(names), null, null)});
    }

    byte[] crl(CrlSpec spec) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name(spec.issuer()), Date.from(spec.thisUpdate()));
        builder.setNextUpdate(Date.from(spec.nextUpdate()));
        for (BigInteger serial : spec.revoked()) {
            builder.addCRLEntry(serial, Date.from(spec.thisUpdate()), CRLReason.keyCompromise);
        }
        try {
            if (spec.hasNumber()) {
                builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(1));
            }
            if (spec.hasAuthorityKey()) {
                builder.addExtension(Extension.authorityKeyIdentifier, false, authority(spec.signer()));
            }
            return builder.build(new Signer(key(spec.signer()))).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("own revocation list cannot be encoded", e);
        }
    }

    static String pem(byte[]... certificates) {
        StringBuilder text = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] certificate : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n").append(lines.encodeToString(certificate));
            text.append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .addRDN(BCStyle.O, "Intel Corporation")
                .addRDN(BCStyle.L, "Santa Clara")
                .addRDN(BCStyle.ST, "CA")
                .addRDN(BCStyle.C, "US")
                .build();
    }

    /** Collects what is to be signed. */
    private static final class Signer implements ContentSigner {

        private final P256Key key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Signer(P256Key key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ECDSA_SHA256;
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.signDer(content.toByteArray());
        }
    }
}
