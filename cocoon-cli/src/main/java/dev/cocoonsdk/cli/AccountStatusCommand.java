package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.CellException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a client contract. */
@Command(
        name = "status",
        description = {
            "Show the contract that holds an account's coins: balance, stake, what was charged, what is locked until when."
        },
        footer = {"  ./cocoon account status EQ… --ton mainnet", "  ./cocoon account status EQ… --ton URL --json"})
final class AccountStatusCommand extends CliCommand {

    @Parameters(paramLabel = "CONTRACT", description = "The client contract.")
    private @Nullable String contract;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final TonOptions ton = new TonOptions();

    AccountStatusCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonApi api = ton.open(context());
        boolean testnet = ton.isTestnet(context().environment());
        ClientContractOnChain client =
                ClientContractOnChain.read(api, ChainCall.address("CONTRACT", Objects.requireNonNull(contract)));
        NanoTon proxyStake = proxyStake(api, client.storage());
        if (json) {
            terminal().out().println(json(client, proxyStake, testnet).toJson());
        } else {
            print(terminal().out(), client, proxyStake, testnet);
        }
        return ExitCode.OK;
    }

    /** The stake from which a forced refund is paid; zero if the proxy contract cannot be read. */
    private static NanoTon proxyStake(TonApi api, ClientStorage storage) {
        AccountState proxy = ChainCall.await(api.account(storage.constants().proxy()));
        try {
            return proxy.data() == null
                    ? NanoTon.ZERO
                    : ProxyStorage.parse(proxy.data()).stake();
        } catch (CellException e) {
            return NanoTon.ZERO;
        }
    }

    private static JsonValue.JsonObject json(ClientContractOnChain client, NanoTon proxyStake, boolean testnet) {
        ClientStorage storage = client.storage();
        return JsonValue.object(
                "contract", WalletAddresses.friendly(client.account().address(), testnet),
                "wallet", WalletAddresses.friendly(client.owner(), testnet),
                "proxy_contract", WalletAddresses.friendly(storage.constants().proxy(), testnet),
                "state", storage.state().name().toLowerCase(Locale.ROOT),
                "balance_nanoton", storage.balance().value(),
                "stake_nanoton", storage.stake().value(),
                "tokens_used", Long.toUnsignedString(storage.tokensUsed()),
                "price_per_token_nanoton", client.params().pricePerToken().value(),
                "unlock_time", storage.unlockTime(),
                "proxy_stake_nanoton", proxyStake.value());
    }

    private static void print(PrintStream out, ClientContractOnChain client, NanoTon proxyStake, boolean testnet) {
        ClientStorage storage = client.storage();
        NanoTon price = client.params().pricePerToken();
        WalletAddresses.line(
                out, "contract", WalletAddresses.friendly(client.account().address(), testnet));
        WalletAddresses.line(out, "wallet", WalletAddresses.friendly(client.owner(), testnet));
        WalletAddresses.line(
                out,
                "proxy contract",
                WalletAddresses.friendly(storage.constants().proxy(), testnet));
        WalletAddresses.line(out, "state", state(storage));
        WalletAddresses.line(out, "balance", storage.balance() + ", " + client.excess() + " above the stake");
        WalletAddresses.line(out, "stake", storage.stake().toString());
        WalletAddresses.line(
                out, "charged", Long.toUnsignedString(storage.tokensUsed()) + " tokens, now " + price + " a token");
        WalletAddresses.line(
                out,
                "without broker",
                "at most " + (proxyStake.compareTo(storage.balance()) < 0 ? proxyStake : storage.balance())
                        + " come back (the proxy contract's stake is " + proxyStake + ")");
    }

    private static String state(ClientStorage storage) {
        if (storage.state() == ContractState.CLOSING) {
            return "closing; can be forced after " + Instant.ofEpochSecond(storage.unlockTime());
        }
        return storage.state() == ContractState.CLOSED ? "closed" : "open";
    }
}
