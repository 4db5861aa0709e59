package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class BagOfCellsFuzzTest {

    @FuzzTest
    void parsingAnyBytesGivesCellsOrATypedError(byte[] input) {
        List<Cell> roots;
        try {
            roots = BagOfCells.parse(input);
        } catch (BocFormatException e) {
            assertThat(e.offset()).isBetween(0, input.length);
            return;
        }
        Cell root = roots.get(0);
        assertThat(BagOfCells.parseSingle(BagOfCells.serialize(root)).hash()).isEqualTo(root.hash());
    }
}
