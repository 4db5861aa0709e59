package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of {@code src/test/resources/tdx}. */
public final class TdxVectors {

    private TdxVectors() {}

    /** A file as it is. */
    public static Bytes read(String name) {
        try (InputStream in = TdxVectors.class.getResourceAsStream("/tdx/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no vector " + name);
            }
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
