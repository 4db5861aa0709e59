package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ton.ton4j.cell.CellSlice;

/**
 * Compares random messages and initial states with ton4j, an independent implementation, in both directions. {@code
 * -Dcocoon.test.args=-Djqwik.tries.default=100000} makes the run longer than in the ordinary build.
 */
class Ton4jMessageOracleTest {

    @Property
    void theyReadOurMessagesAsWeMeanThem(@ForAll long seed) {
        Message ours = new RandomMessages(new Random(seed)).message();
        org.ton.ton4j.tlb.Message theirs = org.ton.ton4j.tlb.Message.deserialize(slice(ours.toCell()));

        CellBuilder header = new CellBuilder();
        ours.header().write(header);
        assertThat(hash(theirs.getInfo().toCell())).isEqualTo(header.build().hash());
        StateInit init = ours.init();
        assertThat(theirs.getInit() == null ? null : hash(theirs.getInit().toCell()))
                .isEqualTo(init == null ? null : init.toCell().hash());
        assertThat(theirs.getBody() == null ? Cell.EMPTY.hash() : hash(theirs.getBody()))
                .isEqualTo(ours.body().hash());
    }

    /** They choose for themselves what stands in place. */
    @Property
    void weReadTheirMessagesAsTheyMeanThem(@ForAll long seed) {
        Message ours = new RandomMessages(new Random(seed)).shortMessage();
        org.ton.ton4j.tlb.Message theirs = org.ton.ton4j.tlb.Message.deserialize(slice(ours.toCell()));

        Message back = Message.parse(BagOfCells.parseSingle(theirs.toCell().toBoc(false)));
        assertThat(back.header()).isEqualTo(ours.header());
        assertThat(back.init()).isEqualTo(ours.init());
        assertThat(back.body()).isEqualTo(ours.body());
    }

    @Property
    void initialStatesAndTheirAddressesAreEqual(@ForAll long seed) {
        StateInit ours = new RandomMessages(new Random(seed)).stateInit();
        org.ton.ton4j.tlb.StateInit theirs = org.ton.ton4j.tlb.StateInit.deserialize(slice(ours.toCell()));

        assertThat(hash(theirs.toCell())).isEqualTo(ours.toCell().hash());
        assertThat(theirs.getAddress().toRaw()).isEqualTo(ours.address().toString());
        assertThat(StateInit.parse(BagOfCells.parseSingle(theirs.toCell().toBoc(false))))
                .isEqualTo(ours);
    }

    private static CellSlice slice(Cell cell) {
        return CellSlice.beginParse(org.ton.ton4j.cell.Cell.fromBoc(BagOfCells.serialize(cell)));
    }

    /** Some of their cells have no hash until they were stored. */
    private static Hash256 hash(org.ton.ton4j.cell.Cell cell) {
        return Hash256.of(org.ton.ton4j.cell.CellBuilder.beginCell()
                .storeCell(cell)
                .endCell()
                .getHash());
    }
}
