package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever comes from the chain, reading it gives a value or a {@link CellException}. */
class BlockTotalityPropertyTest {

    private static final List<byte[]> BAGS = Vectors.cellObjects(BlockVectors.load())
            .map((JsonObject cell) -> Vectors.base64(cell, "boc_base64"))
            .toList();

    private static final List<Function<Cell, @Nullable Object>> READERS = List.of(
            Message::parse,
            Transaction::parse,
            ShardAccount::parse,
            cell -> Account.parse(ShardAccount.parse(cell).account()));

    @Property
    void readingChangedCellsIsTotal(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bag = BAGS.get(random.nextInt(BAGS.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bag[random.nextInt(bag.length)] ^= (byte) (1 << random.nextInt(8));
        }
        for (Function<Cell, @Nullable Object> reader : READERS) {
            try {
                reader.apply(BagOfCells.parseSingle(bag));
            } catch (CellException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
