package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032): the signing key of a proxy or the key of a wallet.
 *
 * @param value the 32 bytes of the encoded point
 */
public record Ed25519PublicKey(Hash256 value) {

    /** Bytes in a signature. */
    public static final int SIGNATURE_LENGTH = 64;

    /**
     * Parses 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Ed25519PublicKey ofHex(String hex) {
        return new Ed25519PublicKey(Hash256.ofHex(hex));
    }

    /**
     * Whether {@code signature} is the signature of {@code message} under this key. False also for a signature of another length
     * and for a key that is no point of the curve.
     */
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == SIGNATURE_LENGTH
                && Ed25519.verify(signature, 0, value.toBytes(), 0, message, 0, message.length);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return value.toHex();
    }
}
