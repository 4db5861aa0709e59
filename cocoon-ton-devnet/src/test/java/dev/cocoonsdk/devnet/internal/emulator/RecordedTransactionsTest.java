package dev.cocoonsdk.devnet.internal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The emulator does here what it does under Node.js: {@code emulator/record/record.mjs} wrote down what that is. */
class RecordedTransactionsTest {

    private static JsonObject recorded;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RecordedTransactionsTest.class.getResourceAsStream("/recorded-transactions.json"))) {
            recorded = (JsonObject) JsonValue.parse(in.readAllBytes());
        }
    }

    @Test
    void everyTransactionHasTheHashThatNodeComputed() {
        TonEmulator emulator = new TonEmulator(ChainConfig.slim());
        Map<String, Cell> accounts = new HashMap<>();
        List<JsonValue> transactions = recorded.array("transactions");
        assertThat(transactions).hasSizeGreaterThan(100);
        for (JsonValue value : transactions) {
            JsonObject entry = (JsonObject) value;
            String account = entry.string("account");
            if (entry.string("before") != null) {
                accounts.put(account, cell(entry.string("before")));
            }
            TonEmulator.Moment moment = new TonEmulator.Moment(
                    entry.integer("time"), Long.parseLong(entry.string("lt")), Hash256.ofHex(entry.string("seed")));
            TonEmulator.Outcome outcome =
                    emulator.emulate(accounts.get(account), cell(entry.string("message")), moment);
            if (outcome instanceof TonEmulator.Outcome.Refused refused) {
                assertThat((long) refused.exitCode()).isEqualTo(entry.integer("refused"));
            } else if (outcome instanceof TonEmulator.Outcome.Executed executed) {
                assertThat(executed.transaction().hash().toHex()).isEqualTo(entry.string("transaction"));
                assertThat(executed.shardAccount().hash().toHex()).isEqualTo(entry.string("after"));
                accounts.put(account, executed.shardAccount());
            }
        }
    }

    @Test
    void everyGetMethodReturnsWhatItReturnedUnderNode() {
        TonEmulator emulator = new TonEmulator(ChainConfig.slim());
        List<JsonValue> methods = recorded.array("getMethods");
        assertThat(methods).hasSizeGreaterThan(30);
        for (JsonValue value : methods) {
            JsonObject entry = (JsonObject) value;
            TonEmulator.Contract contract = new TonEmulator.Contract(
                    TonAddress.parse(entry.string("address")),
                    NanoTon.of(Long.parseLong(entry.string("balance"))),
                    cell(entry.string("code")),
                    cell(entry.string("data")),
                    entry.integer("time"),
                    Hash256.ofHex(entry.string("seed")));
            TonEmulator.Returned returned =
                    emulator.runGetMethod(contract, entry.integer("method").intValue(), VmStack.toCell(List.of()));
            assertThat((long) returned.exitCode()).isEqualTo(entry.integer("exitCode"));
            assertThat(returned.stack()).isEqualTo(cell(entry.string("stack")));
            assertThat(VmStack.toCell(VmStack.parse(returned.stack()))).isEqualTo(returned.stack());
        }
    }

    private static Cell cell(String base64) {
        return BagOfCells.parseSingle(Base64.getDecoder().decode(base64));
    }
}
