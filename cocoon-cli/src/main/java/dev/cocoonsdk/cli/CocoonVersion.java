package dev.cocoonsdk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class CocoonVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "cocoon " + number() + " (Java " + Runtime.version().feature() + ")"
        };
    }

    /** Such as {@code 0.1.0}. */
    static String number() {
        Properties build = new Properties();
        try (InputStream in = CocoonVersion.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
