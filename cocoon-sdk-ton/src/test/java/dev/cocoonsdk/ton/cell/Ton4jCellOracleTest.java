package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Compares random cells with ton4j, an independent implementation. {@code -Dcocoon.test.args=-Djqwik.tries.default=100000} makes the run
 * longer than in the ordinary build.
 */
class Ton4jCellOracleTest {

    private static final int[] USUAL_LENGTHS = {0, 1, 7, 8, 9, 32, 255, 256, 267, 1016, 1022, 1023};

    /** A cell of ours and the same one of ton4j's. */
    private record Twin(Cell ours, org.ton.ton4j.cell.Cell theirs) {}

    @Property
    void hashesAndDepthsAreEqual(@ForAll long seed) {
        Twin twin = randomTwin(new Random(seed));

        assertThat(twin.ours().hash()).isEqualTo(hash(twin.theirs()));
        assertThat(twin.ours().bits()).isEqualTo(twin.theirs().getBits().getUsedBits());
    }

    @Property
    void theyReadWhatWeWrite(@ForAll long seed) {
        Twin twin = randomTwin(new Random(seed));

        org.ton.ton4j.cell.Cell read = org.ton.ton4j.cell.Cell.fromBoc(BagOfCells.serialize(twin.ours()));
        assertThat(hash(read)).isEqualTo(twin.ours().hash());
    }

    /** Without cache bits: ton4j cuts their index entries to the size that offsets without them need. */
    @Property
    void weReadWhatTheyWrite(@ForAll long seed, @ForAll boolean crc, @ForAll boolean index) {
        Twin twin = randomTwin(new Random(seed));

        assertThat(BagOfCells.parseSingle(twin.theirs().toBoc(crc, index))).isEqualTo(twin.ours());
    }

    private static Hash256 hash(org.ton.ton4j.cell.Cell cell) {
        return Hash256.of(cell.getHash());
    }

    /** A graph of 1 to 16 cells of which the last one is the root; cells may share children. */
    private static Twin randomTwin(Random random) {
        List<Twin> made = new ArrayList<>();
        int count = 1 + random.nextInt(16);
        for (int i = 0; i < count; i++) {
            made.add(randomCell(random, made));
        }
        return made.get(count - 1);
    }

    private static Twin randomCell(Random random, List<Twin> children) {
        CellBuilder ours = new CellBuilder();
        org.ton.ton4j.cell.CellBuilder theirs = org.ton.ton4j.cell.CellBuilder.beginCell();
        int bits = random.nextInt(3) == 0 ? USUAL_LENGTHS[random.nextInt(USUAL_LENGTHS.length)] : random.nextInt(1024);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits; i++) {
            boolean bit = random.nextBoolean();
            ours.storeBit(bit);
            text.append(bit ? '1' : '0');
        }
        theirs.storeBits(text.toString());
        int refs = children.isEmpty() ? 0 : random.nextInt(Cell.MAX_REFS + 1);
        for (int i = 0; i < refs; i++) {
            Twin child = children.get(children.size() - 1 - random.nextInt(Math.min(8, children.size())));
            ours.storeRef(child.ours());
            theirs.storeRef(child.theirs());
        }
        return new Twin(ours.build(), theirs.endCell());
    }
}
