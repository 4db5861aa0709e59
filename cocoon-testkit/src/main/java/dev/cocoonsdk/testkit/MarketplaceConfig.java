package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Configuration files of a marketplace without a chain, as the official runners would read them ({@code docs/protocol/wire.md} 12, {@code
 * payments.md} 12). Keys are derived from their names, so that addresses are the same in every run; they guard nothing.
 */
final class MarketplaceConfig {

    private static final String PROXY_IMAGE = base64("proxy image");

    /** How the root contract lists the proxy; nobody connects there. */
    static final String PROXY_ENTRY = "127.0.0.1:1 127.0.0.1:2";

    /** Opens the broker's administration on a chain; it guards coins that are worth nothing. */
    static final String ACCESS_HASH = hash("operator").toHex();

    /** The address of the root contract that is imitated. */
    static final TonAddress ROOT_CONTRACT = address("root contract");

    private MarketplaceConfig() {}

    /** The root configuration, {@code rootConfig.pseudo}. */
    static JsonObject root(NanoTon pricePerToken, List<ModelId> models) {
        return JsonValue.object(
                "proxy_hashes",
                JsonValue.array(List.of(JsonValue.of(PROXY_IMAGE))),
                "worker_hashes",
                JsonValue.array(
                        List.of(JsonValue.of(SimulatedEnclaves.imageHash().toBase64()))),
                "model_types",
                JsonValue.array(models.stream()
                        .map(model -> JsonValue.of(model.value()))
                        .toList()),
                "registered_proxies",
                JsonValue.array(List.of(JsonValue.object("seqno", 1, "address", PROXY_ENTRY))),
                "price_per_token",
                pricePerToken.value(),
                "worker_fee_per_token",
                pricePerToken.value() / 2,
                "last_proxy_seqno",
                1,
                "version",
                1,
                "params_version",
                1,
                "proxy_sc_code",
                "",
                "worker_sc_code",
                "",
                "client_sc_code",
                "",
                "root_owner_address",
                address("root owner").toWire(true));
    }

    /** A broker on free loopback ports, without administration. */
    static JsonObject broker(TonAddress rootContract, JsonObject additions) {
        return JsonValue.object(
                "is_test",
                true,
                "is_testnet",
                true,
                "http_port",
                0,
                "workers_rpc_port",
                0,
                "client_rpc_port",
                0,
                "owner_address",
                address("broker owner").toWire(true),
                "root_contract_address",
                rootContract.toWire(true),
                "node_wallet_key",
                base64("broker wallet key"),
                "machine_specific_private_key",
                base64("broker machine key"),
                "image_hash",
                PROXY_IMAGE,
                "reference_broker",
                additions);
    }

    /** The address of an account of this name. */
    static TonAddress address(String name) {
        return TonAddress.basechain(hash(name));
    }

    /** The key of this name. */
    static Ed25519Key key(String name) {
        return Ed25519Key.ofSeed(hash(name).toBytes());
    }

    static Hash256 hash(String name) {
        return Hash256.sha256(("cocoon testkit: " + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String name) {
        return hash(name).toBase64();
    }
}
