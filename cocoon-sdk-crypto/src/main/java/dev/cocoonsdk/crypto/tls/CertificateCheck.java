package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Checks the certificate that a peer shows ({@code docs/protocol/attestation.md} 3) and takes the evidence out of it. */
final class CertificateCheck {

    /** Extension that holds the quote. */
    static final String QUOTE = "1.3.6.1.4.1.12345.1";

    /** Extension that repeats the public key; read by nobody. */
    static final String CLAIMS = "1.3.6.1.4.1.12345.2";

    /** The DNS name that a TLS client demands of every server, whatever its address. */
    static final String SERVER_NAME = "127.0.0.1";

    static final String ED25519 = "1.3.101.112";
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int DNS_NAME = 2;
    private static final int LONG_LENGTH = 0x80;

    /** Critical extensions that OpenSSL knows, and the two private ones. */
    private static final Set<String> KNOWN = Set.of(
            QUOTE,
            CLAIMS,
            "2.5.29.15",
            "2.5.29.17",
            "2.5.29.19",
            "2.5.29.30",
            "2.5.29.31",
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54",
            "2.16.840.1.113730.1.1",
            "1.3.6.1.5.5.7.1.7",
            "1.3.6.1.5.5.7.1.8",
            "1.3.6.1.5.5.7.1.14");

    /** What a certificate is shown for. */
    enum Purpose {
        SERVER("1.3.6.1.5.5.7.3.1", "serverAuth"),
        CLIENT("1.3.6.1.5.5.7.3.2", "clientAuth");

        private final String oid;
        private final String text;

        Purpose(String oid, String text) {
            this.oid = oid;
            this.text = text;
        }
    }

    private final String peer;
    private final Purpose purpose;
    private final Instant now;

    CertificateCheck(String peer, Purpose purpose, Instant now) {
        this.peer = peer;
        this.purpose = purpose;
        this.now = now;
    }

    /**
     * Checks everything but the policy.
     *
     * @throws CertificateRefusedException if anything does not hold
     */
    PeerEvidence check(X509Certificate... chain) throws CertificateRefusedException {
        if (chain.length != 1) {
            throw refused("certificate chain", "1 certificate", chain.length + "", FailureClass.POLICY);
        }
        PeerEvidence evidence = evidence(chain[0]);
        rules(chain[0]);
        return evidence;
    }

    /** What the certificate proves by its own signature. */
    PeerEvidence evidence(X509Certificate leaf) throws CertificateRefusedException {
        Hash256 key = key(leaf);
        selfIssued(leaf);
        signature(leaf, key);
        Bytes quote = quote(leaf);
        PeerEvidence evidence = PeerEvidence.none(peer).withCertificateKey(key);
        return quote == null ? evidence : evidence.withQuote(quote);
    }

    /** Whether it may be used now and for this purpose. */
    void rules(X509Certificate leaf) throws CertificateRefusedException {
        dates(leaf);
        try {
            usage(leaf);
            name(leaf);
        } catch (CertificateParsingException e) {
            throw refused("extensions", "readable", "malformed", FailureClass.MALFORMED);
        }
        criticalExtensions(leaf);
    }

    private Hash256 key(X509Certificate leaf) throws CertificateRefusedException {
        byte[] encoded = leaf.getPublicKey().getEncoded();
        if (encoded == null
                || encoded.length != SPKI_PREFIX.length + Hash256.LENGTH
                || !Arrays.equals(encoded, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length)) {
            throw refused("key", "Ed25519", leaf.getPublicKey().getAlgorithm(), FailureClass.POLICY);
        }
        return Hash256.of(Arrays.copyOfRange(encoded, SPKI_PREFIX.length, encoded.length));
    }

    private void selfIssued(X509Certificate leaf) throws CertificateRefusedException {
        if (!leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
            throw refused("issuer", "the subject (self-signed)", "another name", FailureClass.POLICY);
        }
        if (!leaf.getSigAlgOID().equals(ED25519)) {
            throw refused("signature", "Ed25519", leaf.getSigAlgOID(), FailureClass.POLICY);
        }
    }

    private void signature(X509Certificate leaf, Hash256 key) throws CertificateRefusedException {
        if (!verifies(leaf, key)) {
            throw refused("signature", "valid under the certificate's own key", "invalid", FailureClass.FORGED);
        }
    }

    private boolean verifies(X509Certificate leaf, Hash256 key) throws CertificateRefusedException {
        byte[] signature = leaf.getSignature();
        try {
            byte[] body = leaf.getTBSCertificate();
            return signature.length == Ed25519.SIGNATURE_SIZE
                    && Ed25519.verify(signature, 0, key.toBytes(), 0, body, 0, body.length);
        } catch (CertificateException e) {
            throw refused("certificate", "readable", "malformed", FailureClass.MALFORMED);
        }
    }

    private void dates(X509Certificate leaf) throws CertificateRefusedException {
        Instant start = leaf.getNotBefore().toInstant();
        Instant end = leaf.getNotAfter().toInstant();
        if (now.isBefore(start)) {
            throw refused("notBefore", "at or before " + now, start.toString(), FailureClass.CLOCK);
        }
        if (now.isAfter(end)) {
            throw refused("notAfter", "at or after " + now, end.toString(), FailureClass.CLOCK);
        }
    }

    private void usage(X509Certificate leaf) throws CertificateParsingException, CertificateRefusedException {
        boolean[] keyUsage = leaf.getKeyUsage();
        if (keyUsage != null && (keyUsage.length == 0 || !keyUsage[0])) {
            throw refused("keyUsage", "digitalSignature", "without it", FailureClass.POLICY);
        }
        List<String> extended = leaf.getExtendedKeyUsage();
        if (extended != null && !extended.contains(purpose.oid)) {
            throw refused("extendedKeyUsage", purpose.text, "without it", FailureClass.POLICY);
        }
    }

    private void name(X509Certificate leaf) throws CertificateParsingException, CertificateRefusedException {
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        if (purpose == Purpose.SERVER && (names == null || names.stream().noneMatch(CertificateCheck::isServerName))) {
            throw refused("subjectAltName", "dNSName " + SERVER_NAME, "without it", FailureClass.POLICY);
        }
    }

    private static boolean isServerName(List<?> name) {
        return name.size() > 1 && name.get(0).equals(DNS_NAME) && SERVER_NAME.equals(name.get(1));
    }

    private void criticalExtensions(X509Certificate leaf) throws CertificateRefusedException {
        Set<String> critical = leaf.getCriticalExtensionOIDs();
        if (critical != null) {
            for (String oid : critical) {
                if (!KNOWN.contains(oid)) {
                    throw refused("critical extension", "none but known ones", oid, FailureClass.POLICY);
                }
            }
        }
    }

    private @Nullable Bytes quote(X509Certificate leaf) throws CertificateRefusedException {
        byte[] wrapped = leaf.getExtensionValue(QUOTE);
        if (wrapped == null) {
            return null;
        }
        byte[] quote = octets(wrapped);
        if (quote == null) {
            throw refused("quote extension", "an octet string", "malformed", FailureClass.MALFORMED);
        }
        if (quote.length > PeerEvidence.MAX_QUOTE_LENGTH) {
            throw refused(
                    "quote extension",
                    "<= " + PeerEvidence.MAX_QUOTE_LENGTH + " bytes",
                    quote.length + " bytes",
                    FailureClass.MALFORMED);
        }
        return Bytes.wrap(quote);
    }

    /** The content of a DER OCTET STRING, or null if the bytes are anything else. */
    static byte @Nullable [] octets(byte[] der) {
        if (der.length < 2 || der[0] != 4) {
            return null;
        }
        int first = der[1] & 0xff;
        int lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
        if (lengthBytes > 3 || der.length < 2 + lengthBytes) {
            return null;
        }
        int length = lengthBytes == 0 ? first & 0x7f : 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = length << 8 | (der[2 + i] & 0xff);
        }
        int start = 2 + lengthBytes;
        return length == der.length - start ? Arrays.copyOfRange(der, start, der.length) : null;
    }

    private CertificateRefusedException refused(String field, String expected, String actual, FailureClass failure) {
        return new CertificateRefusedException(new Verdict.Rejected(
                peer, VerificationStep.CERTIFICATE, field, expected, actual, failure, failure == FailureClass.CLOCK));
    }
}
