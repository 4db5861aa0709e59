package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.QuoteFacts;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Which platform a verified quote is of, so that its collateral can be found again. */
final class QuotedPlatform {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private QuotedPlatform() {}

    /** The platform; the issuer of its certificate is the processor's CA only if the quote's chain says so. */
    static PlatformId of(Bytes quote, QuoteFacts facts) {
        return new PlatformId(facts.fmspc(), isProcessorCa(quote) ? PlatformId.Ca.PROCESSOR : PlatformId.Ca.PLATFORM);
    }

    private static boolean isProcessorCa(Bytes quote) {
        String text = new String(quote.toByteArray(), StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            return false;
        }
        byte[] pem = text.substring(begin).replace("\0", "").getBytes(StandardCharsets.ISO_8859_1);
        try {
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                if (each instanceof X509Certificate certificate
                        && certificate.getSubjectX500Principal().getName().contains("Processor CA")) {
                    return true;
                }
            }
            return false;
        } catch (CertificateException e) {
            return false;
        }
    }
}
