package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.internal.sealed.HpkeKeys;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import dev.cocoonsdk.crypto.internal.sealed.KeyUnwrapper;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What we wrap with (Tink for X25519) against Bouncy Castle, both ways, and that anything else does not open. */
class HpkeDifferentialTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NO_AAD = new byte[0];

    @RepeatedTest(20)
    void bouncyCastleOpensWhatTinkSealed() throws Exception {
        byte[] key = HpkeKeys.generate(SealSuite.X25519, RANDOM);
        Bytes publicKey = HpkeKeys.publicKey(SealSuite.X25519, key);
        byte[] info = random(90);
        byte[] secrets = random(64);
        byte[] wrap = HpkeKeys.wrapper(RANDOM).wrap(SealSuite.X25519, publicKey, info, secrets);
        AsymmetricCipherKeyPair pair = hpke().deserializePrivateKey(key, publicKey.toByteArray());
        byte[] enc = Arrays.copyOf(wrap, 32);
        assertThat(hpke().setupBaseR(enc, pair, info).open(NO_AAD, Arrays.copyOfRange(wrap, 32, wrap.length)))
                .isEqualTo(secrets);
    }

    @RepeatedTest(20)
    void tinkOpensWhatBouncyCastleSealed() throws Exception {
        AsymmetricCipherKeyPair pair = hpke().generatePrivateKey();
        byte[] publicKey = hpke().serializePublicKey(pair.getPublic());
        byte[] info = random(90);
        byte[] secrets = random(64);
        HPKEContextWithEncapsulation context = hpke().setupBaseS(pair.getPublic(), info);
        byte[] wrap = Kdf.concat(context.getEncapsulation(), context.seal(NO_AAD, secrets));
        KeyUnwrapper unwrapper = HpkeKeys.unwrapper(
                SealSuite.X25519, hpke().serializePrivateKey(pair.getPrivate()), Bytes.wrap(publicKey));
        assertThat(unwrapper.unwrap(info, wrap)).isEqualTo(secrets);
    }

    @Test
    void noChangedByteOfAWrapOpens() {
        for (SealSuite suite : SealSuite.values()) {
            byte[] key = HpkeKeys.generate(suite, RANDOM);
            Bytes publicKey = HpkeKeys.publicKey(suite, key);
            KeyUnwrapper unwrapper = HpkeKeys.unwrapper(suite, key, publicKey);
            byte[] info = random(90);
            byte[] wrap = HpkeKeys.wrapper(RANDOM).wrap(suite, publicKey, info, random(64));
            assertThat(wrap).hasSize(suite.wrapLength());
            assertThat(unwrapper.unwrap(random(90), wrap)).isNull();
            for (int i = 0; i < wrap.length; i++) {
                wrap[i] ^= 0x40;
                assertThat(unwrapper.unwrap(info, wrap))
                        .as("%s byte %d", suite, i)
                        .isNull();
                wrap[i] ^= 0x40;
            }
            assertThat(unwrapper.unwrap(info, wrap)).hasSize(64);
        }
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
