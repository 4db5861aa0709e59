package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the address of a key's wallet. */
@Command(
        name = "address",
        description = {"Show the address of a key's wallet. Needs no network; with --public-key no secret either."},
        footer = {
            "  ./cocoon wallet address --key node.key --owner EQ…          a node's Cocoon wallet",
            "  ./cocoon wallet address --public-key BASE64 --type v4r2"
        })
final class WalletAddressCommand extends CliCommand {

    @Option(
            names = "--public-key",
            paramLabel = "KEY",
            description = "32 bytes in base64 or hexadecimal, in place of a key.")
    private @Nullable String publicKey;

    @Option(names = "--testnet", description = "For the test network; also if " + TonOptions.VARIABLE + " names one.")
    private boolean testnet;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final WalletKeyOptions keys = new WalletKeyOptions();

    @Mixin
    private final WalletOptions wallets = new WalletOptions();

    WalletAddressCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Ed25519PublicKey key = publicKey == null ? keys.key(context()).publicKey() : parse(publicKey);
        boolean test = TonOptions.isTestnet(testnet, context().environment());
        TonAddress address = wallets.wallet(key, test).address();
        String friendly = WalletAddresses.friendly(address, test);
        terminal()
                .out()
                .println(
                        json
                                ? JsonValue.object(
                                                "address",
                                                friendly,
                                                "raw",
                                                address.toString(),
                                                "public_key",
                                                key.value().toBase64())
                                        .toJson()
                                : friendly);
        return ExitCode.OK;
    }

    private static Ed25519PublicKey parse(String text) {
        try {
            return new Ed25519PublicKey(
                    text.length() == 2 * Hash256.LENGTH ? Hash256.ofHex(text) : Hash256.ofBase64(text));
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--public-key: (expected: 32 bytes in base64 or hexadecimal)", e);
        }
    }
}
