package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigTest {

    private static final Path FILES = Path.of("src/test/resources/config");

    private static BrokerConfig with(String name, JsonValue value) {
        return BrokerConfig.parse(TestBroker.official().with(name, value));
    }

    private static BrokerConfig ours(Object... members) {
        return with("reference_broker", JsonValue.object(members));
    }

    @Test
    void the_official_files_are_read_as_they_are() {
        BrokerConfig config = BrokerConfig.load(FILES.resolve("proxy-config.json"))
                .withFakeTon(FILES.resolve("fake-ton-config.json"));

        ProxyRunnerConfig runner = config.runner();
        assertThat(runner.isTest()).isTrue();
        assertThat(runner.isTestnet()).isFalse();
        assertThat(runner.httpPort()).isEqualTo(11000);
        assertThat(runner.workersRpcPort()).isEqualTo(11101);
        assertThat(runner.clientRpcPort()).isEqualTo(11102);
        assertThat(runner.owner().toWire(false)).isEqualTo("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
        assertThat(runner.imageHash()).isNotNull();
        assertThat(runner.dbPath()).isEqualTo("proxy-db");
        assertThat(config.settings().listen()).isEqualTo("127.0.0.1");
        assertThat(config.settings().apiPort()).isEqualTo(11080);
        assertThat(config.settings().adminPort()).isEqualTo(11000);
        assertThat(config.fakeTon().pricing().pricePerToken()).isEqualTo(NanoTon.of(2));
    }

    @Test
    void members_without_effect_are_reported_by_their_full_names() {
        JsonObject ours = JsonValue.object("listn", "x", "accounts", JsonValue.array(List.of(account("nick", "n"))));
        BrokerConfig config = BrokerConfig.parse(
                TestBroker.official().with("htp_port", JsonValue.of(1)).with("reference_broker", ours));

        assertThat(config.unknownFields())
                .containsExactly("htp_port", "reference_broker.listn", "reference_broker.accounts[0].nick");
        assertThat(BrokerConfig.parse(TestBroker.official())
                        .withFakeTon(FILES.resolve("fake-ton-config.json"))
                        .unknownFields())
                .contains("fake-ton-config.json: model_names");
    }

    private static JsonObject account(String name, String value) {
        return TestBroker.account(TestBroker.WALLET, "s", 5, "closing").with(name, JsonValue.of(value));
    }

    @Test
    void accounts_are_read_with_their_secret_hash() {
        BrokerConfig config = ours("accounts", JsonValue.array(List.of(account("address", "0:" + "ab".repeat(32)))));

        ClientAccount account = config.settings().accounts().get(0);
        assertThat(account.state()).isEqualTo(ClientAccount.State.CLOSING);
        assertThat(account.stake()).isEqualTo(NanoTon.of(5));
        assertThat(account.toString()).doesNotContain(account.secretHash().toHex());
    }

    @Test
    void values_may_be_written_as_the_image_templates_do() {
        assertThat(with("is_testnet", JsonValue.of("1")).runner().isTestnet()).isTrue();
        assertThat(with("check_worker_hashes", JsonValue.of(1)).runner().checkWorkerHashes())
                .isTrue();
        assertThat(with("http_port", JsonValue.of("12345")).runner().httpPort()).isEqualTo(12345);
        assertThat(ours("admin_port", -1).settings().adminPort()).isEqualTo(BrokerSettings.NO_PORT);
        assertThat(ours("idle_timeout_seconds", "7").settings().idleTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void without_http_port_there_is_no_administration() {
        BrokerConfig config = BrokerConfig.parse(TestBroker.official().without("http_port"));

        assertThat(config.settings().adminPort()).isEqualTo(BrokerSettings.NO_PORT);
        assertThat(config.settings().apiPort()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "http_port, 70000",
        "http_port, text",
        "is_test, maybe",
        "owner_address, nobody",
        "node_wallet_key, c2hvcnQ=",
        "machine_specific_private_key, ''",
    })
    void an_unusable_member_is_named_but_a_key_is_not_shown(String name, String value) {
        assertThatThrownBy(() -> with(name, JsonValue.of(value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("expected")
                .satisfies(e -> {
                    if (name.endsWith("key") && !value.isEmpty()) {
                        assertThat(e.getMessage()).doesNotContain(value);
                    } else {
                        assertThat(e.getMessage()).contains(value);
                    }
                });
    }

    @Test
    void the_testnet_needs_a_test_network() {
        JsonObject json =
                TestBroker.official().with("is_test", JsonValue.of(false)).with("is_testnet", JsonValue.of(true));

        assertThatThrownBy(() -> BrokerConfig.parse(json)).isInstanceOf(ConfigException.class);
    }

    @Test
    void files_that_are_missing_or_no_json_are_named(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.json");
        Path broken = Files.writeString(directory.resolve("broken.json"), "{");
        Path array = Files.writeString(directory.resolve("array.json"), "[]");

        for (Path file : List.of(missing, broken, array)) {
            assertThatThrownBy(() -> BrokerConfig.load(file))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void keys_and_secrets_do_not_print() {
        BrokerConfig config = with("http_access_hash", JsonValue.of("open sesame"));

        assertThat(config.toString())
                .doesNotContain("ml+7xELuOQtfp9q9mSWtHiSWx5aSBV6p3xCfwPmHOwY=")
                .doesNotContain("open sesame");
        assertThat(config.runner().accessHash()).isEqualTo(Secret.of("open sesame"));
    }

    @Test
    void tokens_do_not_travel_unencrypted_unless_that_is_accepted() {
        BrokerConfig open = TestBroker.config(JsonValue.object("listen", "0.0.0.0"));
        BrokerConfig accepted = TestBroker.config(JsonValue.object("listen", "0.0.0.0", "allow_plain_http", true));

        assertThatThrownBy(() -> Broker.builder(open).start())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("allow_plain_http");
        try (Broker broker = Broker.builder(accepted).start()) {
            assertThat(broker.apiUri().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void a_broker_without_a_root_configuration_says_what_is_missing() {
        BrokerConfig config = BrokerConfig.parse(TestBroker.official());

        assertThatThrownBy(() -> Broker.builder(config).start())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--disable-ton");
    }

    @Test
    void ports_with_tls_are_off_unless_they_are_wanted() {
        TlsPorts none = TestBroker.config(JsonValue.object()).settings().tls();
        TlsPorts some = TestBroker.config(
                        JsonValue.object("tls_worker_port", 11001, "client_policy", "fake_tdx", "pow_difficulty", 28))
                .settings()
                .tls();

        assertThat(none.any()).isFalse();
        assertThat(none.workerPolicy(true)).isEqualTo("any");
        assertThat(none.workerPolicy(false)).isEqualTo("tdx");
        assertThat(none.clientPolicyOrAny()).isEqualTo("any");
        assertThat(none.powDifficulty()).isEqualTo(20);
        assertThat(some.any()).isTrue();
        assertThat(some.clientPolicyOrAny()).isEqualTo("fake_tdx");
        assertThatThrownBy(() -> TestBroker.config(JsonValue.object("pow_difficulty", 29)))
                .hasMessageContaining("pow_difficulty");
    }
}
