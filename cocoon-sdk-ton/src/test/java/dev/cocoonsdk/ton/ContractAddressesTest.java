package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams.Form;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractAddressesTest {

    static Stream<Arguments> vectors() {
        return Vectors.objects(Vectors.load("ton/state_init.json"), "vectors")
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givesTheAddressesOfAVector(JsonObject vector) {
        ContractAddresses contracts = contracts(vector);
        JsonObject proxy = Vectors.object(vector, "proxy");
        JsonObject client = Vectors.object(vector, "client");
        JsonObject worker = Vectors.object(vector, "worker");
        TonAddress clientWallet = ContractVectors.address(client, "owner");
        TonAddress workerOwner = ContractVectors.address(worker, "owner");

        assertThat(contracts.proxy()).isEqualTo(ContractVectors.address(proxy, "address"));
        assertThat(contracts.client(clientWallet)).isEqualTo(ContractVectors.address(client, "address"));
        assertThat(contracts.worker(workerOwner)).isEqualTo(ContractVectors.address(worker, "address"));
        assertThat(contracts.clientState(clientWallet).data()).isEqualTo(Vectors.cell(Vectors.object(client, "data")));
        assertThat(contracts.workerState(workerOwner).data()).isEqualTo(Vectors.cell(Vectors.object(worker, "data")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givesTheProxyDataAndParamsOfAVector(JsonObject vector) {
        JsonObject proxy = Vectors.object(vector, "proxy");
        StateInit state = contracts(vector).proxyState();
        boolean named = proxy.string("data_hash") != null;
        String dataHash =
                named ? Vectors.text(proxy, "data_hash") : Vectors.text(Vectors.object(proxy, "data"), "hash");
        String paramsHash = named
                ? Vectors.text(proxy, "params_cell_hash")
                : Vectors.text(Vectors.object(proxy, "params_cell"), "hash");

        assertThat(state.data().hash()).isEqualTo(Hash256.ofHex(dataHash));
        assertThat(params(vector).toCell(Form.PROXY).hash()).isEqualTo(Hash256.ofHex(paramsHash));
    }

    private static ContractAddresses contracts(JsonObject vector) {
        return ContractAddresses.of(
                params(vector),
                ContractVectors.address(vector, "root"),
                ContractVectors.address(Vectors.object(vector, "proxy"), "owner"),
                Ed25519PublicKey.ofHex(Vectors.text(vector, "proxy_public_key_hex")));
    }

    private static ContractParams params(JsonObject vector) {
        ContractCodes codes = new ContractCodes(
                ContractVectors.code(Vectors.object(vector, "proxy")),
                ContractVectors.code(Vectors.object(vector, "worker")),
                ContractVectors.code(Vectors.object(vector, "client")));
        return ContractVectors.params(Vectors.object(vector, "params"), codes);
    }

    @Test
    void refusesParamsWithoutACode() {
        JsonObject vector =
                Vectors.list(Vectors.load("ton/state_init.json"), "vectors").get(0);
        ContractParams incomplete = ContractVectors.params(Vectors.object(vector, "params"), ContractCodes.NONE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractAddresses.of(
                        incomplete,
                        ContractVectors.address(vector, "root"),
                        ContractVectors.address(vector, "root"),
                        Ed25519PublicKey.ofHex(Vectors.text(vector, "proxy_public_key_hex"))))
                .withMessageContaining("no proxy code");
    }
}
