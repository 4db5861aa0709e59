package dev.cocoonsdk.ton.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.Vectors;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ton.ton4j.mnemonic.Pair;

class MnemonicTest {

    private static final List<JsonObject> FILE = Vectors.list(Vectors.load("ton-core/mnemonics.json"), "vectors");
    private static final String WORDS = Vectors.text(FILE.get(0), "words");

    @TestFactory
    Stream<DynamicTest> giveTheKeysOfTheTypeScriptLibrary() {
        return FILE.stream()
                .map(vector -> DynamicTest.dynamicTest(
                        "with password of " + Vectors.text(vector, "password").length() + " characters, key "
                                + Vectors.text(vector, "public_key_hex"),
                        () -> check(vector)));
    }

    private static void check(JsonObject vector) {
        Secret words = Secret.of(Vectors.text(vector, "words"));
        Mnemonic mnemonic = Mnemonic.of(words, Secret.of(Vectors.text(vector, "password")));

        assertThat(mnemonic.toKey().publicKey())
                .isEqualTo(Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex")));
        assertThat(mnemonic.reveal()).isEqualTo(words.reveal());
        if (!Vectors.flag(vector, "valid_without_password")) {
            assertThatThrownBy(() -> Mnemonic.of(words)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void generatesWordsOfWhichTon4jMakesTheSameKey() throws Exception {
        Mnemonic mnemonic = Mnemonic.generate(new SecureRandom());

        List<String> words = List.of(mnemonic.reveal().split(" "));
        Pair pair = org.ton.ton4j.mnemonic.Mnemonic.toKeyPair(words);

        assertThat(words).hasSize(24);
        assertThat(org.ton.ton4j.mnemonic.Mnemonic.isValid(words, "")).isTrue();
        assertThat(mnemonic.toKey().publicKey().value()).isEqualTo(Hash256.of(pair.getPublicKey()));
        assertThat(Mnemonic.of(Secret.of(mnemonic.reveal()))).isEqualTo(mnemonic);
    }

    @Test
    void generatesWordsForAPassword() {
        Secret password = Secret.of("correct horse");

        Mnemonic mnemonic = Mnemonic.generate(new SecureRandom(), password);

        assertThat(Mnemonic.of(Secret.of(mnemonic.reveal()), password)).isEqualTo(mnemonic);
        assertThatThrownBy(() -> Mnemonic.of(Secret.of(mnemonic.reveal())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsWordsInAnyCaseAndWithAnySpaces() {
        String spread = "  " + WORDS.replace(" ", "   ").toUpperCase(Locale.ROOT) + " ";

        assertThat(Mnemonic.of(Secret.of(spread)).reveal()).isEqualTo(WORDS);
        assertThat(WalletKeys.parse(Secret.of(spread)).publicKey())
                .isEqualTo(Ed25519PublicKey.ofHex(Vectors.text(FILE.get(0), "public_key_hex")));
    }

    @Test
    void refusesOtherWordsWithoutRepeatingThem() {
        List<String> wrong = List.of(
                WORDS.substring(0, WORDS.lastIndexOf(' ')),
                WORDS.replaceFirst("^\\w+", "cocoonish"),
                WORDS.replaceFirst("^\\w+", "abandon"),
                "");

        for (String words : wrong) {
            assertThatThrownBy(() -> Mnemonic.of(Secret.of(words)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain("cocoonish", "abandon", WORDS.split(" ")[1]);
        }
        assertThatThrownBy(() -> Mnemonic.of(Secret.of(WORDS), Secret.of("password of no use")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverPrintsKeysOrWords() {
        assertThat(Mnemonic.of(Secret.of(WORDS))).hasToString("Mnemonic[hidden]");
        assertThatThrownBy(() -> WalletKeys.parse(Secret.of("0123abc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("0123abc");
    }

    @Test
    void takesTheListOfBip39() {
        byte[] list =
                String.join("\n", WordList.WORDS).concat("\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(WordList.WORDS).hasSize(2048);
        assertThat(Hash256.sha256(list).toHex())
                .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }
}
