package dev.cocoonsdk.network.stats;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ProxyEntry;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.cell.Cell;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The member {@code root_contract_config} of {@code /jsonstats} ({@code docs/protocol/http-api.md} 5.4). */
public final class RootConfigJson {

    private RootConfigJson() {}

    /**
     * The members in the order of the C++ nodes; one that they write twice stands once.
     *
     * @param testnet the {@code is_testnet} of the configuration, part of every textual address
     */
    public static JsonObject of(RootConfig config, boolean testnet) {
        JsonObject head = JsonValue.object(
                "owner_address", config.owner().toWire(testnet),
                "proxy_hashes", hashes(config.proxyHashes()),
                "registered_proxies", proxies(config.proxies()),
                "last_proxy_seqno", config.lastProxySeqno(),
                "worker_hashes", hashes(config.workerHashes()),
                "model_hashes", hashes(config.modelHashes()),
                "version", config.version());
        return withParams(head, config.params());
    }

    private static JsonObject withParams(JsonObject head, ContractParams params) {
        TokenMultipliers multipliers = params.multipliers();
        return head.with("struct_version", JsonValue.of(params.structVersion()))
                .with("params_version", JsonValue.of(params.paramsVersion()))
                .with("unique_id", JsonValue.of(params.uniqueId()))
                .with("is_test", JsonValue.of(params.isTest()))
                .with("price_per_token", JsonValue.of(params.pricePerToken().value()))
                .with(
                        "worker_fee_per_token",
                        JsonValue.of(params.workerFeePerToken().value()))
                .with("prompt_tokens_price_multiplier", JsonValue.of(multipliers.prompt()))
                .with("cached_tokens_price_multiplier", JsonValue.of(multipliers.cached()))
                .with("completion_tokens_price_multiplier", JsonValue.of(multipliers.completion()))
                .with("reasoning_tokens_price_multiplier", JsonValue.of(multipliers.reasoning()))
                .with(
                        "proxy_delay_before_close",
                        JsonValue.of(params.proxyDelay().toSeconds()))
                .with(
                        "client_delay_before_close",
                        JsonValue.of(params.clientDelay().toSeconds()))
                .with("proxy_min_stake", JsonValue.of(params.minProxyStake()))
                .with("client_min_stake", JsonValue.of(params.minClientStake().value()))
                .with("proxy_code_hash", code(params.codes().proxy()))
                .with("worker_code_hash", code(params.codes().worker()))
                .with("client_code_hash", code(params.codes().client()));
    }

    /** A hash or key as status pages show it: upper-case hex. */
    public static String hex(Hash256 hash) {
        return hash.toHex().toUpperCase(Locale.ROOT);
    }

    private static JsonArray hashes(Collection<Hash256> hashes) {
        return JsonValue.array(
                hashes.stream().sorted().map(hash -> JsonValue.of(hex(hash))).toList());
    }

    private static JsonArray proxies(Collection<ProxyEntry> proxies) {
        return JsonValue.array(proxies.stream()
                .map(proxy -> JsonValue.object(
                        "seqno", proxy.seqno(),
                        "address_for_clients", address(proxy.forClients()),
                        "address_for_workers", address(proxy.forWorkers())))
                .toList());
    }

    /** An IPv4 address and port as status pages show them, {@code [ip:port]}. */
    public static String address(InetSocketAddress address) {
        return "[" + address.getHostString() + ":" + address.getPort() + "]";
    }

    private static JsonValue code(@Nullable Cell code) {
        return code == null ? JsonValue.of("") : JsonValue.of(hex(code.hash()));
    }
}
