package dev.cocoonsdk.cli;

import dev.cocoonsdk.crypto.keys.KeyFile;
import dev.cocoonsdk.crypto.keys.KeyFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the public key of a file. The private key is never shown. */
@Command(
        name = "show",
        description = {"Print the public key of a key file in base64. The private key is never shown."},
        footer = {"  ./cocoon key show wallet.key", "  ./cocoon key show wallet.key --check"})
final class KeyShowCommand extends CliCommand {

    @Parameters(paramLabel = "FILE", description = "The key file.")
    private @Nullable Path file;

    @Option(names = "--check", description = "Also open it with the passphrase.")
    private boolean check;

    @Mixin
    private final PassphraseOptions passphrase = new PassphraseOptions();

    KeyShowCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Path path = RunnerOptions.readable(Objects.requireNonNull(file));
        try {
            if (check) {
                open(path);
            }
            terminal().out().println(KeyFile.publicKey(path).toBase64());
            return ExitCode.OK;
        } catch (KeyFileException e) {
            throw CliException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private void open(Path path) throws IOException {
        char[] secret = passphrase.read(context(), false);
        try {
            Arrays.fill(KeyFile.open(path, secret), (byte) 0);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }
}
