package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads and writes the data cells of {@code vectors/ton/storage.json}. */
class ContractStorageTest {

    private static List<JsonObject> vectors(String contract) {
        return Vectors.objects(Vectors.load("ton/storage.json"), "vectors")
                .filter(vector -> contract.equals(vector.string("contract")))
                .toList();
    }

    private static Cell data(JsonObject vector) {
        return Vectors.cell(Vectors.object(vector, "cell"));
    }

    @Test
    void readsAndWritesAProxyContract() {
        JsonObject vector = vectors("proxy").get(0);
        JsonObject expected = Vectors.object(vector, "expected");
        ProxyStorage storage = ProxyStorage.parse(data(vector));

        assertThat(storage.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(storage.key()).hasToString(Vectors.text(expected, "public_key_hex"));
        assertThat(storage.root()).hasToString(Vectors.text(expected, "root"));
        assertThat(storage.state()).isEqualTo(ContractState.CLOSING);
        assertThat(storage.balance()).isEqualTo(NanoTon.of(Vectors.number(expected, "balance")));
        assertThat(storage.stake()).isEqualTo(NanoTon.of(Vectors.number(expected, "stake")));
        assertThat(storage.unlockTime()).isEqualTo(Vectors.number(expected, "unlock_ts"));
        assertThat(storage.toCell()).isEqualTo(data(vector));
    }

    @Test
    void readsAndWritesClientContracts() {
        List<JsonObject> vectors = vectors("client");

        assertThat(vectors).hasSize(2);
        for (JsonObject vector : vectors) {
            JsonObject expected = Vectors.object(vector, "expected");
            ClientStorage storage = ClientStorage.parse(data(vector));
            assertThat(storage.state().code()).isEqualTo((int) Vectors.number(expected, "state"));
            assertThat(storage.balance()).isEqualTo(NanoTon.of(Vectors.number(expected, "balance")));
            assertThat(storage.stake()).isEqualTo(NanoTon.of(Vectors.number(expected, "stake")));
            assertThat(Long.toUnsignedString(storage.tokensUsed())).isEqualTo(Vectors.text(expected, "tokens_used"));
            assertThat(storage.unlockTime()).isEqualTo(Vectors.number(expected, "unlock_ts"));
            assertThat(storage.secretHash()).isEqualTo(Hash256.ofHex(Vectors.text(expected, "secret_hash_hex")));
            assertThat(storage.toCell()).isEqualTo(data(vector));
        }
    }

    @Test
    void readsTheConstantsOfAClientContract() {
        JsonObject vector = vectors("client").get(0);
        JsonObject expected = Vectors.object(vector, "expected");
        ClientStorage.Constants constants = ClientStorage.parse(data(vector)).constants();

        assertThat(constants.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(constants.proxy()).hasToString(Vectors.text(expected, "proxy"));
        assertThat(constants.proxyKey()).hasToString(Vectors.text(expected, "proxy_public_key_hex"));
    }

    @Test
    void readsAndWritesAWorkerContract() {
        JsonObject vector = vectors("worker").get(0);
        JsonObject expected = Vectors.object(vector, "expected");
        WorkerStorage storage = WorkerStorage.parse(data(vector));

        assertThat(storage.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(storage.proxy()).hasToString(Vectors.text(expected, "proxy"));
        assertThat(storage.proxyKey()).hasToString(Vectors.text(expected, "public_key_hex"));
        assertThat(storage.state()).isEqualTo(ContractState.CLOSED);
        assertThat(storage.tokens()).isEqualTo(Vectors.number(expected, "tokens"));
        assertThat(storage.toCell()).isEqualTo(data(vector));
    }

    @Test
    void readsAndWritesAWallet() {
        JsonObject vector = vectors("wallet").get(0);
        JsonObject expected = Vectors.object(vector, "expected");
        WalletStorage storage = WalletStorage.parse(data(vector));

        assertThat(storage.seqno()).isEqualTo(Vectors.number(expected, "seqno"));
        assertThat(storage.key()).hasToString(Vectors.text(expected, "public_key_hex"));
        assertThat(storage.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(storage.isBlocked()).isTrue();
        assertThat(storage.toCell()).isEqualTo(data(vector));
    }

    @Test
    void refusesDataOfAnotherLayout() {
        Cell client = data(vectors("client").get(0));
        Cell longer =
                new CellBuilder().storeSlice(client.beginRead()).storeBit(true).build();
        Cell unknownState =
                new CellBuilder().storeUint(3, 2).storeBytes(new byte[100]).build();

        assertThatExceptionOfType(CellException.class).isThrownBy(() -> ClientStorage.parse(longer));
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> ClientStorage.parse(unknownState))
                .withMessage("contract state: 3 (expected: 0, 1 or 2)");
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> WalletStorage.parse(client));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> ProxyStorage.parse(client));
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> WorkerStorage.parse(Cell.EMPTY));
    }
}
