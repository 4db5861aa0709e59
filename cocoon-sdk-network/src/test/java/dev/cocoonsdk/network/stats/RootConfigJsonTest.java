package dev.cocoonsdk.network.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.RootConfig;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RootConfigJsonTest {

    private static final String PSEUDO = """
            {"proxy_hashes":["ProxyProxyProxyProxyProxyProxyProxyProxyPro="],
             "worker_hashes":["WorkerWorkerWorkerWorkerWorkerWorkerWorkerU="],
             "model_types":["m@c:v"],
             "registered_proxies":[{"seqno":1,"address":"127.0.0.1:11001 127.0.0.1:11002"}],
             "price_per_token":2,"worker_fee_per_token":1,"last_proxy_seqno":1,"version":3,"params_version":1,
             "proxy_sc_code":"","worker_sc_code":"","client_sc_code":"",
             "root_owner_address":"0QBgPMq7ye2WRcudRHK_-yjHwMXjeN-UCzAuoo06TR6hmgHV"}
            """;

    @Test
    void all_members_of_the_official_page_are_there() {
        RootConfig config = RootConfig.ofPseudoJson((JsonObject) JsonValue.parse(PSEUDO), Instant.EPOCH)
                .config();

        JsonObject json = RootConfigJson.of(config, true);

        assertThat(json.members().keySet())
                .containsExactly(
                        "owner_address",
                        "proxy_hashes",
                        "registered_proxies",
                        "last_proxy_seqno",
                        "worker_hashes",
                        "model_hashes",
                        "version",
                        "struct_version",
                        "params_version",
                        "unique_id",
                        "is_test",
                        "price_per_token",
                        "worker_fee_per_token",
                        "prompt_tokens_price_multiplier",
                        "cached_tokens_price_multiplier",
                        "completion_tokens_price_multiplier",
                        "reasoning_tokens_price_multiplier",
                        "proxy_delay_before_close",
                        "client_delay_before_close",
                        "proxy_min_stake",
                        "client_min_stake",
                        "proxy_code_hash",
                        "worker_code_hash",
                        "client_code_hash");
        assertThat(json.string("owner_address")).isEqualTo("0QBgPMq7ye2WRcudRHK_-yjHwMXjeN-UCzAuoo06TR6hmgHV");
        assertThat(JsonValue.array(json.array("registered_proxies")).toJson())
                .isEqualTo("[{\"seqno\":1,\"address_for_clients\":\"[127.0.0.1:11002]\","
                        + "\"address_for_workers\":\"[127.0.0.1:11001]\"}]");
        assertThat(json.array("proxy_hashes"))
                .containsExactly(JsonValue.of("3EBA31C8FAE8C723EBA31C8FAE8C723EBA31C8FAE8C723EBA31C8FAE8C723EBA"));
        assertThat(json.integer("client_min_stake")).isEqualTo(1_000_000_000);
        assertThat(json.integer("proxy_delay_before_close")).isEqualTo(600);
    }
}
