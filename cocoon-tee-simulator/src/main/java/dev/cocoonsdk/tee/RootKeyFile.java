package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.RootKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The file that names a simulated root to a verifier, as {@code ./cocoon verify quote --simulated-root} takes it: the 65 bytes of the
 * public key as 130 hexadecimal digits.
 */
public final class RootKeyFile {

    private RootKeyFile() {}

    /**
     * Writes a root key.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, RootKey.Simulated root) throws IOException {
        String hex = HexFormat.of().formatHex(root.point().toByteArray());
        Files.writeString(file, hex + "\n", StandardCharsets.US_ASCII);
    }

    /**
     * Reads a root key.
     *
     * @throws IOException if the file cannot be read or holds something else, such as Intel's key
     */
    public static RootKey.Simulated read(Path file) throws IOException {
        try {
            String hex = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return new RootKey.Simulated(Bytes.wrap(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": (expected: the 130 hexadecimal digits of a simulated root key)", e);
        }
    }
}
