package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.network.client.ConfiguredKey;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.WorkerPolicy;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import dev.cocoonsdk.ton.config.TonAccess;
import dev.cocoonsdk.ton.config.TonConfig;
import dev.cocoonsdk.ton.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a provider collects on a chain: members of {@code reference_provider}, and the official {@code node_wallet_key}.
 *
 * @param ton {@code ton}: how the chain is reached
 * @param walletKey {@code node_wallet_key}: key of the Cocoon wallet that pays for collecting
 * @param folder {@code db_path}: keeps the highest numbers of each proxy and what the wallet has signed
 * @param policy {@code money}: {@code payout_from}, {@code idle_payout_from}, {@code close_payout_from} (texts such as {@code "1.5 TON"}) and
 *     {@code idle_seconds}
 */
public record SettlementConfig(TonConfig ton, Ed25519Key walletKey, Path folder, WorkerPolicy policy) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_IDLE_SECONDS = 86_400;

    /** Null if no endpoint is configured. */
    static @Nullable SettlementConfig read(RunnerConfigReader file, RunnerConfigReader own) {
        TonConfig ton = TonConfig.read(own.object("ton"));
        WorkerPolicy policy = policy(own.object("money"));
        String folder = own.text("db_path", "");
        if (!ton.isPresent()) {
            return null;
        } else if (folder.isEmpty()) {
            throw own.wrong("db_path", "a folder for what must survive a crash, as coins are collected");
        }
        return new SettlementConfig(ton, ConfiguredKey.read(file, "node_wallet_key"), Path.of(folder), policy);
    }

    private static WorkerPolicy policy(RunnerConfigReader json) {
        WorkerPolicy usual = WorkerPolicy.standard();
        return new WorkerPolicy(
                amount(json, "payout_from", usual.threshold()),
                amount(json, "idle_payout_from", usual.idleThreshold()),
                amount(json, "close_payout_from", usual.closeThreshold()),
                Duration.ofSeconds(json.integer("idle_seconds", usual.idle().toSeconds(), 0, MOST_IDLE_SECONDS)));
    }

    private static NanoTon amount(RunnerConfigReader json, String name, NanoTon missing) {
        return json.has(name) ? json.parsed(name, "an amount such as 1.5 TON", NanoTon::parse) : missing;
    }

    /** A provider in the network that the root contract describes now, which is read here. */
    Provider.Builder toProvider(TonAddress owner, TonAddress rootContract, boolean isTest, boolean isTestnet) {
        TonAccess access = TonAccess.open(ton);
        try {
            RootConfigSource source = RootConfigSource.chain(access.root(rootContract, isTest));
            Provider.Network network = new Provider.Network(rootContract, first(source), isTest, isTestnet);
            StateFolder state = StateFolder.open(folder);
            ProviderChain chain = ProviderChain.of(access.api(), state, walletKey)
                    .withPolicy(policy)
                    .withPoll(ton.poll());
            if (ton.walletCodeFile() != null) {
                chain = chain.withWalletCode(access.walletCode(isTest).cell());
            }
            return Provider.builder(network, owner)
                    .rootSource(source)
                    .chain(chain)
                    .owns(state)
                    .owns(access);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    private static RootConfig first(RootConfigSource source) {
        try {
            return source.read()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            String problem = e.getCause() == null ? e.getMessage() : String.valueOf(e.getCause());
            throw new ConfigException(
                    "reference_provider.ton",
                    "the root contract cannot be read: " + problem,
                    "endpoints that answer, and the root_contract_address of the same chain",
                    e);
        }
    }
}
