package dev.cocoonsdk.ton.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    private static final Bytes ONE = Bytes.copyOf("one".getBytes(StandardCharsets.US_ASCII));
    private static final Bytes TWO = Bytes.copyOf(new byte[0]);

    @TempDir
    Path folder;

    @Test
    void aRecordIsThereAfterTheFolderWasOpenedAgain() {
        try (StateFolder state = StateFolder.open(folder)) {
            state.write("wallet.journal", ONE);
            state.write("empty", ONE);
            state.write("empty", TWO);
            state.write("gone", ONE);
            state.delete("gone");
            state.delete("gone");
        }
        try (StateFolder state = StateFolder.open(folder)) {
            assertThat(state.read("wallet.journal")).isEqualTo(ONE);
            assertThat(state.read("empty")).isEqualTo(TWO);
            assertThat(state.read("gone")).isNull();
            assertThat(state.names()).containsExactlyInAnyOrder("wallet.journal", "empty");
        }
    }

    @Test
    void whatACrashLeftHalfWrittenIsNotARecord() throws IOException {
        try (StateFolder state = StateFolder.open(folder)) {
            state.write("a", ONE);
            Files.write(folder.resolve("a.tmp"), new byte[] {1, 2});
            assertThat(state.read("a")).isEqualTo(ONE);
            assertThat(state.names()).containsExactly("a");
        }
    }

    @Test
    void aDamagedRecordIsAnErrorThatNamesIt() throws IOException {
        try (StateFolder state = StateFolder.open(folder)) {
            state.write("a", ONE);
            byte[] file = Files.readAllBytes(folder.resolve("a.rec"));
            file[0] ^= 1;
            Files.write(folder.resolve("a.rec"), file);
            assertThatThrownBy(() -> state.read("a"))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("record a: damaged");
            Files.write(folder.resolve("a.rec"), new byte[3]);
            assertThatThrownBy(() -> state.read("a")).hasMessageContaining("damaged");
        }
    }

    @Test
    void aFolderIsOpenOnlyOnce() {
        try (StateFolder first = StateFolder.open(folder)) {
            assertThat(first.names()).isEmpty();
            assertThatThrownBy(() -> StateFolder.open(folder))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("already open");
        }
    }

    @Test
    void namesThatCouldLeaveTheFolderAreRefused() {
        try (StateFolder state = StateFolder.open(folder)) {
            for (String name : new String[] {"", "../x", ".x", "A", "a/b", "x".repeat(201)}) {
                assertThatThrownBy(() -> state.write(name, ONE))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("record name");
            }
        }
    }
}
