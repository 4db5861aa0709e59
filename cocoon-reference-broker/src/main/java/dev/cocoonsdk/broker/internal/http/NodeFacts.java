package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.MoneyStatus;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;
import java.util.Locale;
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
 * @param money null without a chain
 */
public record NodeFacts(
        Supplier<RootConfig> active,
        TonAddress rootContract,
        TonAddress owner,
        TonAddress wallet,
        ContractAddresses contracts,
        boolean testnet,
        boolean checksWorkers,
        @Nullable Hash256 image,
        @Nullable ChainMoney money) {

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
                walletBalance().value(),
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

    private NanoTon walletBalance() {
        return money == null ? BALANCE : money.status().walletBalance();
    }

    JsonObject walletJson() {
        JsonObject json = JsonValue.object(
                "address",
                text(wallet),
                "balance",
                walletBalance().value(),
                "pending_transactions_cnt",
                money == null ? 0 : money.queued(),
                "active_transactions_cnt",
                0);
        return money == null ? json.with("seqno", JsonValue.of(WALLET_SEQNO)) : json;
    }

    JsonObject localConfiguration() {
        return JsonValue.object(
                "root_address", text(rootContract), "owner_address", text(owner), "check_worker_hashes", checksWorkers);
    }

    JsonObject contract() {
        if (money != null) {
            MoneyStatus status = money.status();
            return JsonValue.object(
                    "address", text(status.proxyContract()),
                    "params_version", root().params().paramsVersion(),
                    "balance", status.coins().value(),
                    "ready_for_withdraw", status.earnings().value(),
                    "stake", status.stake().value());
        }
        return JsonValue.object(
                "address", text(contracts.proxy()),
                "params_version", root().params().paramsVersion(),
                "balance", BALANCE.value(),
                "ready_for_withdraw", READY_NANOTON);
    }

    /** Old proxy contracts that are being wound up. */
    List<JsonObject> oldInstances() {
        return money == null
                ? List.of()
                : money.status().windingUp().stream()
                        .map(contract -> JsonValue.object("address", text(contract)))
                        .toList();
    }

    /** How the broker stands with the chain; null without one. */
    @Nullable
    JsonObject moneyJson() {
        if (money == null) {
            return null;
        }
        MoneyStatus status = money.status();
        return JsonValue.object("phase", status.phase().name().toLowerCase(Locale.ROOT), "detail", status.detail())
                .with(
                        "pending_states",
                        JsonValue.array(status.pendingStates().stream()
                                .map(JsonValue::of)
                                .toList()))
                .with("alarm_count", JsonValue.of(status.alarms()))
                .with(
                        "alarms",
                        JsonValue.array(
                                money.alarms().stream().map(JsonValue::of).toList()));
    }

    boolean isPaying(TonAddress worker) {
        return money != null && money.isUnderWay("payout", worker);
    }

    long paid(TonAddress worker) {
        return money == null ? 0 : money.paid(worker);
    }
}
