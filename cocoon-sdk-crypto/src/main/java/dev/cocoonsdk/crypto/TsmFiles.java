package dev.cocoonsdk.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What {@link TsmQuoteSource} does with files, so that tests can be the kernel. */
interface TsmFiles {

    void createFolder(Path folder) throws IOException;

    void removeFolder(Path folder) throws IOException;

    /** At most {@code limit} bytes. */
    byte[] read(Path file, int limit) throws IOException;

    /** In one write to a file that exists. */
    void write(Path file, byte[] content) throws IOException;

    /** The files of the system. */
    static TsmFiles ofSystem() {
        return new TsmFiles() {
            @Override
            public void createFolder(Path folder) throws IOException {
                Files.createDirectory(folder);
            }

            @Override
            public void removeFolder(Path folder) throws IOException {
                Files.delete(folder);
            }

            @Override
            public byte[] read(Path file, int limit) throws IOException {
                try (InputStream in = Files.newInputStream(file)) {
                    return in.readNBytes(limit);
                }
            }

            @Override
            public void write(Path file, byte[] content) throws IOException {
                Files.write(file, content, StandardOpenOption.WRITE);
            }
        };
    }
}
