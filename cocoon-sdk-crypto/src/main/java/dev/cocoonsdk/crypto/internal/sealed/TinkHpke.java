package dev.cocoonsdk.crypto.internal.sealed;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.subtle.HpkeDecrypt;
import com.google.crypto.tink.hybrid.subtle.HpkeEncrypt;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM through Tink, without its key prefix. */
@AccessesPartialKey
@LowLevelCryptoCaller
final class TinkHpke {

    private static final HpkeParameters PARAMETERS = parameters();

    private TinkHpke() {}

    private static HpkeParameters parameters() {
        try {
            return HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has this suite", e);
        }
    }

    static byte[] wrap(byte[] publicKey, byte[] info, byte[] plaintext) {
        try {
            HpkePublicKey key = HpkePublicKey.create(PARAMETERS, Bytes.copyFrom(publicKey), null);
            return HpkeEncrypt.create(key).encrypt(plaintext, info);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("recipient key: (expected: a point of X25519)", e);
        }
    }

    static KeyUnwrapper unwrapper(byte[] privateKey, byte[] publicKey) {
        try {
            HpkePublicKey key = HpkePublicKey.create(PARAMETERS, Bytes.copyFrom(publicKey), null);
            SecretBytes secret = SecretBytes.copyFrom(privateKey, InsecureSecretKeyAccess.get());
            HybridDecrypt decrypt = HpkeDecrypt.create(HpkePrivateKey.create(key, secret));
            return (info, wrap) -> {
                try {
                    return decrypt.decrypt(wrap, info);
                } catch (GeneralSecurityException e) {
                    return null;
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("private key: (expected: one of X25519)", e);
        }
    }
}
