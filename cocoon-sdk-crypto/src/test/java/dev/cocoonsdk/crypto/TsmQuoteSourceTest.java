package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsmQuoteSourceTest {

    private static final Bytes REPORT_DATA = Bytes.wrap(new byte[64]);

    @TempDir
    private Path folder;

    private final Kernel kernel = new Kernel();

    @Test
    void takesTheQuoteForItsReportDataAndTidiesUp() throws Exception {
        assertThat(source().quote(REPORT_DATA)).isEqualTo(Bytes.utf8("quote of 64 bytes"));
        assertThat(source().quote(REPORT_DATA)).isEqualTo(Bytes.utf8("quote of 64 bytes"));
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesAnotherKindOfEnclave() {
        kernel.provider = "sev_guest\n";

        assertThatThrownBy(() -> source().quote(REPORT_DATA))
                .isInstanceOf(QuoteUnavailableException.class)
                .hasMessageContaining("sev_guest")
                .hasMessageContaining("tdx_guest");
    }

    @Test
    void noticesAnotherWriter() {
        kernel.otherWriters = 1;

        assertThatThrownBy(() -> source().quote(REPORT_DATA))
                .isInstanceOf(QuoteUnavailableException.class)
                .hasMessageContaining("another writer");
    }

    @Test
    void refusesAQuoteThatIsTooLongOrEmpty() {
        kernel.quote = new byte[PeerEvidence.MAX_QUOTE_LENGTH + 5];
        assertThatThrownBy(() -> source().quote(REPORT_DATA)).isInstanceOf(QuoteUnavailableException.class);

        kernel.quote = new byte[0];
        assertThatThrownBy(() -> source().quote(REPORT_DATA)).isInstanceOf(QuoteUnavailableException.class);
    }

    @Test
    void saysThatThisMachineIsNoTd() {
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> TsmQuoteSource.in(absent).quote(REPORT_DATA))
                .isInstanceOf(QuoteUnavailableException.class)
                .hasMessageContaining("is this a TD?")
                .hasMessageContaining("absent")
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesReportDataOfAnotherLength() {
        assertThatThrownBy(() -> source().quote(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    private TsmQuoteSource source() {
        return new TsmQuoteSource(folder, kernel);
    }

    /** Behaves as the kernel's documentation says, on the real files of a folder. */
    private static final class Kernel implements TsmFiles {

        private final TsmFiles system = TsmFiles.ofSystem();
        private String provider = "tdx_guest\n";
        private byte[] quote = "quote of 64 bytes".getBytes(StandardCharsets.UTF_8);
        private int otherWriters;
        private long generation;

        @Override
        public void createFolder(Path request) throws IOException {
            system.createFolder(request);
            for (String attribute : new String[] {"inblob", "outblob"}) {
                Files.createFile(request.resolve(attribute));
            }
            Files.writeString(request.resolve("provider"), provider);
            Files.writeString(request.resolve("generation"), generation + "\n");
        }

        @Override
        public void removeFolder(Path request) throws IOException {
            for (String attribute : new String[] {"inblob", "outblob", "provider", "generation"}) {
                Files.delete(request.resolve(attribute));
            }
            system.removeFolder(request);
        }

        @Override
        public byte[] read(Path file, int limit) throws IOException {
            return system.read(file, limit);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            system.write(file, content);
            boolean zeros = Arrays.equals(content, new byte[64]);
            Files.write(file.resolveSibling("outblob"), zeros ? quote : content);
            generation += 1 + otherWriters;
            Files.writeString(file.resolveSibling("generation"), generation + "\n");
        }
    }
}
