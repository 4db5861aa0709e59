package dev.cocoonsdk.crypto;

/**
 * The steps of judging a peer, in their order ({@code docs/protocol/attestation.md} 9.5, 5): first whatever the evidence proves by
 * itself, then what Intel says about the platform, dates and the policy last.
 */
public enum VerificationStep {
    /** The TLS certificate is one that the protocol allows ({@code docs/protocol/attestation.md} 3). */
    CERTIFICATE,
    /** The quote has the layout of a TDX quote, version 4 or 5. */
    QUOTE_FORMAT,
    /** The platform's certificate chain ends at the pinned root key. */
    PLATFORM_CHAIN,
    /** The quoting enclave's report is signed by the platform and names the attestation key. */
    QE_REPORT,
    /** The quote is signed by the attestation key. */
    QUOTE_SIGNATURE,
    /** The quote's report data name the key of the peer's certificate, and claims about the quote agree with it. */
    BINDING,
    /** There is collateral for the platform. */
    COLLATERAL,
    /** Revocation lists are signed; neither the platform's nor an intermediate certificate is on them. */
    REVOCATION,
    /** The collateral's signing chain ends at the same root and its signatures hold. */
    COLLATERAL_CHAIN,
    /** The TCB information is for TDX and for this platform. */
    TCB_INFO,
    /** The TDX module is a known one and up to date. */
    TDX_MODULE,
    /** The quoting enclave is Intel's and up to date. */
    QUOTING_ENCLAVE,
    /** The platform's level is acceptable. */
    TCB_LEVEL,
    /** Certificates and collateral are valid at the time of the check. */
    DATES,
    /** Attributes and measurements are allowed. */
    MEASUREMENTS,
    /** The key that the quote names endorses the provider's other keys ({@code docs/sealed-envelope.md} 11). */
    ENDORSEMENT,
    /** The receipt is signed by an endorsed key and is for what it is shown for ({@code docs/sealed-envelope.md} 12). */
    RECEIPT
}
