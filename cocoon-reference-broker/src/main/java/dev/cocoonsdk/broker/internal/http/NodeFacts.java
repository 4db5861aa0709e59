package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a broker's statistics say of the broker itself. Without a chain, wallet and contract are as the reference pretends them to be
 * ({@code docs/protocol/payments.md} 12).
 *
 * @param active the root configuration
 * @param rootContract its address
 * @param owner the broker's owner
 * @param wallet the broker's Cocoon wallet
 * @param contracts the proxy contract and those derived from it
 * @param testnet how addresses are written
 * @param checksWorkers whether images and models of workers are checked
 * @param image hash of what the broker itself runs, or null
 */
public record NodeFacts(
        Supplier<RootConfig> active,
        TonAddress rootContract,
        TonAddress owner,
        TonAddress wallet,
        ContractAddresses contracts,
        boolean testnet,
        boolean checksWorkers,
        @Nullable Hash256 image) {

    private static final NanoTon BALANCE = NanoTon.ofTon(100);
    private static final long READY_NANOTON = 10_000_000;
    private static final int WALLET_SEQNO = 7;

    RootConfig root() {
        return active.get();
    }

    String text(TonAddress address) {
        return address.toWire(testnet);
    }

    JsonObject status(boolean enabled) {
        return JsonValue.object(
                "wallet_balance",
                BALANCE.value(),
                "actual_image_hash",
                !checksWorkers || (image != null && root().proxyHashes().contains(image)),
                "ton_last_synced_at",
                root().timestamp().getEpochSecond(),
                "enabled",
                enabled,
                "git_commit",
                version(),
                "git_commit_data",
                "");
    }

    private static String version() {
        String version = Broker.class.getPackage().getImplementationVersion();
        return "cocoon-reference-broker " + (version == null ? "development" : version);
    }

    JsonObject walletJson() {
        return JsonValue.object(
                "address",
                text(wallet),
                "balance",
                BALANCE.value(),
                "seqno",
                WALLET_SEQNO,
                "pending_transactions_cnt",
                0,
                "active_transactions_cnt",
                0);
    }

    JsonObject localConfiguration() {
        return JsonValue.object(
                "root_address", text(rootContract), "owner_address", text(owner), "check_worker_hashes", checksWorkers);
    }

    JsonObject contract() {
        return JsonValue.object(
                "address", text(contracts.proxy()),
                "params_version", root().params().paramsVersion(),
                "balance", BALANCE.value(),
                "ready_for_withdraw", READY_NANOTON);
    }
}
