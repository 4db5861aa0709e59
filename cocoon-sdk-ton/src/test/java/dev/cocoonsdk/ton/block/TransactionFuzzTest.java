package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

class TransactionFuzzTest {

    private static final List<Function<Cell, @Nullable Object>> READERS = List.of(
            Transaction::parse,
            TransactionDescription::parse,
            HashUpdate::parse,
            ShardAccount::parse,
            cell -> Account.parse(ShardAccount.parse(cell).account()),
            Account::parse);

    @FuzzTest
    void parsingAnyBagGivesATransactionOrAnAccountOrATypedError(byte[] input) {
        Cell root;
        try {
            root = BagOfCells.parseSingle(input);
        } catch (CellException e) {
            return;
        }
        for (Function<Cell, @Nullable Object> reader : READERS) {
            try {
                reader.apply(root);
            } catch (CellException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
