package dev.cocoonsdk.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command line of the official runners ({@code docs/protocol/wire.md} 12). */
final class RunnerOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file of the official runner, with our additions.")
    @Nullable
    Path config;

    @Option(
            names = {"-C", "--disable-ton"},
            paramLabel = "FILE",
            description = "Work without a chain: take the root configuration from this file (fake TON).")
    @Nullable
    Path fakeTon;

    @Option(
            names = {"-p", "--force-hash-checks"},
            description = "Check peers' image hashes also in test mode.")
    boolean forceHashChecks;

    /** The configuration file, which must be there. */
    Path requiredConfig(String example) {
        if (config == null) {
            throw CliException.usage("no configuration (give one with -c FILE; " + example + " is an example)");
        }
        return readable(config);
    }

    /** The fake root configuration, which must be there. */
    Path requiredFakeTon() {
        if (fakeTon == null) {
            throw CliException.usage("this version cannot read the TON chain yet; give a root configuration with"
                    + " --disable-ton FILE (examples/config/fake-ton-config.json is an example)");
        }
        return readable(fakeTon);
    }

    static Path readable(Path file) {
        if (!Files.exists(file)) {
            throw CliException.usage("no such file: " + file);
        }
        if (Files.isDirectory(file)) {
            throw CliException.usage(file + " is a directory (expected: a file)");
        }
        if (!Files.isReadable(file)) {
            throw CliException.usage("not allowed to read " + file);
        }
        return file;
    }
}
