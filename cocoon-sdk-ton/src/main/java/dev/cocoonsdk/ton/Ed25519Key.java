package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.security.auth.Destroyable;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 private key (RFC 8032), held as its 32-byte seed.
 *
 * <p>The seed cannot be read back and is never printed. {@link #destroy()} overwrites it. Thread-safe.
 */
public final class Ed25519Key implements Destroyable {

    /** Bytes in a seed. */
    public static final int SEED_LENGTH = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final Ed25519PublicKey publicKey;
    private boolean destroyed;

    private Ed25519Key(byte[] seed) {
        this.seed = seed;
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.publicKey = new Ed25519PublicKey(Hash256.of(point));
    }

    /**
     * The key of a seed, which is copied.
     *
     * @param seed 32 bytes
     * @throws IllegalArgumentException if the length is another one
     */
    public static Ed25519Key ofSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("seed: " + seed.length + " bytes (expected: " + SEED_LENGTH + ")");
        }
        return new Ed25519Key(seed.clone());
    }

    /**
     * The key of a seed as runner configurations hold it ({@code node_wallet_key}, {@code machine_specific_private_key}).
     *
     * @param base64 base64 of 32 bytes, standard alphabet
     * @throws IllegalArgumentException if the text is anything else; the message does not repeat it
     */
    public static Ed25519Key ofBase64(String base64) {
        byte[] seed = decode(base64);
        try {
            return ofSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("seed: not base64 (expected: base64 of 32 bytes)");
        }
    }

    /** A new key. */
    public static Ed25519Key generate(SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        random.nextBytes(seed);
        return new Ed25519Key(seed);
    }

    /** The public key; available also after {@link #destroy()}. */
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /**
     * Signs a message.
     *
     * @return 64 bytes
     * @throws IllegalStateException if the key was destroyed
     */
    public synchronized byte[] sign(byte[] message) {
        if (destroyed) {
            throw new IllegalStateException("key " + publicKey + " was destroyed");
        }
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey.value().toBytes(), 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** Overwrites the seed; signing fails from now on. */
    @Override
    public synchronized void destroy() {
        Arrays.fill(seed, (byte) 0);
        destroyed = true;
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "Ed25519Key[public key " + publicKey + "]";
    }
}
