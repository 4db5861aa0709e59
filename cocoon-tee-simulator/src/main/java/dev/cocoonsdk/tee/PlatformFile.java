package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The file in which a simulated platform is kept. */
final class PlatformFile {

    private static final String SEED = "simulated_platform_seed";

    private PlatformFile() {}

    static void writeSeed(Path file, Bytes seed) throws IOException {
        Files.write(file, content(seed));
    }

    /** Writes the seed unless somebody was first, who then has written all of it when this returns. */
    static synchronized void createSeed(Path file, Bytes seed) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && channel.size() == 0) {
                ByteBuffer content = ByteBuffer.wrap(content(seed));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
            }
        }
    }

    private static byte[] content(Bytes seed) {
        JsonObject json = JsonValue.object(SEED, HexFormat.of().formatHex(seed.toByteArray()));
        return json.toJsonBytes();
    }

    static Bytes readSeed(Path file) throws IOException {
        String hex = seed(Files.readAllBytes(file));
        if (hex == null) {
            throw new IOException(file + ": (expected: JSON with " + SEED + ")");
        }
        try {
            return Bytes.wrap(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + SEED + " (expected: hexadecimal digits)", e);
        }
    }

    private static @Nullable String seed(byte[] content) throws IOException {
        try {
            return JsonValue.parse(content) instanceof JsonObject json ? json.string(SEED) : null;
        } catch (JsonFormatException e) {
            throw new IOException("simulated platform: no JSON", e);
        }
    }
}
