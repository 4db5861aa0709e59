package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.TdxPolicyFile;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.ProviderRefusedException;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import dev.cocoonsdk.tee.RootKeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a receipt with all that it rests on, from one file and without a network. */
@Command(
        name = "receipt",
        description = {
            "Judge a receipt's archive: the quote with its collateral, the endorsement of the keys, the receipt.",
            "All of it is judged for the time of the receipt; nothing is fetched."
        },
        footer = {
            "  ./cocoon verify receipt receipt.json",
            "  ./cocoon verify receipt receipt.json --json",
            "  ./cocoon verify receipt demo-receipt.json --allow-simulated"
        })
final class VerifyReceiptCommand extends CliCommand {

    @Parameters(paramLabel = "FILE", description = "The archive, as a client keeps it.")
    private @Nullable Path file;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Judge the evidence for this time instead of the receipt's, such as 2026-11-23T12:00:00Z.")
    private @Nullable String at;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "What is demanded (docs/attestation.md); by default UpToDate, no DEBUG, any image.")
    private @Nullable Path policyFile;

    @Option(
            names = "--simulated-root",
            paramLabel = "FILE",
            description = "Accept evidence of this simulator. It proves nothing.")
    private @Nullable Path simulatedRoot;

    @Option(
            names = "--allow-simulated",
            description = "Accept evidence of any simulator, and fake quotes of test networks. It proves nothing.")
    private boolean allowSimulated;

    @Option(names = "--json", description = "One JSON object on one line.")
    private boolean json;

    VerifyReceiptCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Path path = Objects.requireNonNull(file);
        ReceiptReport report = judge(path.toString(), read(path));
        return report.print(terminal(), json);
    }

    /** Tools that take the archive out of other JSON, such as {@code jq -c}, end it with a line break. */
    private static Bytes withoutNewline(byte[] file) {
        boolean ends = file.length > 0 && file[file.length - 1] == '\n';
        return Bytes.wrap(ends ? Arrays.copyOf(file, file.length - 1) : file);
    }

    private static Bytes read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(RunnerOptions.readable(path))) {
            return withoutNewline(in.readNBytes(ReceiptArchive.MAX_LENGTH + 2));
        }
    }

    private ReceiptReport judge(String name, Bytes bytes) throws IOException {
        ReceiptArchive archive;
        try {
            archive = ReceiptArchive.parse(bytes);
        } catch (EvidenceFormatException e) {
            return ReceiptReport.refused(
                    null, rejected(name, e.field(), e.expected(), e.actual(), FailureClass.MALFORMED));
        }
        RootKey.Simulated given =
                simulatedRoot == null ? null : RootKeyFile.read(RunnerOptions.readable(simulatedRoot));
        TdxPolicyFile demanded = policyFile == null ? null : VerifyOptions.policyFile(policyFile);
        if (given != null && demanded != null) {
            throw CliException.usage("--policy and --simulated-root: a policy file names its simulated root itself");
        }
        boolean toldSo = allowSimulated || given != null || (demanded != null && demanded.isSimulated());
        try {
            VerifiedProvider provider = archive.verify(
                    collateral -> demanded == null
                            ? policy(given == null ? archive.rootKey() : given, collateral)
                            : demanded.policy(collateral),
                    at(archive));
            return toldSo || archive.rootKey() instanceof RootKey.Intel
                    ? ReceiptReport.accepted(archive, provider)
                    : ReceiptReport.refused(archive, simulated(name, archive));
        } catch (ProviderRefusedException e) {
            return ReceiptReport.refused(archive, e.verdict());
        }
    }

    private static AttestationPolicy policy(@Nullable RootKey root, CollateralSource collateral) {
        if (root == null) {
            return AttestationPolicy.fakeTdx();
        }
        return root instanceof RootKey.Simulated simulated
                ? TdxPolicy.simulated(simulated, collateral).build()
                : TdxPolicy.builder(collateral).build();
    }

    private static Verdict.Rejected simulated(String name, ReceiptArchive archive) {
        return rejected(
                name,
                "root key",
                "Intel's; --allow-simulated or --simulated-root FILE takes others",
                archive.rootKind() + ": whoever has a simulator can make this evidence",
                FailureClass.POLICY);
    }

    private static Verdict.Rejected rejected(
            String name, String field, String expected, String actual, FailureClass failure) {
        return new Verdict.Rejected(name, VerificationStep.RECEIPT, field, expected, actual, failure, false);
    }

    private Instant at(ReceiptArchive archive) {
        return at == null ? archive.receipt().receipt().startedAt() : VerifyOptions.time(at);
    }
}
