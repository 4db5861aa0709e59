package dev.cocoonsdk.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.Batching;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.provider.EngineConfig.Kind;
import dev.cocoonsdk.ton.config.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderConfigTest {

    @TempDir
    private Path directory;

    @Test
    void loads_the_file_of_the_official_worker_as_it_is() {
        ProviderConfig config = ProviderConfig.load(write(TestNetwork.resource("worker-config.json")));

        assertThat(config.isTest()).isTrue();
        assertThat(config.isTestnet()).isFalse();
        assertThat(config.owner()).isEqualTo(TestNetwork.OWNER);
        assertThat(config.rootContract()).isEqualTo(TestNetwork.ROOT);
        assertThat(config.proxies().connections()).isEqualTo(1);
        assertThat(config.proxies().broker()).isNull();
        assertThat(config.unknownFields()).isEmpty();
        assertThat(config.unusedFields()).containsExactly("node_wallet_key", "rpc_port", "ton_config_filename");
        assertThat(config.proxies().router()).isEqualTo(new InetSocketAddress("127.0.0.1", 8116));
        assertThat(config.proxies().hashChecks()).isFalse();
        assertThat(config.proxies().imageHash().toBase64()).isEqualTo("WorkerWorkerWorkerWorkerWorkerWorkerWorkerU=");
        assertThat(config.statusPort().address()).isEqualTo(new InetSocketAddress("127.0.0.1", 12000));
        assertThat(config.statusPort().access()).isNull();
        EngineConfig engine = config.engines().get(0);
        assertThat(engine.kind()).isEqualTo(Kind.UPSTREAM);
        assertThat(engine.modelName()).isEqualTo("Qwen/Qwen3-8B@abc123def456:" + "0".repeat(64));
        assertThat(engine.coefficient()).isEqualTo(1000);
        assertThat(engine.maxActiveRequests()).isEqualTo(60);
        assertThat(engine.upstream().baseUrl()).hasToString("http://127.0.0.1:8000");
    }

    @Test
    void seals_only_where_told_and_with_fake_quotes_only_in_test_networks() {
        assertThat(parse("{\"engine\":\"minilm\"}").sealing().quotes()).isEqualTo(SealingConfig.Quotes.CERTIFICATE);
        SealingConfig sealing = parse("""
                {"engine":"minilm","sealing":{"quotes":"fake","padding":"1024, 4096","batch_bytes":2000,"batch_milliseconds":50}}""").sealing();
        assertThat(sealing.quotes()).isEqualTo(SealingConfig.Quotes.FAKE);
        assertThat(sealing.padding()).isEqualTo(Padding.buckets(1024, 4096));
        assertThat(sealing.batching()).isEqualTo(new Batching(2000, Duration.ofMillis(50)));
        assertThatThrownBy(() -> parse("{\"engine\":\"minilm\",\"sealing\":{\"quotes\":\"sgx\"}}"))
                .hasMessageContaining("sealing.quotes");
        assertThatThrownBy(() -> parse("{\"engine\":\"minilm\",\"sealing\":{\"padding\":\"some\"}}"))
                .hasMessageContaining("sealing.padding");
        JsonObject live = ((JsonObject) JsonValue.parse(TestNetwork.resource("worker-config.json")))
                .with("is_test", JsonValue.of(false))
                .with("reference_provider", JsonValue.object("sealing", JsonValue.object("quotes", "fake")));
        assertThatThrownBy(() -> ProviderConfig.parse(live)).hasMessageContaining("tsm or none");
    }

    @Test
    void reads_our_additions() {
        ProviderConfig config = parse("""
                {"broker":"localhost:11101","engine":"minilm",
                 "models":[{"engine":"upstream","model_name":"second","forward_requests_to":"https://gpu:8443",
                            "coefficient":"2500","max_active_requests":7,"upstream_model":"real",
                            "endpoints":["/v1/images/generations"],"tasks":["image.generate"],"context_tokens":4096}]}""");

        assertThat(config.proxies().broker().getPort()).isEqualTo(11101);
        assertThat(config.engines().get(0).kind()).isEqualTo(Kind.MINILM);
        assertThat(config.engines().get(0).modelName()).isEqualTo("all-MiniLM-L6-v2");
        EngineConfig second = config.engines().get(1);
        assertThat(second.coefficient()).isEqualTo(2500);
        assertThat(second.maxActiveRequests()).isEqualTo(7);
        assertThat(second.upstream().upstreamModel()).isEqualTo("real");
        assertThat(second.upstream().description().endpoints()).containsExactly("/v1/images/generations");
        assertThat(second.upstream().description().contextTokens()).isEqualTo(4096);
    }

    @Test
    void names_members_that_it_does_not_understand() {
        ProviderConfig config = parse("{\"engine\":\"minilm\",\"gpu\":1,\"models\":[{\"engine\":\"minilm\",\"x\":2}]}");

        assertThat(config.unknownFields()).containsExactly("reference_provider.gpu", "reference_provider.models[0].x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"engine\":\"magic\"}|reference_provider.engine",
                "{\"broker\":\"nowhere\",\"engine\":\"minilm\"}|reference_provider.broker",
                "{\"broker\":\"10.0.0.5:11101\",\"engine\":\"minilm\"}|reference_provider.broker",
                "{\"engine\":\"upstream\"}|model_name",
                "{\"engine\":\"minilm\",\"models\":[{\"engine\":\"minilm\",\"coefficient\":-1}]}|models[0].coefficient",
                "{\"engine\":\"minilm\",\"models\":[1]}|reference_provider.models"
            })
    void says_which_member_is_unusable_and_what_is_expected(String additions, String member) {
        assertThatThrownBy(() -> parse(additions))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(member)
                .hasMessageContaining("expected:");
    }

    @Test
    void says_that_a_file_is_missing_or_no_json() {
        assertThatThrownBy(() -> ProviderConfig.load(directory.resolve("absent.json")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ProviderConfig.load(write("[1]".getBytes())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no JSON object");
    }

    @Test
    void status_pages_for_other_machines_need_an_access_hash() {
        JsonObject file = base().with("http_port", JsonValue.of(12000))
                .with("reference_provider", JsonValue.object("engine", "minilm", "http_host", "0.0.0.0"));

        assertThatThrownBy(() -> ProviderConfig.parse(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("reference_provider.http_host")
                .hasMessageContaining("http_access_hash");
        assertThat(ProviderConfig.parse(file.with("http_access_hash", JsonValue.of("open-sesame")))
                        .statusPort())
                .isNotNull();
    }

    @Test
    void starts_only_with_a_root_configuration() {
        ProviderConfig config = parse("{\"engine\":\"minilm\"}");
        Path fakeTon = write(TestNetwork.resource("fake-ton-config.json"));

        assertThatThrownBy(config::toProvider)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--disable-ton");
        assertThat(config.withFakeTon(fakeTon).fakeTon()).isNotNull();
        assertThat(List.copyOf(config.withFakeTon(fakeTon).fakeTon().root().proxies()))
                .isNotEmpty();
    }

    private static ProviderConfig parse(String additions) {
        return ProviderConfig.parse(base().with("reference_provider", JsonValue.parse(additions)));
    }

    private static JsonObject base() {
        return JsonValue.object(
                "is_test",
                1,
                "owner_address",
                TestNetwork.OWNER.toWire(false),
                "root_contract_address",
                TestNetwork.ROOT.toWire(false));
    }

    private Path write(byte[] content) {
        try {
            return Files.write(Files.createTempFile(directory, "config", ".json"), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
