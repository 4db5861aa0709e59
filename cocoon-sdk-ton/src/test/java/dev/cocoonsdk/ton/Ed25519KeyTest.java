package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519KeyTest {

    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    @Test
    void signsAsRfc8032Section7Test1() {
        Ed25519Key key = Ed25519Key.ofSeed(SEED);
        byte[] signature = key.sign(new byte[0]);

        assertThat(key.publicKey()).hasToString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        assertThat(key.publicKey().verify(new byte[0], signature)).isTrue();
    }

    @Test
    void verifiesTheDatabaseRecordOfTheVectors() {
        JsonObject record = Vectors.objects(Vectors.load("ton/signed_payments.json"), "vectors")
                .filter(vector -> vector.string("stored_hex") != null)
                .findFirst()
                .orElseThrow();
        byte[] stored = HexFormat.of().parseHex(Vectors.text(record, "stored_hex"));
        byte[] value = HexFormat.of().parseHex(Vectors.text(record, "value_hex"));
        byte[] signature = Arrays.copyOfRange(stored, value.length, stored.length);

        assertThat(Ed25519PublicKey.ofHex(Vectors.text(record, "public_key_hex"))
                        .verify(value, signature))
                .isTrue();
        assertThat(Ed25519Key.ofSeed(HexFormat.of().parseHex(Vectors.text(record, "private_key_hex")))
                        .sign(value))
                .isEqualTo(signature);
    }

    @Test
    void refusesEveryChangedBitOfMessageAndSignature() {
        Ed25519Key key = Ed25519Key.ofSeed(SEED);
        byte[] message = {1, 2, 3};
        byte[] signature = key.sign(message);

        for (int i = 0; i < 8 * signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i / 8] ^= (byte) (1 << (i % 8));
            assertThat(key.publicKey().verify(message, changed)).isFalse();
        }
        assertThat(key.publicKey().verify(new byte[] {1, 2, 4}, signature)).isFalse();
        assertThat(key.publicKey().verify(message, Arrays.copyOf(signature, 63)))
                .isFalse();
        assertThat(key.publicKey().verify(message, Arrays.copyOf(signature, 65)))
                .isFalse();
    }

    @Test
    void aKeyThatIsNoPointVerifiesNothing() {
        byte[] noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xff);

        assertThat(new Ed25519PublicKey(Hash256.of(noPoint)).verify(new byte[3], new byte[64]))
                .isFalse();
        assertThat(new Ed25519PublicKey(Hash256.ZERO).verify(new byte[3], new byte[64]))
                .isFalse();
    }

    @Test
    void neverPrintsItsSeed() {
        String text = Ed25519Key.ofSeed(SEED).toString();

        assertThat(text).doesNotContain(HexFormat.of().formatHex(SEED)).contains("d75a9801");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519Key.ofBase64("not a secret?"))
                .withMessage("seed: not base64 (expected: base64 of 32 bytes)")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519Key.ofBase64(Base64.getEncoder().encodeToString(new byte[31])))
                .withMessage("seed: 31 bytes (expected: 32)");
    }

    @Test
    void doesNotSignOnceDestroyedAndKeepsItsPublicKey() {
        Ed25519Key key = Ed25519Key.generate(new SecureRandom());
        Ed25519PublicKey publicKey = key.publicKey();

        assertThat(key.isDestroyed()).isFalse();
        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
        assertThat(key.publicKey()).isEqualTo(publicKey);
        assertThatIllegalStateException().isThrownBy(() -> key.sign(new byte[1]));
    }
}
