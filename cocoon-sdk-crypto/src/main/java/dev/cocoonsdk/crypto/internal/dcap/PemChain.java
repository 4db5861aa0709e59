package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Certificates in PEM. Only the form that Intel delivers is read (64 characters a line, LF or CRLF throughout, perhaps a NUL behind the
 * last line end), so that no byte of it can be changed without effect.
 */
final class PemChain {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int COLUMNS = 64;

    private PemChain() {}

    static List<X509Certificate> parse(Place place, String name, Bytes pem, int count) throws Refusal {
        String text = withoutNul(new String(pem.toByteArray(), StandardCharsets.ISO_8859_1));
        String separator = text.contains("\r\n") ? "\r\n" : "\n";
        List<X509Certificate> chain = new ArrayList<>();
        StringBuilder canonical = new StringBuilder();
        String[] parts = text.split(BEGIN, count + 2);
        if (parts.length != count + 1) {
            throw place.malformed(name, count + " certificates in PEM", (parts.length - 1) + " or more");
        }
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf(END);
            byte[] der = decode(place, name, parts[i].substring(0, Math.max(0, end)));
            chain.add(certificate(place, name, der));
            String lines = Base64.getMimeEncoder(COLUMNS, separator.getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            canonical.append(BEGIN).append(separator).append(lines).append(separator);
            canonical.append(END).append(separator);
        }
        if (!canonical.toString().equals(text) && !canonical.toString().equals(text + separator)) {
            throw place.malformed(name, "PEM as Intel writes it", "other characters");
        }
        return chain;
    }

    private static String withoutNul(String text) {
        return text.endsWith("\n\0") ? text.substring(0, text.length() - 1) : text;
    }

    private static byte[] decode(Place place, String name, String base64) throws Refusal {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw place.malformed(name, "base64", "other characters");
        }
    }

    private static X509Certificate certificate(Place place, String name, byte[] der) throws Refusal {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (Arrays.equals(certificate.getEncoded(), der)) {
                return certificate;
            }
        } catch (CertificateException e) {
            throw place.malformed(name, "an X.509 certificate", "other bytes");
        }
        throw place.malformed(name, "one X.509 certificate in each block", "more bytes");
    }
}
