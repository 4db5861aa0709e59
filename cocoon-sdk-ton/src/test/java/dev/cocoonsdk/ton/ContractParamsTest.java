package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams.Form;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractParamsTest {

    private static final JsonObject FILE = Vectors.load("ton/params_cell.json");
    private static final ContractParams V3 = ContractVectors.params(Vectors.object(FILE, "values"), codes());

    static Stream<Arguments> cells() {
        return Vectors.objects(FILE, "vectors")
                .map(vector -> Arguments.argumentSet(
                        "v" + Vectors.number(vector, "struct_version") + " codes " + vector.string("codes")
                                + (vector.object("overrides") == null ? "" : " overridden"),
                        vector));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void writesAndReadsAVector(JsonObject vector) {
        Cell expected = Vectors.cell(Vectors.object(vector, "cell"));
        Form form = form(Vectors.text(vector, "codes"));
        int version = (int) Vectors.number(vector, "struct_version");
        JsonObject values = merge(Vectors.object(FILE, "values"), vector.object("overrides"));
        ContractParams params = withVersion(ContractVectors.params(values, codes()), version);

        assertThat(expected.hash()).isEqualTo(Hash256.ofHex(Vectors.text(Vectors.object(vector, "cell"), "hash")));
        assertThat(params.toCell(form)).isEqualTo(expected);
        ContractParams read = ContractParams.parse(expected);
        assertThat(read.toCell(form)).isEqualTo(expected);
        assertThat(read.structVersion()).isEqualTo(version);
        assertThat(read.multipliers().cached()).isEqualTo(version >= 2 ? 1000 : 10_000);
        assertThat(read.multipliers().completion()).isEqualTo(version >= 3 ? 80_000 : 10_000);
        assertThat(read.minClientStake()).isEqualTo(NanoTon.ofTon(version >= 1 ? 15 : 1));
        assertThat(read.codes().proxy() == null).isEqualTo(form != Form.ROOT);
        assertThat(read.codes().worker() == null).isEqualTo(form == Form.LEAF);
    }

    private static JsonObject merge(JsonObject values, @Nullable JsonObject overrides) {
        JsonObject merged = values;
        if (overrides != null) {
            for (var member : overrides.members().entrySet()) {
                merged = merged.with(member.getKey(), member.getValue());
            }
        }
        return merged;
    }

    private static Form form(String codes) {
        return switch (codes) {
            case "all" -> Form.ROOT;
            case "worker+client" -> Form.PROXY;
            case "none" -> Form.LEAF;
            default -> throw new IllegalArgumentException(codes);
        };
    }

    private static ContractCodes codes() {
        JsonObject dummies = Vectors.object(FILE, "dummy_codes");
        return new ContractCodes(
                Vectors.cell(Vectors.object(dummies, "proxy")),
                Vectors.cell(Vectors.object(dummies, "worker")),
                Vectors.cell(Vectors.object(dummies, "client")));
    }

    private static ContractParams withVersion(ContractParams params, int version) {
        return new ContractParams(
                version,
                params.paramsVersion(),
                params.uniqueId(),
                params.isTest(),
                params.pricePerToken(),
                params.workerFeePerToken(),
                params.multipliers(),
                params.proxyDelay(),
                params.clientDelay(),
                params.minProxyStake(),
                params.minClientStake(),
                params.codes());
    }

    @Test
    void refusesANewerLayoutAndWhatFollows() {
        Cell newer = new CellBuilder().storeUint(5, 8).storeBytes(new byte[60]).build();
        CellBuilder trailing =
                new CellBuilder().storeSlice(V3.toCell(Form.LEAF).beginRead()).storeBit(false);

        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> ContractParams.parse(newer))
                .withMessageContaining("params struct version: 5");
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> ContractParams.parse(trailing.build()));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> ContractParams.parse(Cell.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> withVersion(V3, 5));
    }
}
