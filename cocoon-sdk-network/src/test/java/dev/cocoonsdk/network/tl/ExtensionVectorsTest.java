package dev.cocoonsdk.network.tl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of {@code docs/protocol-extensions.md} 6, taken from the document itself. */
class ExtensionVectorsTest {

    private final List<String> hex = hexLines();

    @Test
    void helloHasTheBytesOfItsDescription() {
        assertSame(new CocoonsdkHello(1, List.of("cancel"), List.of("/v1/embeddings"), List.of(), 512), hex.get(0));
    }

    @Test
    void cancelHasTheBytesOfItsDescription() {
        assertSame(new CocoonsdkCancel(Hash256.ofHex("bb".repeat(32))), hex.get(1));
    }

    @Test
    void evidenceHasTheBytesOfItsDescription() {
        assertSame(new CocoonsdkEvidence(TlBytes.ofUtf8("{\"tls_key\":\"AA==\"}")), hex.get(2));
    }

    private static void assertSame(TlObject object, String bytes) {
        assertThat(object.toBoxedBytes().toHex()).isEqualTo(bytes);
        assertThat(TlReader.parse(TlBytes.ofHex(bytes), TlObjects::read)).isEqualTo(object);
    }

    private static List<String> hexLines() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "protocol-extensions.md")).stream()
                    .filter(line -> line.matches("    [0-9a-f]+"))
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
