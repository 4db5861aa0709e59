package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MsgAddressTest {

    private static Cell bits(Random random, int count) {
        CellBuilder builder = new CellBuilder();
        for (int i = 0; i < count; i++) {
            builder.storeBit(random.nextBoolean());
        }
        return builder.build();
    }

    private static MsgAddress.Anycast anycast(Random random) {
        return random.nextBoolean() ? null : new MsgAddress.Anycast(bits(random, 1 + random.nextInt(30)));
    }

    private static List<MsgAddress> oneOfEach(Random random) {
        byte[] account = new byte[32];
        random.nextBytes(account);
        return List.of(
                MsgAddress.none(),
                new MsgAddress.External(bits(random, random.nextInt(512))),
                new MsgAddress.Standard(anycast(random), new TonAddress((byte) random.nextInt(), Hash256.of(account))),
                new MsgAddress.Variable(anycast(random), random.nextInt(), bits(random, random.nextInt(512))));
    }

    @Property
    void everyKindSurvivesACell(@ForAll long seed) {
        for (MsgAddress address : oneOfEach(new Random(seed))) {
            CellBuilder builder = new CellBuilder();
            address.write(builder);

            assertThat(MsgAddress.read(builder.build().beginRead())).isEqualTo(address);
        }
    }

    @Test
    void aStandardAddressIsThatOfTheContracts() {
        TonAddress account = TonAddress.basechain(Hash256.sha256(new byte[0]));
        CellBuilder expected = new CellBuilder();
        account.write(expected);
        CellBuilder written = new CellBuilder();
        MsgAddress.of(account).write(written);

        assertThat(written.build()).isEqualTo(expected.build());
        assertThat(MsgAddress.of(account).standard()).isEqualTo(account);
    }

    @Test
    void anAddressThatAnycastChangesIsNoStandardAddress() {
        TonAddress account = TonAddress.basechain(Hash256.sha256(new byte[0]));
        MsgAddress.Anycast anycast = new MsgAddress.Anycast(bits(new Random(1), 3));

        assertThat(new MsgAddress.Standard(anycast, account).standard()).isNull();
        assertThat(MsgAddress.none().standard()).isNull();
    }

    @Test
    void refusesAnycastOfNoAndOf31Bits() {
        for (int depth : new int[] {0, 31}) {
            Cell cell = new CellBuilder()
                    .storeUint(0b101, 3)
                    .storeUint(depth, 5)
                    .storeHash(Hash256.ZERO)
                    .storeHash(Hash256.ZERO)
                    .build();

            assertThatExceptionOfType(CellException.class)
                    .isThrownBy(() -> MsgAddress.read(cell.beginRead()))
                    .withMessage("anycast: " + depth + " bits (expected: 1 to 30), at bit 3, reference 0");
        }
        assertThatExceptionOfType(CellException.class).isThrownBy(() -> new MsgAddress.Anycast(Cell.EMPTY));
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> new MsgAddress.External(bits(new Random(1), 512)));
    }
}
