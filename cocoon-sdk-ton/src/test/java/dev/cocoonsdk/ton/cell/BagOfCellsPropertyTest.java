package dev.cocoonsdk.ton.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any bytes give cells or a {@link BocFormatException}, and what gives cells survives being written. */
class BagOfCellsPropertyTest {

    private static final byte[][] MAGICS = {
        {(byte) 0xb5, (byte) 0xee, (byte) 0x9c, 0x72},
        {0x68, (byte) 0xff, 0x65, (byte) 0xf3},
        {(byte) 0xac, (byte) 0xc3, (byte) 0xa7, 0x28}
    };

    private static final byte[] TREE = BagOfCells.serialize(new CellBuilder()
            .storeUint(5, 3)
            .storeRef(new CellBuilder()
                    .storeBytes(new byte[40])
                    .storeRef(Cell.EMPTY)
                    .build())
            .storeRef(Cell.EMPTY)
            .build());

    @Property
    void parsingAnyBytesBehindAMagicIsTotal(@ForAll("bytes") byte[] rest, @ForAll("magics") byte[] magic) {
        byte[] input = new byte[magic.length + rest.length];
        System.arraycopy(magic, 0, input, 0, magic.length);
        System.arraycopy(rest, 0, input, magic.length, rest.length);

        assertTotal(input);
    }

    @Property
    void parsingAChangedBagIsTotal(@ForAll int position, @ForAll byte value, @ForAll int cut) {
        byte[] changed = TREE.clone();
        changed[Math.floorMod(position, changed.length)] = value;

        assertTotal(changed);
        assertTotal(java.util.Arrays.copyOf(changed, Math.floorMod(cut, changed.length)));
    }

    private static void assertTotal(byte[] input) {
        List<Cell> roots;
        try {
            roots = BagOfCells.parse(input);
        } catch (BocFormatException e) {
            assertThat(e.offset()).isBetween(0, input.length);
            return;
        }
        byte[] written = BagOfCells.serialize(roots.get(0));
        assertThat(BagOfCells.parseSingle(written)).isEqualTo(roots.get(0));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        // Small numbers are likely to be plausible sizes and counts.
        return Arbitraries.oneOf(Arbitraries.bytes().between((byte) 0, (byte) 4), Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(200);
    }

    @Provide
    Arbitrary<byte[]> magics() {
        return Arbitraries.of(MAGICS);
    }
}
