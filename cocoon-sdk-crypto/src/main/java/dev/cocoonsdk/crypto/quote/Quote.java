package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;

/**
 * A quote, taken apart ({@code docs/protocol/attestation.md} 9.1): TDX in versions 4 and 5, SGX in versions 3 to 5. Parsing believes
 * nothing; {@code QuoteVerifier} does the judging. Immutable.
 */
public final class Quote {

    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 48;

    private final Header header;
    private final QuoteBody body;
    private final Bytes signedBytes;
    private final SignatureData signature;
    private final Bytes trailing;

    Quote(Header header, QuoteBody body, Bytes signedBytes, SignatureData signature, Bytes trailing) {
        this.header = header;
        this.body = body;
        this.signedBytes = signedBytes;
        this.signature = signature;
        this.trailing = trailing;
    }

    /**
     * Takes a quote apart. Total: any bytes give a quote or the exception. Sizes must nest exactly; bytes behind the signature data are
     * kept in {@link #trailing()}.
     *
     * @throws QuoteFormatException if the bytes have none of the known layouts
     */
    public static Quote parse(Bytes quote) throws QuoteFormatException {
        return new QuoteParser(quote).parse();
    }

    /** Version: 3, 4 or 5. */
    public int version() {
        return header.version();
    }

    /** Whether it attests a TDX trust domain; an SGX enclave otherwise. */
    public boolean isTdx() {
        return body instanceof TdReport;
    }

    /** The header. */
    public Header header() {
        return header;
    }

    /** What is attested. */
    public QuoteBody body() {
        return body;
    }

    /** Header and body (in version 5 with its body header): what {@link #signature()} covers. */
    public Bytes signedBytes() {
        return signedBytes;
    }

    /** Everything that proves the body. */
    public SignatureData signature() {
        return signature;
    }

    /**
     * Bytes behind the signature data: often zeros, sometimes anything. No signature covers them and nothing looks at them; Intel's
     * parser tolerates them too.
     */
    public Bytes trailing() {
        return trailing;
    }

    @Override
    public String toString() {
        return "Quote[version " + version() + ", " + body + "]";
    }

    /**
     * The first 48 bytes.
     *
     * @param version 3, 4 or 5
     * @param reserved 4 bytes; in version 3 the security versions of quoting and provisioning enclave
     * @param userData 20 bytes of the quoting enclave's choice
     */
    public record Header(int version, Bytes reserved, Bytes userData) {}

    /**
     * The signatures and what they rest on.
     *
     * @param quoteSignature of the {@link Quote#signedBytes()} by the attestation key: r and s, 32 bytes each, big-endian
     * @param attestationKey public key on P-256: X and Y, 32 bytes each, big-endian
     * @param qeReport report of the quoting enclave that made the attestation key
     * @param qeReportSignature of the report by the platform's PCK key, as the other one
     * @param qeAuthenticationData bytes that the report covers together with the attestation key
     * @param certification names the PCK key
     */
    public record SignatureData(
            Bytes quoteSignature,
            Bytes attestationKey,
            EnclaveReport qeReport,
            Bytes qeReportSignature,
            Bytes qeAuthenticationData,
            CertificationData certification) {}
}
