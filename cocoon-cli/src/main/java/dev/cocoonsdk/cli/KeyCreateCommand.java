package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.keys.KeyFile;
import dev.cocoonsdk.crypto.keys.KeyFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a key in a new file. */
@Command(
        name = "create",
        description = {"Make an Ed25519 key in a new file. Prints the public key in base64."},
        footer = {"  ./cocoon key create wallet.key"})
final class KeyCreateCommand extends CliCommand {

    @Parameters(paramLabel = "FILE", description = "The new file; one that exists is never replaced.")
    private @Nullable Path file;

    @Mixin
    private final PassphraseOptions passphrase = new PassphraseOptions();

    KeyCreateCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        char[] secret = passphrase.read(context(), true);
        try {
            Hash256 publicKey = KeyFile.create(Objects.requireNonNull(file), secret, new SecureRandom());
            terminal().out().println(publicKey.toBase64());
            return ExitCode.OK;
        } catch (KeyFileException e) {
            throw CliException.usage(String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }
}
