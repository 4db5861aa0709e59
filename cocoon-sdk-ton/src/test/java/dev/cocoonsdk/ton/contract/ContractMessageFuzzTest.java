package dev.cocoonsdk.ton.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;

class ContractMessageFuzzTest {

    @FuzzTest
    void parsingAnyBagGivesAMessageOrATypedError(byte[] input) {
        Cell body;
        ContractMessage message;
        try {
            body = BagOfCells.parseSingle(input);
            message = ContractMessage.parse(body);
        } catch (CellException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(message.toCell()).isEqualTo(body);
    }
}
