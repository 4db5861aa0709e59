package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the root contracts of {@code vectors/ton/root_config.json}. */
class RootConfigCellTest {

    private static final JsonObject FILE = Vectors.load("ton/root_config.json");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static Cell data(String name) {
        return Vectors.objects(FILE, "vectors")
                .filter(vector -> name.equals(vector.string("name")))
                .map(vector -> Vectors.cell(Vectors.object(vector, "cell")))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> readable() {
        return Vectors.objects(FILE, "vectors")
                .filter(vector -> vector.object("expected") != null)
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readsAVector(JsonObject vector) {
        JsonObject expected = Vectors.object(vector, "expected");
        RootConfig config = RootConfig.parse(Vectors.cell(Vectors.object(vector, "cell")), NOW);
        ContractParams params = config.params();

        assertThat(config.version()).isEqualTo(Vectors.number(expected, "version"));
        assertThat(config.lastProxySeqno())
                .isEqualTo(expected.get("last_proxy_seqno") == null ? 0 : Vectors.number(expected, "last_proxy_seqno"));
        assertThat(config.timestamp()).isEqualTo(NOW);
        assertThat(params.structVersion()).isEqualTo((int) Vectors.number(expected, "struct_version"));
        assertThat(params.paramsVersion()).isEqualTo(Vectors.number(expected, "params_version"));
        assertThat(params.uniqueId()).isEqualTo(Vectors.number(expected, "unique_id"));
        assertThat(config.isTest()).isEqualTo(Vectors.flag(expected, "is_test"));
        assertThat(params.pricePerToken()).isEqualTo(NanoTon.of(Vectors.number(expected, "price_per_token")));
        assertThat(params.multipliers())
                .isEqualTo(new TokenMultipliers(
                        Vectors.number(expected, "prompt_tokens_price_multiplier"),
                        Vectors.number(expected, "cached_tokens_price_multiplier"),
                        Vectors.number(expected, "completion_tokens_price_multiplier"),
                        Vectors.number(expected, "reasoning_tokens_price_multiplier")));
        assertThat(params.minClientStake()).isEqualTo(NanoTon.of(Vectors.number(expected, "min_client_stake")));
    }

    @Test
    void readsProxiesHashesAndCodesOfAFullRoot() {
        JsonObject vector = Vectors.list(FILE, "vectors").get(0);
        JsonObject expected = Vectors.object(vector, "expected");
        RootConfig config = RootConfig.parse(data("full_v3"), NOW);

        assertThat(config.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(config.proxyHashes()).containsExactlyInAnyOrderElementsOf(hashes(expected, "proxy_hashes"));
        assertThat(config.workerHashes()).containsExactlyInAnyOrderElementsOf(hashes(expected, "worker_hashes"));
        assertThat(config.modelHashes()).containsExactlyInAnyOrderElementsOf(hashes(expected, "model_hashes"));
        assertThat(config.proxies())
                .containsExactlyElementsOf(Vectors.objects(expected, "proxies")
                        .map(proxy -> new ProxyEntry(
                                Vectors.number(proxy, "seqno"),
                                socket(Vectors.text(proxy, "for_workers")),
                                socket(Vectors.text(proxy, "for_clients"))))
                        .toList());
        assertThat(config.skippedProxies())
                .extracting(RootConfig.SkippedProxy::seqno)
                .containsExactly(3L, 4L);
        assertThat(config.params().codes().proxy())
                .extracting(code -> code.hash().toHex())
                .isEqualTo(Vectors.text(expected, "proxy_code_hash"));
    }

    private static List<Hash256> hashes(JsonObject expected, String name) {
        return expected.array(name).stream()
                .map(hash -> Hash256.ofHex(((JsonString) hash).value()))
                .toList();
    }

    private static InetSocketAddress socket(String text) {
        return ProxyEntry.parse(0, text).orElseThrow().forWorkers();
    }

    @Test
    void takesStructVersion4WhichTheCppNodesRefuse() {
        assertThat(RootConfig.parse(data("v4_rejected_by_cpp"), NOW).params().structVersion())
                .isEqualTo(4);
    }

    @Test
    void refusesWhatIsLeftOver() {
        Cell thirdRef = new CellBuilder()
                .storeSlice(data("full_v3").beginRead())
                .storeRef(Cell.EMPTY)
                .build();

        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> RootConfig.parse(data("trailing_bit_rejected"), NOW));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> RootConfig.parse(thirdRef, NOW));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> RootConfig.parse(Cell.EMPTY, NOW));
    }
}
