package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.stats.RootConfigJson;
import dev.cocoonsdk.provider.ProviderStatus.Connection;
import dev.cocoonsdk.provider.ProviderStatus.Model;
import dev.cocoonsdk.provider.ProviderStatus.Payout;
import dev.cocoonsdk.provider.engine.EngineHealth;
import dev.cocoonsdk.provider.internal.run.ModelTargets;
import dev.cocoonsdk.provider.internal.run.NetworkState;
import dev.cocoonsdk.provider.internal.run.RequestStats;
import dev.cocoonsdk.provider.internal.run.ServedModel;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.account.WorkerStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider says of itself: {@link ProviderStatus}, and {@code /jsonstats} of {@code docs/protocol/http-api.md} 5.3. */
record StatusReport(
        Provider.Network configured,
        String owner,
        OwnHashes own,
        NetworkState network,
        List<ModelTargets> targets,
        RequestStats stats,
        @Nullable ProviderMoney money) {

    /** On the loop's thread. */
    ProviderStatus status() {
        List<Model> models = targets.stream().map(StatusReport::model).toList();
        List<Payout> payouts = new ArrayList<>();
        for (NetworkState.Period period : network.periods()) {
            for (PayoutAccount account : period.proxies().accounts()) {
                payouts.add(payout(account, period.root().params().paramsVersion()));
            }
        }
        return new ProviderStatus(models, payouts, money == null ? null : money.wallet());
    }

    private static Model model(ModelTargets target) {
        ServedModel model = target.model();
        EngineHealth health = model.engine().health();
        return new Model(
                model.name(),
                target.connections().stream()
                        .map(connection -> new Connection(connection.target(), connection.isReady()))
                        .toList(),
                model.isAvailable(),
                health.ready() && !model.isAvailable() ? "switched off" : health.reason(),
                model.coefficient(),
                model.active(),
                model.capacity(),
                model.served(),
                model.failed(),
                model.tokens());
    }

    private Payout payout(PayoutAccount account, long paramsVersion) {
        WorkerStatus chain = money == null ? null : money.status(account);
        return new Payout(
                account.proxyContract(),
                account.workerContract(),
                account.proxyKey(),
                account.signed(),
                account.database(),
                account.memory(),
                paramsVersion,
                chain == null ? TokenCount.ZERO : chain.paid(),
                chain == null ? NanoTon.ZERO : chain.open(),
                chain != null && chain.running(),
                chain == null ? null : chain.problem());
    }

    /** Members that tell of the wallet are missing as long as there is no chain. */
    JsonObject jsonStats(ProviderStatus now) {
        RootConfig root = network.root();
        boolean unchecked = !network.hashChecks();
        JsonObject status = JsonValue.object(
                "actual_image_hash",
                unchecked || own.isImageIn(root),
                "actual_model",
                unchecked || own.areModelsIn(root),
                "ton_last_synced_at",
                root.timestamp().getEpochSecond(),
                "enabled",
                true,
                "git_commit",
                version(),
                "git_commit_data",
                "");
        ProviderStatus.Wallet wallet = now.wallet();
        JsonObject withWallet = wallet == null
                ? status
                : status.with("wallet_balance", JsonValue.of(wallet.balance().value()));
        return JsonValue.object(
                "status", withWallet,
                "stats", stats.toJson(),
                "localconf", localConfiguration(now),
                "root_contract_config", RootConfigJson.of(root, configured.testnet()),
                "proxies", array(now.payouts().stream().map(this::proxy).toList()),
                "models", array(now.models().stream().map(StatusReport::json).toList()));
    }

    private JsonObject localConfiguration(ProviderStatus now) {
        Model first = now.models().get(0);
        return JsonValue.object(
                "root_address", configured.rootAddress().toWire(configured.testnet()),
                "owner_address", owner,
                "model", first.name(),
                "coefficient", first.coefficient(),
                "check_proxy_hash", network.hashChecks());
    }

    private JsonObject proxy(Payout payout) {
        boolean testnet = configured.testnet();
        return JsonValue.object(
                "sc_inited", true,
                "proxy_sc_address", payout.proxy().toWire(testnet),
                "proxy_public_key", RootConfigJson.hex(payout.proxyKey().value()),
                "sc_address", payout.worker().toWire(testnet),
                "earned_tokens_committed_to_blockchain", payout.signed().value(),
                "earned_tokens_committed_to_proxy_db", payout.database().value(),
                "earned_tokens_max_known", payout.memory().value(),
                "cached_out_tokens", payout.collected().value(),
                "expected_cached_out_tokens",
                        payout.running()
                                ? payout.signed().value()
                                : payout.collected().value(),
                "running_request", payout.running(),
                "params_version", payout.paramsVersion());
    }

    private static JsonObject json(Model model) {
        return JsonValue.object(
                "model", model.name(),
                "enabled", model.ready(),
                "reason", model.reason(),
                "coefficient", model.coefficient(),
                "running_queries", model.active(),
                "max_active_requests", model.capacity(),
                "connections",
                        array(model.connections().stream()
                                .map(connection -> JsonValue.object(
                                        "address", RootConfigJson.address(connection.proxy()),
                                        "is_ready", connection.ready()))
                                .toList()));
    }

    private static JsonArray array(List<? extends JsonValue> items) {
        return JsonValue.array(items);
    }

    private static String version() {
        String version = Provider.class.getPackage().getImplementationVersion();
        return "cocoon-reference-provider " + (version == null ? "development" : version);
    }
}
