package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.CocoonFunds;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.ClientSecrets;
import dev.cocoonsdk.ton.account.SpendingLimits;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import dev.cocoonsdk.ton.config.TonAccess;
import dev.cocoonsdk.ton.config.TonConfig;
import dev.cocoonsdk.ton.state.StateFolder;
import dev.cocoonsdk.ton.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a client pays on a chain: members of {@code reference_client} ({@code docs/client-account.md}).
 *
 * @param ton {@code ton}: how the chain is reached
 * @param folder {@code db_path}: journal of wallet and contracts, and the master secret if there is no {@code secret_string}
 * @param policy {@code money}: {@code top_up}, {@code top_up_below}, {@code stake}, {@code deposit_per_day}, {@code deposit_total}, {@code
 *     spend_per_call}, {@code spend_per_day}, {@code spend_total} (texts such as {@code "1.5 TON"}), {@code shared}
 */
public record ClientMoney(TonConfig ton, Path folder, AccountPolicy policy) {

    private static final String MASTER = "secret-master";

    /** Null if no endpoint is configured. */
    static @Nullable ClientMoney read(RunnerConfigReader own) {
        TonConfig ton = TonConfig.read(own.object("ton"));
        AccountPolicy policy = policy(own.object("money"));
        String folder = own.text("db_path", "");
        if (!ton.isPresent()) {
            return null;
        } else if (folder.isEmpty()) {
            throw own.wrong("db_path", "a folder for what must survive a crash, as coins are paid");
        }
        return new ClientMoney(ton, Path.of(folder), policy);
    }

    private static AccountPolicy policy(RunnerConfigReader json) {
        AccountPolicy usual = AccountPolicy.standard();
        NanoTon perDay = amount(json, "deposit_per_day");
        NanoTon total = amount(json, "deposit_total");
        AccountPolicy policy = new AccountPolicy(
                amount(json, "top_up"),
                amount(json, "top_up_below"),
                amount(json, "stake"),
                perDay == null ? usual.depositPerDay() : perDay,
                total == null ? usual.depositTotal() : total,
                new SpendingLimits(
                        amount(json, "spend_per_call"), amount(json, "spend_per_day"), amount(json, "spend_total")),
                usual.sole(),
                usual.tolerance());
        return json.flag("shared") ? policy.shared() : policy;
    }

    private static @Nullable NanoTon amount(RunnerConfigReader json, String name) {
        return json.has(name) ? json.parsed(name, "an amount such as 1.5 TON", NanoTon::parse) : null;
    }

    /** Opens the wallet and the contracts of before. */
    CocoonFunds open(ClientRunnerConfig config, TonAccess access, Consumer<? super AutoCloseable> closeLater) {
        StateFolder state = StateFolder.open(folder);
        closeLater.accept(state);
        CocoonFunds funds = CocoonFunds.builder()
                .api(access.api())
                .key(config.walletKey())
                .owner(config.owner())
                .code(access.walletCode(config.isTest()))
                .store(state)
                .secrets(secrets(config, state))
                .policy(policy)
                .poll(ton.poll())
                .testnet(config.isTestnet())
                .open();
        closeLater.accept(funds);
        return funds;
    }

    private static ClientSecrets secrets(ClientRunnerConfig config, StateStore state) {
        Secret own = config.secret();
        if (own == null) {
            return ClientSecrets.ofMaster(master(state));
        }
        try {
            return ClientSecrets.same(own);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "secret_string", "hidden", "at least 22 random characters, or none: then one is made", e);
        }
    }

    private static Secret master(StateStore state) {
        Bytes known = state.read(MASTER);
        if (known != null) {
            return Secret.of(new String(known.toByteArray(), StandardCharsets.UTF_8));
        }
        Secret made = ClientSecrets.generateMaster(new SecureRandom());
        state.write(MASTER, Bytes.utf8(made.reveal()));
        return made;
    }
}
