package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.CellException;

class MessageFuzzTest {

    @FuzzTest
    void parsingAnyBagGivesAMessageOrATypedError(byte[] input) {
        Message message;
        try {
            message = Message.parse(BagOfCells.parseSingle(input));
        } catch (CellException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(Message.parse(message.toCell())).isEqualTo(message);
    }
}
