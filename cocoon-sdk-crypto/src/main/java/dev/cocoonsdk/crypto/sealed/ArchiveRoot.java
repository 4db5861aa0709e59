package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The root key that a quote's own certificate chain ends at: a claim, which a policy has to believe or not. */
final class ArchiveRoot {

    private static final int COORDINATE = 32;

    private ArchiveRoot() {}

    /** Null for a fake quote, which has no root. */
    static @Nullable RootKey of(Bytes quote) {
        if (quote.length() == ReportData.LENGTH) {
            return null;
        }
        Bytes point = point(quote);
        return point.equals(RootKey.intel().point()) ? RootKey.intel() : new RootKey.Simulated(point);
    }

    private static Bytes point(Bytes quote) {
        try {
            Bytes chain = Quote.parse(quote).signature().certification().data();
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(withoutNul(chain.toByteArray())));
            Certificate root = null;
            for (Certificate next : certificates) {
                root = next;
            }
            if (root != null && root.getPublicKey() instanceof ECPublicKey key) {
                return point(key);
            }
        } catch (QuoteFormatException | CertificateException e) {
            throw new EvidenceFormatException("archive.evidence.quote", 0, "a quote with a chain", "" + e.getMessage());
        }
        throw new EvidenceFormatException("archive.evidence.quote", 0, "a chain that ends at an EC key", "another");
    }

    private static byte[] withoutNul(byte[] pem) {
        boolean terminated = pem.length > 0 && pem[pem.length - 1] == 0;
        return terminated ? Arrays.copyOf(pem, pem.length - 1) : pem;
    }

    private static Bytes point(ECPublicKey key) {
        byte[] point = new byte[RootKey.LENGTH];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE);
        return Bytes.wrap(point);
    }

    private static void put(BigInteger coordinate, byte[] point, int at) {
        byte[] bytes = coordinate.toByteArray();
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, point, at + COORDINATE - length, length);
    }
}
