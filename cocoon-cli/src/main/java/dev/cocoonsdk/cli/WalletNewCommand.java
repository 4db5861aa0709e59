package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.keys.KeyFile;
import dev.cocoonsdk.crypto.keys.KeyFileException;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.wallet.Mnemonic;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a wallet's key. */
@Command(
        name = "new",
        description = {
            "Make a wallet's key: in a new file, encrypted under a passphrase; or as 24 words, which are shown once and kept nowhere.",
            "Prints the public key and the addresses of the key's ordinary wallets. A Cocoon wallet's address depends on its owner:",
            "./cocoon wallet address --owner."
        },
        footer = {"  ./cocoon wallet new owner.key", "  ./cocoon wallet new --words"})
final class WalletNewCommand extends CliCommand {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The new file; one that exists is never replaced.")
    private @Nullable Path file;

    @Option(names = "--words", description = "Show 24 words in place of writing a file.")
    private boolean words;

    @Option(
            names = "--testnet",
            description = "Addresses on the test network; also if " + TonOptions.VARIABLE + " names one.")
    private boolean testnet;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final PassphraseOptions passphrase = new PassphraseOptions();

    WalletNewCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (words == (file != null)) {
            throw CliException.usage("give either a FILE or --words");
        }
        if (file != null) {
            print(new Ed25519PublicKey(create(file)), null);
        } else {
            Mnemonic mnemonic = Mnemonic.generate(new SecureRandom());
            print(mnemonic.toKey().publicKey(), mnemonic);
        }
        return ExitCode.OK;
    }

    private Hash256 create(Path path) throws IOException {
        char[] secret = passphrase.read(context(), true);
        try {
            return KeyFile.create(path, secret, new SecureRandom());
        } catch (KeyFileException e) {
            throw CliException.usage(String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private void print(Ed25519PublicKey key, @Nullable Mnemonic mnemonic) {
        boolean test = TonOptions.isTestnet(testnet, context().environment());
        if (json) {
            JsonObject addresses = WalletAddresses.json(key, test);
            terminal()
                    .out()
                    .println((mnemonic == null ? addresses : addresses.with("words", JsonValue.of(mnemonic.reveal())))
                            .toJson());
            return;
        }
        if (mnemonic != null) {
            WalletAddresses.line(terminal().out(), "words", mnemonic.reveal());
            terminal().err().println("cocoon wallet new: whoever has these words has the coins; they are kept nowhere");
        }
        WalletAddresses.print(terminal().out(), key, test);
    }
}
