package dev.cocoonsdk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class CocoonVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = CocoonVersion.class.getResourceAsStream("build.properties")) {
            build.load(in);
        }
        return new String[] {
            "cocoon " + build.getProperty("version") + " (Java "
                    + Runtime.version().feature() + ")"
        };
    }
}
