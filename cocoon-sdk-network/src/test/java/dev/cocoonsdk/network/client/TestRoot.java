package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Root configurations of fake-TON mode for tests. */
final class TestRoot {

    static final TonAddress ADDRESS = TonAddress.parse("EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ");
    static final TonAddress OWNER = TonAddress.parse("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
    static final TonAddress WALLET = TonAddress.parse("UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20");

    private TestRoot() {}

    static RootConfig of(int version, int paramsVersion, InetSocketAddress... proxies) {
        return listing(version, paramsVersion, List.of(), proxies);
    }

    /** With images of proxies. */
    static RootConfig listing(int version, int paramsVersion, List<Hash256> images, InetSocketAddress... proxies) {
        List<JsonValue> entries = new ArrayList<>();
        for (InetSocketAddress proxy : proxies) {
            entries.add(JsonValue.object(
                    "seqno",
                    entries.size() + 1,
                    "address",
                    "127.0.0.1:1 " + proxy.getAddress().getHostAddress() + ":" + proxy.getPort()));
        }
        JsonObject json = JsonValue.object(
                "root_owner_address",
                "0QBgPMq7ye2WRcudRHK_-yjHwMXjeN-UCzAuoo06TR6hmgHV",
                "version",
                version,
                "params_version",
                paramsVersion,
                "price_per_token",
                2,
                "worker_fee_per_token",
                1,
                "registered_proxies",
                JsonValue.array(entries),
                "proxy_hashes",
                JsonValue.array(images.stream()
                        .map(image -> JsonValue.of(image.toBase64()))
                        .toList()));
        return RootConfig.ofPseudoJson(json, Instant.EPOCH).config();
    }
}
