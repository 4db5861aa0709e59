package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
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

    @Option(
            names = "--simulated-tee",
            paramLabel = "FILE",
            description =
                    "Test networks only: pretend to run in the enclave of the simulated platform in this file, which"
                            + " is made if missing; peers accept it by policy simulated_tdx.")
    @Nullable
    Path simulatedTee;

    /**
     * With the simulated platform, if one is wanted; says which image this process pretends to run.
     *
     * @param role names the image
     * @param test whether the network is a test network
     */
    TdxConfig simulated(TdxConfig config, String role, boolean test, PrintStream out) {
        if (simulatedTee == null) {
            return config;
        } else if (!test) {
            throw CliException.usage("--simulated-tee proves nothing (expected: a test network, is_test)");
        }
        SimulatedTee tee = SimulatedTee.open(simulatedTee, role);
        out.println("simulated image  "
                + Base64.getEncoder().encodeToString(tee.image().imageHash().toBytes()));
        return tee.in(config);
    }

    /** The configuration file, which must be there. */
    Path requiredConfig(String example) {
        if (config == null) {
            throw CliException.usage("no configuration (give one with -c FILE; " + example + " is an example)");
        }
        return readable(config);
    }

    /** Nothing says where the root configuration comes from. */
    static CliException noRoot(String section) {
        return CliException.usage("no network: name a chain's servers in " + section
                + ".ton.endpoints of the configuration (./cocoon devnet --configs DIR writes such files), or work without a"
                + " chain with --disable-ton FILE (examples/config/fake-ton-config.json is an example)");
    }

    /** With a folder beside the configuration file for what must survive a crash, if {@code section} names none. */
    static JsonObject withState(Path config, JsonObject file, String section) {
        JsonObject ours = file.object(section);
        if (ours != null && ours.get("db_path") != null) {
            return file;
        }
        String name = String.valueOf(config.getFileName()).replaceFirst("\\.json$", "") + "-state";
        return withAdditions(
                file,
                section,
                Map.of("db_path", JsonValue.of(config.resolveSibling(name).toString())));
    }

    /** A copy of {@code file} in which these members of our object {@code section} are set; {@code file} itself if there are none. */
    static JsonObject withAdditions(JsonObject file, String section, Map<String, JsonValue> members) {
        if (members.isEmpty()) {
            return file;
        }
        JsonObject ours = file.object(section);
        JsonObject changed = ours == null ? JsonValue.object() : ours;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            changed = changed.with(member.getKey(), member.getValue());
        }
        return file.with(section, changed);
    }

    /**
     * What {@code parser} makes of the file's content.
     *
     * @throws ConfigException if it makes nothing of it; the message names the file
     */
    static <T> T parsed(Path file, Function<JsonObject, T> parser) {
        JsonObject json = RunnerConfigReader.parseFile(file);
        try {
            return parser.apply(json);
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
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
