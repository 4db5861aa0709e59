package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key (RFC 8032) that signs receipts, and the check of such signatures. Thread-safe. */
final class Ed25519Signer {

    static final int SIGNATURE_LENGTH = Ed25519.SIGNATURE_SIZE;

    private final byte[] seed;
    private final Hash256 publicKey;
    private boolean destroyed;

    Ed25519Signer(SecureRandom random) {
        this.seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.publicKey = Hash256.of(point);
    }

    Hash256 publicKey() {
        return publicKey;
    }

    synchronized Bytes sign(Bytes message) {
        if (destroyed) {
            throw new IllegalStateException("receipt key " + publicKey + " was destroyed");
        }
        byte[] signature = new byte[SIGNATURE_LENGTH];
        byte[] signed = message.toByteArray();
        Ed25519.sign(seed, 0, signed, 0, signed.length, signature, 0);
        return Bytes.wrap(signature);
    }

    synchronized void destroy() {
        Arrays.fill(seed, (byte) 0);
        destroyed = true;
    }

    static boolean verify(Hash256 publicKey, Bytes message, Bytes signature) {
        byte[] signed = message.toByteArray();
        return signature.length() == SIGNATURE_LENGTH
                && Ed25519.verify(signature.toByteArray(), 0, publicKey.toBytes(), 0, signed, 0, signed.length);
    }
}
