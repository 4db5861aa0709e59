package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Hash256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair: signs certificates here and handshakes in the TLS engine. Immutable. */
final class CertificateKey {

    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final byte[] seed;
    private final Hash256 publicKey;
    private final PrivateKey privateKey;

    private CertificateKey(byte[] seed) {
        this.seed = seed;
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.publicKey = Hash256.of(point);
        this.privateKey = jdkKey(seed);
    }

    static CertificateKey generate() {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        new SecureRandom().nextBytes(seed);
        return new CertificateKey(seed);
    }

    private static PrivateKey jdkKey(byte[] seed) {
        byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + seed.length);
        System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, seed.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no Ed25519", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    Hash256 publicKey() {
        return publicKey;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
