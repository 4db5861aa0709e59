package dev.cocoonsdk.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.keys.KeyFileException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir
    private Path folder;

    private Path create() {
        Path file = folder.resolve("wallet.key");
        Hash256 unused = KeyFile.create(file, PASSPHRASE, new SecureRandom());
        return file;
    }

    private static Reason reason(Path file, String passphrase) {
        return catchThrowableOfType(KeyFileException.class, () -> KeyFile.open(file, passphrase.toCharArray()))
                .reason();
    }

    @Test
    void holdsAKeyThatOnlyThePassphraseOpens() {
        Path file = create();
        byte[] point = new byte[32];

        Ed25519.generatePublicKey(KeyFile.open(file, PASSPHRASE), 0, point, 0);

        assertThat(KeyFile.publicKey(file)).isEqualTo(Hash256.of(point));
        assertThat(reason(file, "correct hors")).isEqualTo(Reason.WRONG_PASSPHRASE);
    }

    @Test
    void keepsAGivenSeedAndShowsNothingOfIt() throws IOException {
        Path file = folder.resolve("given.key");
        byte[] seed = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        Hash256 unused = KeyFile.store(file, seed, PASSPHRASE, new SecureRandom());

        assertThat(KeyFile.open(file, PASSPHRASE)).isEqualTo(seed);
        assertThat(Files.readString(file)).doesNotContain("MDEyMzQ1").contains("\"memory_kib\":65536");
    }

    @Test
    void isForItsOwnerOnlyAndNeverReplaced() throws IOException {
        Path file = create();

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        byte[] before = Files.readAllBytes(file);
        assertThat(catchThrowableOfType(KeyFileException.class, this::create).reason())
                .isEqualTo(Reason.EXISTS);
        assertThat(file).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining(left -> !left.equals(file));
    }

    @Test
    void isRefusedWhenItsParametersOrItsPublicKeyWereChanged() throws IOException {
        Path file = create();
        String text = Files.readString(file);

        Files.writeString(file, text.replace("\"iterations\":3", "\"iterations\":1"));
        assertThat(reason(file, "correct horse")).isEqualTo(Reason.WRONG_PASSPHRASE);
        Files.writeString(file, text.replace("\"memory_kib\":65536", "\"memory_kib\":2000000000"));
        assertThat(reason(file, "correct horse")).isEqualTo(Reason.MALFORMED);
        Files.writeString(
                file,
                text.replaceAll("\"public_key\":\"[^\"]*\"", "\"public_key\":\"" + Hash256.ZERO.toBase64() + "\""));
        assertThat(reason(file, "correct horse")).isEqualTo(Reason.WRONG_PASSPHRASE);
        Files.writeString(file, text.replace("\"version\":1", "\"version\":2"));
        assertThat(reason(file, "correct horse")).isEqualTo(Reason.MALFORMED);
        Files.writeString(file, "nothing");
        assertThat(reason(file, "correct horse")).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void needsAPassphraseAndAFileThatIsThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.create(folder.resolve("none"), new char[0], new SecureRandom()));
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(reason(folder.resolve("none"), "x")).isEqualTo(Reason.UNREADABLE);
    }
}
