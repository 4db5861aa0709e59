package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an account has. */
@Command(
        name = "balance",
        description = {"Show the coins of an account, or of a key's wallet."},
        footer = {
            "  ./cocoon wallet balance EQ… --ton mainnet",
            "  ./cocoon wallet balance --key node.key --owner EQ… --ton http://127.0.0.1:8081"
        })
final class WalletBalanceCommand extends CliCommand {

    @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "The account; without it the key's wallet.")
    private @Nullable String address;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final WalletKeyOptions keys = new WalletKeyOptions();

    @Mixin
    private final WalletOptions wallets = new WalletOptions();

    @Mixin
    private final TonOptions ton = new TonOptions();

    WalletBalanceCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        boolean testnet = ton.isTestnet(context().environment());
        TonAddress account = address != null
                ? ChainCall.address("ADDRESS", address)
                : wallets.wallet(keys.key(context()).publicKey(), testnet).address();
        TonApi api = ton.open(context());
        AccountState state = ChainCall.await(api.account(account));
        String kind = state.status().name().toLowerCase(Locale.ROOT);
        if (json) {
            terminal()
                    .out()
                    .println(JsonValue.object(
                                    "address",
                                    WalletAddresses.friendly(account, testnet),
                                    "balance_nanoton",
                                    state.balance().value(),
                                    "state",
                                    kind)
                            .toJson());
        } else {
            WalletAddresses.line(terminal().out(), "account", WalletAddresses.friendly(account, testnet));
            WalletAddresses.line(terminal().out(), "balance", state.balance().toString());
            WalletAddresses.line(terminal().out(), "state", kind);
        }
        return ExitCode.OK;
    }
}
