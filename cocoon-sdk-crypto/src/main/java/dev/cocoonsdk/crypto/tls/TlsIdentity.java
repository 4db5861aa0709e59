package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 key with a self-signed certificate ({@code docs/protocol/attestation.md} 2). Immutable; the private key is never printed.
 *
 * <p>The certificate is valid for 24 hours, so long-lived processes use a {@link TlsIdentitySource}.
 */
public final class TlsIdentity {

    /** How long a certificate is valid, as the reference makes it. */
    static final Duration VALIDITY = Duration.ofDays(1);

    /** Peers look at their own clocks without any tolerance. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    private final CertificateKey key;
    private final @Nullable Bytes quote;
    private final X509Certificate certificate;

    private TlsIdentity(CertificateKey key, @Nullable Bytes quote, Instant now) {
        this.key = key;
        this.quote = quote;
        Instant start = now.minus(BACKDATED);
        this.certificate = new CertificateBuilder(key, start, start.plus(VALIDITY))
                .withQuote(quote)
                .build();
    }

    /** A new key whose certificate carries no quote, as clients of public networks show it. */
    public static TlsIdentity withoutQuote(Clock clock) {
        return new TlsIdentity(CertificateKey.generate(), null, clock.instant());
    }

    /** A new key whose certificate carries a fake quote, for test networks ({@code docs/protocol/attestation.md} 7). */
    public static TlsIdentity withFakeQuote(Clock clock) {
        CertificateKey key = CertificateKey.generate();
        return new TlsIdentity(key, Bytes.wrap(ReportData.of(key.publicKey())), clock.instant());
    }

    /**
     * A new key whose certificate carries a quote for it ({@code docs/protocol/attestation.md} 2, 4). May block while the quote is made.
     *
     * @param quotes where the quote comes from
     * @throws QuoteUnavailableException if it gives none, or one that is empty or too long for a certificate
     */
    public static TlsIdentity attested(QuoteSource quotes, Clock clock) {
        CertificateKey key = CertificateKey.generate();
        return new TlsIdentity(key, quote(key, quotes), clock.instant());
    }

    private static Bytes quote(CertificateKey key, QuoteSource quotes) {
        Bytes quote = quotes.quote(Bytes.wrap(ReportData.of(key.publicKey())));
        if (quote.isEmpty() || quote.length() > PeerEvidence.MAX_QUOTE_LENGTH) {
            throw new QuoteUnavailableException(
                    "own platform",
                    quote.length() + " bytes (expected: 1 to " + PeerEvidence.MAX_QUOTE_LENGTH + ")",
                    null);
        }
        return quote;
    }

    /** This key with a new quote in a new certificate. May block. */
    TlsIdentity requoted(QuoteSource quotes, Clock clock) {
        return new TlsIdentity(key, quote(key, quotes), clock.instant());
    }

    /** This key and quote in a new certificate. */
    TlsIdentity renewed(Instant now) {
        return new TlsIdentity(key, quote, now);
    }

    /** The Ed25519 public key, 32 bytes. */
    public Hash256 publicKey() {
        return key.publicKey();
    }

    /** The certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The quote in the certificate as its source gave it, or null if there is none. */
    public @Nullable Bytes quote() {
        return quote;
    }

    /**
     * The hash of what this side runs, as its own quote says ({@code docs/protocol/attestation.md} 6); {@link Hash256#ZERO} without one.
     *
     * @throws QuoteUnavailableException if what the source gave is no TDX quote
     */
    public Hash256 imageHash() {
        if (quote == null) {
            return Hash256.ZERO;
        } else if (quote.length() == ReportData.LENGTH) {
            return ImageHash.FAKE_TDX;
        }
        try {
            if (Quote.parse(quote).body() instanceof TdReport report) {
                return ImageHash.tdx(report.measurements());
            }
            throw new QuoteUnavailableException("own platform", "no quote of TDX", null);
        } catch (QuoteFormatException e) {
            throw new QuoteUnavailableException("own platform", "no quote", e);
        }
    }

    /**
     * Signs with the certificate's key (Ed25519, RFC 8032), so that what is bound to this key by a quote can speak for other keys
     * ({@code docs/protocol/attestation.md} 4).
     *
     * @param message begins with a label that says what it is for, so that no signature can be taken for one of another use, TLS
     *     included, whose messages begin with 64 spaces
     * @return 64 bytes
     */
    public Bytes sign(Bytes message) {
        return Bytes.wrap(key.sign(message.toByteArray()));
    }

    /** From when on the certificate is valid. */
    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    /** Until when the certificate is valid. */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    PrivateKey privateKey() {
        return key.privateKey();
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + publicKey() + ", until " + notAfter() + "]";
    }
}
