package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.block.TransactionDescription.MergeInstall;
import dev.cocoonsdk.ton.block.TransactionDescription.MergePrepare;
import dev.cocoonsdk.ton.block.TransactionDescription.SplitMerge;
import dev.cocoonsdk.ton.cell.AugmentedDictionary;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from cells that other implementations wrote, among them the TVM, gives the same cells again. */
class BlockWritingTest {

    private static final int LT_BITS = 64;

    static java.util.stream.Stream<Arguments> transactions() {
        return BlockVectors.named("transactions");
    }

    static java.util.stream.Stream<Arguments> accounts() {
        return BlockVectors.named("accounts");
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void writesATransactionAsItWas(JsonObject vector) {
        Transaction transaction = Transaction.parse(Vectors.cell(vector));

        assertThat(transaction.toCell().hash()).isEqualTo(transaction.hash());
        assertThat(TransactionDescription.parse(transaction.description().toCell()))
                .isEqualTo(transaction.description());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void writesAnAccountAsItWas(JsonObject vector) {
        ShardAccount shardAccount = ShardAccount.parse(Vectors.cell(vector));
        Account account = Account.parse(shardAccount.account());

        assertThat(shardAccount.toCell()).isEqualTo(Vectors.cell(vector));
        assertThat(account == null ? Account.missing() : account.toCell()).isEqualTo(shardAccount.account());
    }

    @Test
    void writesEveryKindOfAccount() {
        StorageInfo storage = new StorageInfo(new StorageUsed(3, 500), Hash256.sha256(), 9, NanoTon.of(7));
        MsgAddress.Internal address = MsgAddress.of(dev.cocoonsdk.ton.TonAddress.basechain(Hash256.ZERO));
        for (Account.State state :
                List.of(new Account.State.Uninitialized(), new Account.State.Frozen(Hash256.sha256(new byte[1])))) {
            Account account = new Account(address, storage, 5, CurrencyCollection.of(NanoTon.ofTon(2)), state);

            assertThat(Account.parse(account.toCell())).isEqualTo(account);
        }
    }

    @Test
    void writesTheKindsOfTransactionsThatNoChainHas() {
        SplitMerge split = new SplitMerge(3, 4, Hash256.sha256(), Hash256.ZERO);
        StoragePhase rent = new StoragePhase(NanoTon.of(5), NanoTon.of(6), StatusChange.FROZEN);
        CreditPhase credit = new CreditPhase(null, CurrencyCollection.of(NanoTon.of(1)));
        ComputePhase skipped = new ComputePhase.Skipped(ComputePhase.SkipReason.SUSPENDED);
        for (TransactionDescription description : List.of(
                new MergePrepare(split, rent, true),
                new MergeInstall(split, Cell.EMPTY, rent, credit, skipped, null, false, true))) {
            assertThat(TransactionDescription.parse(description.toCell())).isEqualTo(description);
        }
    }

    /** As transactions stand in a block of an account: the dictionary's root in the cell itself, and a reference behind it. */
    @Property(tries = 100)
    void aDictionaryInACellOfItsOwnerSurvives(@ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
        Random random = new Random(seed);
        Map<Bytes, AugmentedDictionary.Entry<CurrencyCollection>> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Bytes key =
                    Bytes.wrap(ByteBuffer.allocate(8).putLong(random.nextLong()).array());
            Cell transaction = new CellBuilder().storeUint(i, 32).build();
            entries.put(
                    key,
                    new AugmentedDictionary.Entry<>(
                            CurrencyCollection.of(NanoTon.of(i)),
                            new CellBuilder().storeRef(transaction).build()));
        }
        AugmentedDictionary<CurrencyCollection> dictionary =
                AugmentedDictionary.of(LT_BITS, CurrencyCollection.SUM, entries);
        CellBuilder out = new CellBuilder().storeUint(5, 4);
        dictionary.writeInline(out);
        CellSlice in = out.storeRef(Cell.EMPTY).build().beginRead();

        assertThat(in.loadUint(4)).isEqualTo(5);
        assertThat(AugmentedDictionary.readInline(
                        in,
                        LT_BITS,
                        CurrencyCollection.SUM,
                        slice -> new CellBuilder().storeRef(slice.loadRef()).build()))
                .isEqualTo(dictionary);
        assertThat(in.loadRef()).isEqualTo(Cell.EMPTY);
        in.endParse();
    }

    @Test
    void anEmptyDictionaryHasNoRoot() {
        AugmentedDictionary<CurrencyCollection> empty =
                AugmentedDictionary.of(LT_BITS, CurrencyCollection.SUM, Map.of());

        assertThatThrownBy(() -> empty.writeInline(new CellBuilder())).isInstanceOf(CellException.class);
    }
}
