package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever an account on chain holds, reading it gives a value or a {@link CellException}. */
class StorageTotalityPropertyTest {

    private static final List<byte[]> BAGS = Stream.of(
                    "ton/root_config.json", "ton/storage.json", "ton/params_cell.json")
            .flatMap(file -> Vectors.cellObjects(Vectors.load(file)))
            .map((JsonObject cell) -> Vectors.base64(cell, "boc_base64"))
            .toList();

    private static final List<Function<Cell, Object>> READERS = List.of(
            cell -> RootConfig.parse(cell, Instant.EPOCH),
            ContractParams::parse,
            ProxyStorage::parse,
            ClientStorage::parse,
            WorkerStorage::parse,
            WalletStorage::parse);

    @Property
    void readingChangedStorageIsTotal(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bag = BAGS.get(random.nextInt(BAGS.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bag[random.nextInt(bag.length)] ^= (byte) (1 << random.nextInt(8));
        }
        for (Function<Cell, Object> reader : READERS) {
            try {
                assertThat(reader.apply(BagOfCells.parseSingle(bag))).isNotNull();
            } catch (CellException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
