package dev.cocoonsdk.crypto.internal.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Picks the library of a suite. */
public final class HpkeKeys {

    /** Bytes of a private key, in both suites. */
    public static final int PRIVATE_KEY = 32;

    private HpkeKeys() {}

    /** Wraps with Tink's own randomness, X-Wing with the given one. */
    public static KeyWrapper wrapper(SecureRandom random) {
        return (suite, key, info, plaintext) -> suite == SealSuite.X_WING
                ? XWingHpke.wrap(key.toByteArray(), info, plaintext, random)
                : TinkHpke.wrap(key.toByteArray(), info, plaintext);
    }

    /** A new private key. */
    public static byte[] generate(SealSuite suite, SecureRandom random) {
        byte[] key = new byte[PRIVATE_KEY];
        if (suite == SealSuite.X_WING) {
            random.nextBytes(key);
        } else {
            X25519.generatePrivateKey(random, key);
        }
        return key;
    }

    /** The public key of a private key. */
    public static Bytes publicKey(SealSuite suite, byte[] privateKey) {
        if (suite == SealSuite.X_WING) {
            return Bytes.wrap(XWingHpke.publicKey(privateKey));
        }
        byte[] point = new byte[suite.publicKeyLength()];
        X25519.generatePublicKey(privateKey, 0, point, 0);
        return Bytes.wrap(point);
    }

    /** Opens what was wrapped to a key. */
    public static KeyUnwrapper unwrapper(SealSuite suite, byte[] privateKey, Bytes publicKey) {
        return suite == SealSuite.X_WING
                ? XWingHpke.unwrapper(privateKey)
                : TinkHpke.unwrapper(privateKey, publicKey.toByteArray());
    }
}
