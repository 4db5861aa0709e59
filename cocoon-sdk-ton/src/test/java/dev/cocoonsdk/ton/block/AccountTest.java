package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.cell.AugmentedDictionary;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellType;
import dev.cocoonsdk.ton.cell.ExoticCellException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    private static final int KEY_BITS = 256;

    static Stream<Arguments> accounts() {
        return BlockVectors.named("accounts");
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void readsAVector(JsonObject vector) {
        ShardAccount shardAccount = ShardAccount.parse(Vectors.cell(vector));
        Account account = Account.parse(shardAccount.account());

        assertThat(shardAccount.lastTransactionLt()).isEqualTo(Vectors.number(vector, "last_lt"));
        assertThat(account != null).isEqualTo(Vectors.flag(vector, "exists"));
        if (account == null) {
            return;
        }
        assertThat(BlockVectors.text(account.address())).isEqualTo(vector.string("address"));
        assertThat(account.balance().coins().value()).isEqualTo(Vectors.number(vector, "balance"));
        assertThat(account.storage().used().cells()).isEqualTo(Vectors.number(vector, "used_cells"));
        StateInit contract = account.contract();
        assertThat(contract == null ? null : contract.requireCode().hash().toHex())
                .isEqualTo(vector.string("code_hash"));
    }

    @Test
    void aMissingAccountIsOneBit() {
        assertThat(Account.parse(new CellBuilder().storeBit(false).build())).isNull();
    }

    private static AugmentedDictionary<DepthBalance> accounts(int count) {
        Random random = new Random(count);
        Map<Bytes, AugmentedDictionary.Entry<DepthBalance>> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[KEY_BITS / 8];
            random.nextBytes(key);
            DepthBalance balance = new DepthBalance(i % 5, CurrencyCollection.of(NanoTon.of(i)));
            Cell value = new CellBuilder().storeUint(i, 32).build();
            entries.put(Bytes.wrap(key), new AugmentedDictionary.Entry<>(balance, value));
        }
        return AugmentedDictionary.of(KEY_BITS, DepthBalance.AUGMENTATION, entries);
    }

    private static Cell written(AugmentedDictionary<DepthBalance> accounts) {
        CellBuilder builder = new CellBuilder();
        accounts.write(builder);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 50})
    void theAccountsOfAShardSurviveACell(int count) {
        AugmentedDictionary<DepthBalance> accounts = accounts(count);
        Cell cell = written(accounts);

        assertThat(AugmentedDictionary.read(cell.beginRead(), KEY_BITS, DepthBalance.AUGMENTATION))
                .isEqualTo(accounts);
        accounts.entries()
                .forEach((key, entry) -> assertThat(
                                AugmentedDictionary.find(cell.beginRead(), KEY_BITS, key, DepthBalance.AUGMENTATION))
                        .isEqualTo(entry));
        assertThat(AugmentedDictionary.find(
                        cell.beginRead(), KEY_BITS, Bytes.wrap(new byte[32]), DepthBalance.AUGMENTATION))
                .isNull();
    }

    @Test
    void refusesASumThatIsNotThatOfItsParts() {
        Cell cell = written(accounts(3));
        Cell forged = new CellBuilder()
                .storeBit(true)
                .storeRef(cell.ref(0))
                .storeUint(4, 5)
                .storeCoins(NanoTon.of(4))
                .storeBit(false)
                .build();

        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> AugmentedDictionary.read(forged.beginRead(), KEY_BITS, DepthBalance.AUGMENTATION))
                .withMessageStartingWith("dictionary: extra of another tree");
    }

    @Test
    void findsAnAccountInAProofThatLeavesOutTheOthers() {
        AugmentedDictionary<DepthBalance> accounts = accounts(2);
        Cell cell = written(accounts);
        Cell root = cell.ref(0);
        Cell proof = new CellBuilder()
                .storeSlice(withoutRefs(root).beginRead())
                .storeRef(root.ref(0))
                .storeRef(pruned(root.ref(1)))
                .build();
        Cell proven = new CellBuilder()
                .storeSlice(withoutRefs(cell).beginRead())
                .storeRef(proof)
                .build();
        Bytes first = accounts.entries().keySet().iterator().next();

        assertThat(proven.hash(0)).isEqualTo(cell.hash());
        assertThat(AugmentedDictionary.find(proven.beginRead(), KEY_BITS, first, DepthBalance.AUGMENTATION))
                .isEqualTo(accounts.entries().get(first));
        assertThatExceptionOfType(ExoticCellException.class)
                .isThrownBy(() -> AugmentedDictionary.read(proven.beginRead(), KEY_BITS, DepthBalance.AUGMENTATION));
    }

    private static Cell withoutRefs(Cell cell) {
        return cell.beginRead().loadBits(cell.bits());
    }

    private static Cell pruned(Cell tree) {
        return new CellBuilder()
                .storeUint(CellType.PRUNED_BRANCH.code(), 8)
                .storeUint(1, 8)
                .storeHash(tree.hash())
                .storeUint(tree.depth(), 16)
                .buildExotic();
    }
}
