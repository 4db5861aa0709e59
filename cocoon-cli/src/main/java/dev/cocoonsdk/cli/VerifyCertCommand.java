package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.tls.CertificateEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Judges an RA-TLS certificate from a file. */
@Command(
        name = "cert",
        description = {"Judge an RA-TLS certificate, the quote in it, and whether the quote belongs to its key."},
        footer = {
            "  ./cocoon verify cert peer.pem --collateral DIR",
            "  ./cocoon verify cert peer.der --bundle collateral.json --json"
        })
final class VerifyCertCommand extends CliCommand {

    @Parameters(paramLabel = "FILE", description = "The certificate, PEM or DER.")
    private @Nullable Path file;

    @Mixin
    private final VerifyOptions options = new VerifyOptions();

    VerifyCertCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Path path = Objects.requireNonNull(file);
        Instant at = options.at(Clock.systemUTC());
        Bytes content = VerifyOptions.read(path, CertificateEvidence.MAX_LENGTH + 1);
        CertificateEvidence certificate = CertificateEvidence.read(path.toString(), content, at);
        Verdict verdict = certificate.judge(options.policy(), at);
        PeerEvidence evidence = certificate.evidence();
        Bytes quote = evidence == null ? null : evidence.quote();
        return new VerifyReport(verdict, quote, true, at, options.eventLog()).print(terminal(), options.json());
    }
}
