package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.TdxPolicyFile;
import dev.cocoonsdk.crypto.collateral.CollateralBundle;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralFolder;
import dev.cocoonsdk.crypto.collateral.CollateralService;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.eventlog.EventLog;
import dev.cocoonsdk.crypto.eventlog.EventLogFormatException;
import dev.cocoonsdk.tee.RootKeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What {@code verify quote} and {@code verify cert} judge with. */
final class VerifyOptions {

    private static final int MAX_POLICY = 1 << 20;

    @ArgGroup(exclusive = true)
    private @Nullable Source source;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Judge for this time, such as 2025-07-01 or 2025-07-01T12:00:00Z; now by default.")
    private @Nullable String at;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "What is demanded (docs/attestation.md); by default UpToDate, no DEBUG, any image.")
    private @Nullable Path policy;

    @Option(
            names = "--simulated-root",
            paramLabel = "FILE",
            description = "Judge quotes of a simulator under its root key instead of Intel's. Proves nothing.")
    private @Nullable Path simulatedRoot;

    @Option(
            names = "--event-log",
            paramLabel = "FILE",
            description = "Explain the registers by this log (/sys/firmware/acpi/tables/data/CCEL).")
    private @Nullable Path eventLog;

    @Option(names = "--json", description = "One JSON object on one line.")
    private boolean json;

    /** Where collateral comes from; without, there is none. */
    static final class Source {

        @Option(
                names = "--collateral",
                paramLabel = "DIR",
                description = "Collateral from the files of a folder, recognised by their content.")
        private @Nullable Path folder;

        @Option(names = "--bundle", paramLabel = "FILE", description = "Collateral from one bundle.")
        private @Nullable Path bundle;

        @Option(
                names = "--pccs",
                paramLabel = "URL",
                description = "Collateral from a PCCS, or from Intel: https://api.trustedservices.intel.com")
        private @Nullable URI service;
    }

    boolean json() {
        return json;
    }

    Instant at(Clock clock) {
        return at == null ? clock.instant() : time(at);
    }

    /** What {@code --at} means. */
    static Instant time(String text) {
        try {
            return text.length() == "2025-07-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw CliException.usage("--at " + text + " (expected: such as 2025-07-01 or 2025-07-01T12:00:00Z)", e);
        }
    }

    static TdxPolicyFile policyFile(Path file) throws IOException {
        return TdxPolicyFile.parse(read(file, MAX_POLICY).toByteArray());
    }

    AttestationPolicy policy() throws IOException {
        CollateralSource collateral = collateral();
        if (policy != null && simulatedRoot != null) {
            throw CliException.usage("--policy and --simulated-root: a policy file names its simulated root itself");
        } else if (policy != null) {
            return policyFile(policy).policy(collateral);
        } else if (simulatedRoot != null) {
            return TdxPolicy.simulated(RootKeyFile.read(RunnerOptions.readable(simulatedRoot)), collateral)
                    .build();
        }
        return TdxPolicy.builder(collateral).build();
    }

    private CollateralSource collateral() throws IOException {
        if (source == null) {
            return CollateralSource.none();
        } else if (source.folder != null) {
            return folder(source.folder);
        } else if (source.bundle != null) {
            return bundle(source.bundle);
        }
        return source.service == null
                ? CollateralSource.none()
                : CollateralService.builder().baseUrl(source.service).build();
    }

    private static CollateralSource folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CliException.usage("--collateral " + folder + " is no folder");
        }
        return CollateralFolder.of(folder);
    }

    private static CollateralSource bundle(Path file) throws IOException {
        try {
            return CollateralBundle.read(RunnerOptions.readable(file));
        } catch (CollateralException e) {
            throw CliException.usage("--bundle " + file + ": " + e.getMessage(), e);
        }
    }

    @Nullable
    EventLog eventLog() throws IOException {
        Path file = eventLog;
        if (file == null) {
            return null;
        }
        try {
            return EventLog.parse(read(file, EventLog.MAX_LENGTH + 1));
        } catch (EventLogFormatException e) {
            throw CliException.usage("--event-log " + file + ": " + e.getMessage(), e);
        }
    }

    /** At most {@code limit} bytes of a file. */
    static Bytes read(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(RunnerOptions.readable(file))) {
            return Bytes.wrap(in.readNBytes(limit));
        }
    }
}
