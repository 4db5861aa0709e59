package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootConfigTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final JsonObject SAMPLE = Vectors.load("wire/config/fake-ton-config.json");

    @Test
    void readsTheSampleOfFakeTonModeAndReportsWhatItDoesNotKnow() {
        PseudoRootConfig result = RootConfig.ofPseudoJson(SAMPLE, START);
        RootConfig config = result.config();

        assertThat(result.unknownMembers()).containsExactly("model_names", "registered_proxies[0].proxy_hash");
        assertThat(config.version()).isEqualTo(3);
        assertThat(config.lastProxySeqno()).isEqualTo(1);
        assertThat(config.proxies())
                .containsExactly(
                        ProxyEntry.parse(1, "127.0.0.1:11001 127.0.0.1:11002").orElseThrow());
        assertThat(config.proxyHashes())
                .containsExactly(Hash256.ofBase64("ProxyProxyProxyProxyProxyProxyProxyProxyPro="));
        assertThat(config.workerHashes())
                .containsExactly(Hash256.ofBase64("WorkerWorkerWorkerWorkerWorkerWorkerWorkerU="));
        assertThat(config.modelHashes()).isEmpty();
        assertThat(config.owner()).isEqualTo(TonAddress.parse("0QBgPMq7ye2WRcudRHK_-yjHwMXjeN-UCzAuoo06TR6hmgHV"));
        assertThat(config.timestamp()).isEqualTo(START);
        assertThat(config.isTest()).isTrue();
    }

    @Test
    void usesTheFixedValuesOfFakeTonMode() {
        ContractParams params = RootConfig.ofPseudoJson(SAMPLE, START).config().params();

        assertThat(params.structVersion()).isEqualTo(1);
        assertThat(params.uniqueId()).isEqualTo(13);
        assertThat(params.proxyDelay()).isEqualTo(Duration.ofSeconds(600));
        assertThat(params.clientDelay()).isEqualTo(Duration.ofSeconds(300));
        assertThat(params.minProxyStake()).isEqualTo(NanoTon.PER_TON);
        assertThat(params.minClientStake()).isEqualTo(NanoTon.ofTon(1));
        assertThat(params.multipliers()).isEqualTo(TokenMultipliers.DEFAULT);
        assertThat(params.codes()).isEqualTo(new ContractCodes(Cell.EMPTY, Cell.EMPTY, Cell.EMPTY));
        assertThat(params.pricePerToken()).isEqualTo(NanoTon.of(2));
        assertThat(params.workerFeePerToken()).isEqualTo(NanoTon.of(1));
    }

    /** The strings of {@code vectors/wire/openai-*.txt}. */
    @Test
    void givesTheContractAddressesOfTheCapturedReference() {
        JsonObject proxy = Vectors.load("wire/config/proxy-config.json");
        JsonObject client = Vectors.load("wire/config/client-config.json");
        JsonObject worker = Vectors.load("wire/config/worker-config.json");
        ContractAddresses contracts = ContractAddresses.of(
                RootConfig.ofPseudoJson(SAMPLE, START).config().params(),
                address(proxy, "root_contract_address"),
                address(proxy, "owner_address"),
                Ed25519Key.ofBase64(Vectors.text(proxy, "machine_specific_private_key"))
                        .publicKey());
        TonAddress clientWallet = WalletAddress.of(
                Ed25519Key.ofBase64(Vectors.text(client, "node_wallet_key")).publicKey(),
                address(client, "owner_address"));

        assertThat(contracts.proxy().toWire(false)).isEqualTo("UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO");
        assertThat(contracts.worker(address(worker, "owner_address")).toWire(false))
                .isEqualTo("UQCsCs2pKcRHEAtsvfAKAZVXAbV37zuF0iiC_QlRIVO46UqM");
        assertThat(clientWallet.toWire(false)).isEqualTo("UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20");
        assertThat(contracts.client(clientWallet).toWire(false))
                .isEqualTo("UQCwXwYe-KUBqEcviBBVOV77CeiDVrcetWBxip3nsSRv6Hfp");
    }

    private static TonAddress address(JsonObject config, String name) {
        return TonAddress.parse(Vectors.text(config, name));
    }

    @Test
    void hashesModelTypesUpToTheFirstAt() {
        JsonObject json = SAMPLE.with(
                        "model_types", JsonValue.array(List.of(JsonValue.of("a/b@1:2@3"), JsonValue.of("c"))))
                .with("model_hashes", JsonValue.array(List.of(JsonValue.of(Hash256.ZERO.toBase64()))));

        assertThat(RootConfig.ofPseudoJson(json, START).config().modelHashes())
                .containsExactlyInAnyOrder(Hash256.ZERO, hash("a/b"), hash("c"));
    }

    private static Hash256 hash(String text) {
        return Hash256.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesNumbersAsTextAndCodesAsHexadecimalBags() {
        JsonObject json = SAMPLE.with("price_per_token", JsonValue.of("7"))
                .with("worker_sc_code", JsonValue.of("b5ee9c720101010100030000020f"));
        ContractParams params = RootConfig.ofPseudoJson(json, START).config().params();

        assertThat(params.pricePerToken()).isEqualTo(NanoTon.of(7));
        assertThat(params.codes().worker()).isNotNull().isNotEqualTo(Cell.EMPTY);
    }

    @Test
    void missingMembersAreZeroOrEmpty() {
        JsonObject json = (JsonObject) JsonValue.parse("{\"root_owner_address\":\"0:%s\"}".formatted("00".repeat(32)));
        RootConfig config = RootConfig.ofPseudoJson(json, START).config();

        assertThat(config.version()).isZero();
        assertThat(config.proxies()).isEmpty();
        assertThat(config.pricing().pricePerToken()).isEqualTo(NanoTon.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version | -1 | version: -1 (expected: an integer from 0 to 4294967295)",
                "version | 4294967296 | version: 4294967296",
                "version | true | version: true",
                "params_version | \"x\" | params_version: ",
                "price_per_token | 1.5 | price_per_token: 1.5",
                "proxy_hashes | 1 | proxy_hashes: 1 (expected: an array of strings)",
                "proxy_hashes | [1] | proxy_hashes[0]: 1 (expected: a string)",
                "worker_hashes | [\"AA==\"] | worker_hashes[0]: \"AA==\" (expected: 32 bytes in base64)",
                "client_sc_code | \"zz\" | client_sc_code: \"zz\" (expected: a bag of cells in hexadecimal)",
                "client_sc_code | \"b5ee\" | client_sc_code: \"b5ee\" (expected: a bag of cells",
                "root_owner_address | \"\" | root_owner_address: \"\" (expected: a TON address",
                "root_owner_address | 5 | root_owner_address: 5 (expected: a string)",
                "registered_proxies | [7] | registered_proxies[0]: 7 (expected: an object)",
                "registered_proxies | [{\"seqno\":1,\"address\":\"example.org:1\"}] | registered_proxies[0].address: \"example.org:1\""
            })
    void refusesAMemberThatDoesNotParseAndNamesIt(String name, String value, String message) {
        JsonObject json = SAMPLE.with(name, JsonValue.parse(value));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RootConfig.ofPseudoJson(json, START))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:11001 10.0.0.1:11002, 10.0.0.1:11001, 10.0.0.1:11002",
        "192.0.2.7:4000, 192.0.2.7:4000, 192.0.2.7:4000",
        "[198.51.100.9:65535] 198.51.100.10:1, 198.51.100.9:65535, 198.51.100.10:1"
    })
    void aProxyEntryHasOneOrTwoAddresses(String text, String workers, String clients) {
        ProxyEntry entry = ProxyEntry.parse(9, text).orElseThrow();

        assertThat(entry.forWorkers()).hasToString("/" + workers);
        assertThat(entry.forClients()).hasToString("/" + clients);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "example.org:80",
                "1.2.3.4",
                "1.2.3.4:0",
                "1.2.3.4:65536",
                "1.2.3:80",
                "1.2.3.256:80",
                "01.2.3.4:80",
                "[1.2.3.4:80",
                "1.2.3.4:80 ",
                "1.2.3.4:80  1.2.3.4:81",
                "1.2.3.4:80 1.2.3.4:81 1.2.3.4:82",
                "[::1]:80"
            })
    void otherTextIsNoProxyEntry(String text) {
        assertThat(ProxyEntry.parse(1, text)).isEmpty();
    }

    @Test
    void aGreaterVersionReplacesASmallerOne() {
        RootConfig three = RootConfig.ofPseudoJson(SAMPLE, START).config();
        RootConfig four = RootConfig.ofPseudoJson(SAMPLE.with("version", JsonValue.of(4)), START)
                .config();

        assertThat(four.isNewerThan(three)).isTrue();
        assertThat(three.isNewerThan(three)).isFalse();
    }
}
