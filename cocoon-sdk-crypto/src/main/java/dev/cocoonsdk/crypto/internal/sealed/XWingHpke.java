package dev.cocoonsdk.crypto.internal.sealed;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/** X-Wing, HKDF-SHA256, AES-256-GCM through Bouncy Castle. */
final class XWingHpke {

    private static final int ENC = 1120;
    private static final byte[] NO_AAD = new byte[0];

    private XWingHpke() {}

    static byte[] wrap(byte[] publicKey, byte[] info, byte[] plaintext, SecureRandom random) {
        byte[] seed = new byte[64];
        random.nextBytes(seed);
        try {
            HPKEContextWithEncapsulation context =
                    hpke().setupBaseS(new XWingPublicKeyParameters(publicKey), info, seed);
            return Kdf.concat(context.getEncapsulation(), context.seal(NO_AAD, plaintext));
        } catch (InvalidCipherTextException | RuntimeException e) {
            throw new IllegalArgumentException("recipient key: (expected: one of X-Wing)", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    static byte[] publicKey(byte[] seed) {
        return hpke().serializePublicKey(pair(seed).getPublic());
    }

    static KeyUnwrapper unwrapper(byte[] seed) {
        AsymmetricCipherKeyPair pair = pair(seed);
        return (info, wrap) -> {
            try {
                byte[] enc = Arrays.copyOf(wrap, ENC);
                return hpke().setupBaseR(enc, pair, info).open(NO_AAD, Arrays.copyOfRange(wrap, ENC, wrap.length));
            } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
                return null;
            }
        };
    }

    private static AsymmetricCipherKeyPair pair(byte[] seed) {
        return hpke().deserializePrivateKey(seed, null);
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
