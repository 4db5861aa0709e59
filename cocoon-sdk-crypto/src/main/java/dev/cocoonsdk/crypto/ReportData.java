package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What binds a quote to the key of a certificate ({@code docs/protocol/attestation.md} 4). */
public final class ReportData {

    /** Length in bytes. */
    public static final int LENGTH = 64;

    private ReportData() {}

    /**
     * The report data of a quote that belongs to a key: SHA-512 of the key.
     *
     * @param publicKey Ed25519 public key, 32 bytes
     * @return 64 bytes, the caller's
     */
    public static byte[] of(Hash256 publicKey) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(publicKey.toBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
