package dev.cocoonsdk.crypto.collateral;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CRLs and certificate chains in the forms in which services and people store them. */
final class X509Files {

    private static final int SEQUENCE = 0x30;
    private static final String BEGIN = "-----BEGIN ";

    private X509Files() {}

    /** A CRL in DER, PEM, hexadecimal (as PCCS answers) or Base64; null if it is none. */
    static @Nullable X509CRL crl(byte[] content) {
        byte[] der = content.length > 0 && content[0] == SEQUENCE && !isText(content) ? content : decode(content);
        if (der == null) {
            return null;
        }
        try {
            return (X509CRL) factory().generateCRL(new ByteArrayInputStream(der));
        } catch (CRLException | RuntimeException e) { // the JDK's parser is not total
            return null;
        }
    }

    /** The certificates of a PEM file in their order; empty if it is none. */
    static List<X509Certificate> chain(byte[] content) {
        if (!text(content).stripLeading().startsWith(BEGIN + "CERTIFICATE")) {
            return List.of();
        }
        try {
            return factory().generateCertificates(new ByteArrayInputStream(content)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException | RuntimeException e) { // the JDK's parser is not total
            return List.of();
        }
    }

    static boolean isSigned(X509CRL crl, PublicKey key) {
        try {
            crl.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Bytes that a text stands for; a PEM text stands for itself, as the JDK reads it. */
    private static byte @Nullable [] decode(byte[] content) {
        String text = text(content).strip();
        if (text.startsWith(BEGIN)) {
            return content;
        }
        try {
            return text.startsWith("30")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isText(byte[] content) {
        for (byte b : content) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("this platform reads no X.509", e);
        }
    }
}
