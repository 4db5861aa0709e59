package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;

/**
 * What Intel publishes about a kind of platform, byte for byte as it was delivered and not yet believed: all of it is checked whenever
 * a quote is ({@code docs/protocol/attestation.md} 9.3).
 *
 * @param tcbInfo JSON with signature
 * @param tcbInfoIssuerChain PEM, two certificates
 * @param qeIdentity JSON with signature
 * @param qeIdentityIssuerChain PEM, two certificates
 * @param pckCrl DER
 * @param pckCrlIssuerChain PEM, two certificates
 * @param rootCaCrl DER
 */
public record Collateral(
        Bytes tcbInfo,
        Bytes tcbInfoIssuerChain,
        Bytes qeIdentity,
        Bytes qeIdentityIssuerChain,
        Bytes pckCrl,
        Bytes pckCrlIssuerChain,
        Bytes rootCaCrl) {}
