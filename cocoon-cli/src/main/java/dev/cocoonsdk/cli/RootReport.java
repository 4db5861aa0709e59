package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ProxyEntry;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.root.RootProvenance;
import dev.cocoonsdk.ton.root.VerifiedRoot;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A root configuration for people and as JSON. */
final class RootReport {

    private RootReport() {}

    /**
     * Everything on lines of a name and a value.
     *
     * @param server who was asked, if only one was
     */
    static void print(Terminal terminal, VerifiedRoot root, String server, boolean testnet) {
        PrintStream out = terminal.out();
        RootConfig config = root.config();
        ContractParams params = config.params();
        line(out, "root", spell(root.address(), testnet));
        line(out, "owner", spell(config.owner(), testnet));
        line(out, "why believe it", why(root.provenance(), server));
        line(out, "as of", config.timestamp().toString());
        line(
                out,
                "version",
                config.version() + ", parameters " + params.paramsVersion() + ", layout " + params.structVersion());
        line(out, "network", (params.isTest() ? "test" : "main") + ", unique id " + params.uniqueId());
        line(out, "price per token", params.pricePerToken().toString());
        line(out, "worker's fee", params.workerFeePerToken().toString());
        TokenMultipliers weights = params.multipliers();
        line(
                out,
                "weights",
                "prompt " + times(weights.prompt()) + ", cached " + times(weights.cached()) + ", completion "
                        + times(weights.completion()) + ", reasoning " + times(weights.reasoning()));
        line(
                out,
                "delays",
                "proxy " + params.proxyDelay().toSeconds() + " s, client "
                        + params.clientDelay().toSeconds() + " s");
        line(
                out,
                "least stakes",
                "proxy " + NanoTon.of(params.minProxyStake()) + ", client " + params.minClientStake());
        line(out, "proxy code", hash(params.codes().proxy()));
        line(out, "worker code", hash(params.codes().worker()));
        line(out, "client code", hash(params.codes().client()));
        line(out, "storage", root.storage().toHex());
        for (ProxyEntry proxy : config.proxies()) {
            line(
                    out,
                    "proxy " + proxy.seqno(),
                    "workers " + host(proxy.forWorkers()) + ", clients " + host(proxy.forClients()));
        }
        config.skippedProxies()
                .forEach(skipped -> line(out, "proxy " + skipped.seqno(), "unusable: " + skipped.reason()));
        hashes(out, "proxy image", config.proxyHashes());
        hashes(out, "worker image", config.workerHashes());
        hashes(out, "model", config.modelHashes());
    }

    private static void hashes(PrintStream out, String name, Collection<Hash256> hashes) {
        if (hashes.isEmpty()) {
            line(out, name + "s", "none");
        }
        hashes.stream().sorted().forEach(hash -> line(out, name, hash.toHex()));
    }

    private static void line(PrintStream out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-18s%s", name, value));
    }

    private static String times(long multiplier) {
        return "×" + BigDecimal.valueOf(multiplier, 4).stripTrailingZeros().toPlainString();
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static String hash(@Nullable Cell code) {
        return code == null ? "none" : code.hash().toHex();
    }

    static String spell(TonAddress address, boolean testnet) {
        return address.toFriendly(AddressForm.BOUNCEABLE.withTestnet(testnet));
    }

    private static String why(RootProvenance provenance, String server) {
        if (provenance instanceof RootProvenance.Quorum quorum) {
            return quorum.agreed().size() + " of " + quorum.asked() + " servers say the same: "
                    + sorted(quorum.agreed())
                    + (quorum.dissenting().isEmpty() ? "" : "; others: " + sorted(quorum.dissenting()))
                    + (quorum.silent().isEmpty() ? "" : "; no answer: " + sorted(quorum.silent()));
        }
        return "one server's word (" + server
                + "): whoever runs it chooses which enclaves are trusted and where deposits go";
    }

    private static String sorted(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    /** The same as one object. */
    static JsonObject json(VerifiedRoot root, String server) {
        RootConfig config = root.config();
        ContractParams params = config.params();
        TokenMultipliers weights = params.multipliers();
        return JsonValue.object(
                "address", root.address().toString(),
                "owner", config.owner().toString(),
                "provenance", provenance(root.provenance(), server),
                "time", config.timestamp().toString(),
                "version", config.version(),
                "params_version", params.paramsVersion(),
                "struct_version", params.structVersion(),
                "unique_id", params.uniqueId(),
                "is_test", params.isTest(),
                "price_per_token_nanoton", params.pricePerToken().value(),
                "worker_fee_per_token_nanoton", params.workerFeePerToken().value(),
                "prompt_multiplier", weights.prompt(),
                "cached_multiplier", weights.cached(),
                "completion_multiplier", weights.completion(),
                "reasoning_multiplier", weights.reasoning(),
                "proxy_delay_seconds", params.proxyDelay().toSeconds(),
                "client_delay_seconds", params.clientDelay().toSeconds(),
                "min_proxy_stake_nanoton", params.minProxyStake(),
                "min_client_stake_nanoton", params.minClientStake().value(),
                "proxy_code", jsonHash(params.codes().proxy()),
                "worker_code", jsonHash(params.codes().worker()),
                "client_code", jsonHash(params.codes().client()),
                "storage", root.storage().toHex(),
                "proxies",
                        JsonValue.array(
                                config.proxies().stream().map(RootReport::proxy).toList()),
                "unusable_proxies",
                        JsonValue.array(config.skippedProxies().stream()
                                .map(skipped -> JsonValue.object("seqno", skipped.seqno(), "reason", skipped.reason()))
                                .toList()),
                "proxy_images", texts(config.proxyHashes()),
                "worker_images", texts(config.workerHashes()),
                "models", texts(config.modelHashes()));
    }

    private static JsonObject proxy(ProxyEntry proxy) {
        return JsonValue.object(
                "seqno",
                proxy.seqno(),
                "for_workers",
                host(proxy.forWorkers()),
                "for_clients",
                host(proxy.forClients()));
    }

    private static JsonValue texts(Collection<Hash256> hashes) {
        return JsonValue.array(
                hashes.stream().sorted().map(hash -> JsonValue.of(hash.toHex())).toList());
    }

    private static JsonValue jsonHash(@Nullable Cell code) {
        return code == null ? JsonNull.INSTANCE : JsonValue.of(code.hash().toHex());
    }

    private static JsonObject provenance(RootProvenance provenance, String server) {
        if (provenance instanceof RootProvenance.Quorum quorum) {
            return JsonValue.object(
                    "kind", "quorum",
                    "required", quorum.required(),
                    "asked", quorum.asked(),
                    "agreed", names(quorum.agreed()),
                    "dissenting", names(quorum.dissenting()),
                    "silent", names(quorum.silent()));
        }
        return JsonValue.object("kind", "single_endpoint", "endpoint", server);
    }

    private static JsonValue names(Collection<String> names) {
        return JsonValue.array(
                List.copyOf(names).stream().sorted().map(JsonValue::of).toList());
    }
}
