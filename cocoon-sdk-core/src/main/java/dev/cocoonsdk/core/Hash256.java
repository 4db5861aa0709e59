package dev.cocoonsdk.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** 32 bytes: a SHA-256 hash, a cell hash, a request id or a public key. Immutable; equality is by value. */
public final class Hash256 implements Comparable<Hash256> {

    /** Length in bytes. */
    public static final int LENGTH = 32;

    /** All bits zero. */
    public static final Hash256 ZERO = new Hash256(new byte[LENGTH]);

    private final byte[] bytes;

    private Hash256(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies 32 bytes.
     *
     * @throws IllegalArgumentException if the length is not 32
     */
    public static Hash256 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("hash: " + bytes.length + " bytes (expected: " + LENGTH + ")");
        }
        return new Hash256(bytes.clone());
    }

    /**
     * Parses 64 hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Hash256 ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /**
     * Parses base64 text of 32 bytes, standard alphabet.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Hash256 ofBase64(String base64) {
        return of(Base64.getDecoder().decode(base64));
    }

    /** The SHA-256 hash of the concatenation of {@code parts}. */
    public static Hash256 sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return new Hash256(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A copy of the 32 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** 64 lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Standard base64, 44 characters. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Compares as unsigned big-endian numbers. */
    @Override
    public int compareTo(Hash256 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** Equality by value in constant time, so that it may compare secrets' hashes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Hash256 hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
