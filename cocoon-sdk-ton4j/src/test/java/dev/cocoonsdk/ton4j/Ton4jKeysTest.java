package dev.cocoonsdk.ton4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.wallet.Mnemonic;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Ton4jKeysTest {

    private static final Secret NONE = Secret.of("");

    @Test
    void aMnemonicOfTon4jGivesTheSameKeyHereAndThere() throws Exception {
        Secret words = Secret.of(org.ton.ton4j.mnemonic.Mnemonic.generateString(24));
        Ed25519Key theirs = Ton4jKeys.ofMnemonic(words, NONE);

        assertThat(theirs.publicKey()).isEqualTo(Mnemonic.of(words).toKey().publicKey());
        assertThat(theirs.publicKey().value().toBytes())
                .isEqualTo(org.ton.ton4j.mnemonic.Mnemonic.toKeyPair(
                                Arrays.asList(words.reveal().split(" ")))
                        .getPublicKey());
    }

    @Test
    void wordsThatDoNotBelongTogetherAreRefusedWithoutRepeatingThem() {
        Secret words = Secret.of("abandon ".repeat(24).strip());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ton4jKeys.ofMnemonic(words, NONE))
                .withMessageNotContaining("abandon");
    }

    @Test
    void takesTheSeedAndTheExpandedForm() {
        byte[] seed = new byte[32];
        seed[0] = 1;
        Ed25519Key key = Ed25519Key.ofSeed(seed);
        byte[] expanded = Arrays.copyOf(seed, 64);
        System.arraycopy(key.publicKey().value().toBytes(), 0, expanded, 32, 32);

        assertThat(Ton4jKeys.ofSecretKey(seed).publicKey()).isEqualTo(key.publicKey());
        assertThat(Ton4jKeys.ofSecretKey(expanded).publicKey()).isEqualTo(key.publicKey());
        assertThatIllegalArgumentException().isThrownBy(() -> Ton4jKeys.ofSecretKey(Arrays.copyOf(seed, 64)));
        assertThatIllegalArgumentException().isThrownBy(() -> Ton4jKeys.ofSecretKey(new byte[31]));
    }
}
