package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.crypto.keys.KeyFile;
import dev.cocoonsdk.crypto.keys.KeyFileException;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.wallet.WalletKeys;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a wallet's key comes from: never an argument, which others could see. */
final class WalletKeyOptions {

    private static final int MAX_LENGTH = 16_384;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "An encrypted key file (./cocoon wallet new, ./cocoon key create).")
    private @Nullable Path keyFile;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "A file that is not encrypted, with 24 words, or the 32 bytes of the key in hexadecimal or base64; - reads"
                            + " standard input.")
    private @Nullable String secretFile;

    @Option(names = "--ask", description = "The terminal asks for the 24 words or the key.")
    private boolean ask;

    @Mixin
    private final PassphraseOptions passphrase = new PassphraseOptions();

    PassphraseOptions passphrase() {
        return passphrase;
    }

    /**
     * The key.
     *
     * @throws CliException if none is named or it cannot be read
     */
    Ed25519Key key(CliContext context) throws IOException {
        if (keyFile != null) {
            return open(context, RunnerOptions.readable(keyFile));
        } else if (secretFile != null) {
            return WalletKeys.parse(Secret.of(oneLine(text(context, secretFile))));
        } else if (ask) {
            return WalletKeys.parse(Secret.of(asked(context)));
        }
        throw CliException.usage("no key (give --key FILE, --secret-file FILE or --ask)");
    }

    private Ed25519Key open(CliContext context, Path file) throws IOException {
        char[] secret = passphrase.read(context, false);
        try {
            byte[] seed = KeyFile.open(file, secret);
            try {
                return Ed25519Key.ofSeed(seed);
            } finally {
                Arrays.fill(seed, (byte) 0);
            }
        } catch (KeyFileException e) {
            throw CliException.usage(String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static String text(CliContext context, String file) throws IOException {
        return file.equals("-")
                ? new String(context.in().readNBytes(MAX_LENGTH), StandardCharsets.UTF_8)
                : Files.readString(RunnerOptions.readable(Path.of(file)));
    }

    /** Files end with a line break, and words may stand on lines of their own. */
    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @SuppressWarnings("SystemConsoleNull")
    private static String asked(CliContext context) {
        Console console = context.terminal().errIsTerminal() ? System.console() : null;
        char[] words = console == null ? null : console.readPassword("Words or key: ");
        if (words == null) {
            throw CliException.usage("--ask needs a terminal, and there is none (use --key or --secret-file)");
        }
        return new String(words);
    }
}
