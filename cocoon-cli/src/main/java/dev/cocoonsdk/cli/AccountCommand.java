package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how an account stands with a broker. */
@Command(
        name = "account",
        description = {
            "Show balance, counters and the last signed payment of your account at a broker.",
            "The token is the account: WALLET:SECRET. The commands below work on the contract that holds the account's coins."
        },
        footer = {
            "  COCOON_TOKEN=0QB…:secret ./cocoon account --url http://127.0.0.1:11080",
            "  ./cocoon account --url http://127.0.0.1:11080 --json | jq .available_tokens",
            "  ./cocoon account status EQ… --ton mainnet                  the client contract on the chain",
            "  ./cocoon account topup EQ… 15 --key node.key --owner EQ… --ton mainnet --dry-run"
        },
        commandListHeading = "%nCommands:%n")
final class AccountCommand extends CliCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Option(names = "--json", description = "Print the broker's answer as it is.")
    private boolean json;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    AccountCommand(CliContext context) {
        super(context);
    }

    /** The command with its sub-commands. */
    static CommandLine line(CliContext context) {
        CommandLine line = new CommandLine(new AccountCommand(context));
        line.addSubcommand(new AccountStatusCommand(context));
        line.addSubcommand(new AccountTopUpCommand(context));
        line.addSubcommand(new AccountStakeCommand(context));
        line.addSubcommand(new AccountWithdrawCommand(context));
        line.addSubcommand(new AccountCloseCommand(context));
        return line;
    }

    @Override
    int run() {
        Endpoint endpoint = connection.endpoint(context().environment());
        if (endpoint == null) {
            throw CliException.usage(
                    "an account is kept by a broker; name one with --url and the account with --token");
        }
        JsonObject account = account(endpoint);
        if (json) {
            terminal().out().println(account.toJson());
        } else {
            print(account, terminal().out());
        }
        return ExitCode.OK;
    }

    private JsonObject account(Endpoint endpoint) {
        PlainGet.Answer answer = PlainGet.send(context().closeLater(endpoint.transport()), "/v1/account", TIMEOUT);
        JsonObject body = parse(answer.body().toByteArray());
        if (answer.status() == 200 && body != null) {
            return body;
        }
        JsonObject error = body == null ? null : body.object("error");
        String said = error == null ? null : error.string("message");
        throw CliException.usage(
                said == null ? "the server has no accounts (HTTP " + answer.status() + " for /v1/account)" : said);
    }

    private static @Nullable JsonObject parse(byte[] body) {
        try {
            return JsonValue.parse(body) instanceof JsonObject object ? object : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }

    private static void print(JsonObject account, PrintStream out) {
        JsonObject tokens = account.object("tokens");
        line(out, "account", account.string("address"));
        line(out, "state", account.string("state"));
        line(out, "balance", ton(account.integer("balance_nanoton")));
        line(out, "stake", ton(account.integer("stake_nanoton")));
        line(out, "price per token", ton(account.integer("price_per_token_nanoton")));
        line(out, "available tokens", number(account.integer("available_tokens")));
        line(out, "reserved tokens", number(account.integer("reserved_tokens")));
        line(out, "used tokens", number(tokens == null ? null : tokens.integer("max")));
        line(out, "spent", ton(account.integer("spent_nanoton")));
        line(out, "running requests", number(account.integer("running_requests")));
        line(out, "signed payment", account.string("signed_payment"));
    }

    private static void line(PrintStream out, String name, @Nullable String value) {
        if (value != null) {
            out.println(String.format(Locale.ROOT, "%-18s%s", name, value));
        }
    }

    private static @Nullable String ton(@Nullable Long nanoton) {
        return nanoton == null || nanoton < 0 ? null : NanoTon.of(nanoton).toString();
    }

    private static @Nullable String number(@Nullable Long value) {
        return value == null ? null : String.format(Locale.ROOT, "%,d", value);
    }
}
