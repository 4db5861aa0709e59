package dev.cocoonsdk.ton.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.block.TransactionDescription.MergeInstall;
import dev.cocoonsdk.ton.block.TransactionDescription.MergePrepare;
import dev.cocoonsdk.ton.block.TransactionDescription.Ordinary;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.SliceException;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionTest {

    static Stream<Arguments> transactions() {
        return BlockVectors.named("transactions");
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void readsAVector(JsonObject vector) {
        Transaction transaction = Transaction.parse(Vectors.cell(vector));

        assertThat(transaction.hash()).isEqualTo(BlockVectors.hash(vector, "hash"));
        assertThat(transaction.account()).isEqualTo(BlockVectors.hash(vector, "account"));
        assertThat(transaction.lt()).isEqualTo(Vectors.number(vector, "lt"));
        assertThat(transaction.time()).isEqualTo(Vectors.number(vector, "now"));
        assertThat(transaction.before()).isEqualTo(status(vector, "before"));
        assertThat(transaction.after()).isEqualTo(status(vector, "after"));
        assertThat(transaction.outgoing()).hasSize((int) Vectors.number(vector, "out"));
        assertThat(transaction.totalFees().coins().value()).isEqualTo(Vectors.number(vector, "fees"));
        Message incoming = transaction.incoming();
        assertThat(incoming == null ? null : incoming.body().hash().toHex()).isEqualTo(vector.string("in_body_hash"));
    }

    private static AccountStatus status(JsonObject vector, String name) {
        String text = Vectors.text(vector, name);
        return text.equals("non-existing")
                ? AccountStatus.MISSING
                : AccountStatus.valueOf(text.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void readsTheDescriptionOfAVector(JsonObject vector) {
        TransactionDescription description =
                Transaction.parse(Vectors.cell(vector)).description();

        assertThat(kind(description)).isEqualTo(Vectors.text(vector, "kind"));
        if (description instanceof Ordinary ordinary) {
            assertThat(ordinary.aborted()).isEqualTo(Vectors.flag(vector, "aborted"));
            assertCompute(ordinary.compute(), vector);
            assertThat(bounce(ordinary.bounce())).isEqualTo(Vectors.text(vector, "bounce"));
            ActionPhase action = ordinary.action();
            assertThat(action == null ? null : (long) action.resultCode()).isEqualTo(vector.integer("action_result"));
        } else if (description instanceof TransactionDescription.TickTock tickTock) {
            assertCompute(tickTock.compute(), vector);
        }
    }

    private static void assertCompute(ComputePhase compute, JsonObject vector) {
        if (compute instanceof ComputePhase.Ran ran) {
            assertThat(vector.string("compute")).isEqualTo("vm");
            assertThat(ran.exitCode()).isEqualTo((int) Vectors.number(vector, "exit_code"));
            assertThat(ran.gasUsed()).isEqualTo(Vectors.number(vector, "gas_used"));
        } else if (compute instanceof ComputePhase.Skipped skipped) {
            assertThat(skipped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .isEqualTo(vector.string("compute"));
        }
    }

    private static String kind(TransactionDescription description) {
        if (description instanceof Ordinary) {
            return "generic";
        } else if (description instanceof TransactionDescription.StorageOnly) {
            return "storage";
        } else if (description instanceof TransactionDescription.TickTock) {
            return "tick-tock";
        }
        return description instanceof TransactionDescription.SplitPrepare ? "split-prepare" : "split-install";
    }

    private static String bounce(@Nullable BouncePhase phase) {
        if (phase == null) {
            return "none";
        } else if (phase instanceof BouncePhase.NoFunds) {
            return "no-funds";
        }
        return phase instanceof BouncePhase.Bounced ? "ok" : "negative-funds";
    }

    @Test
    void readsTheTwoKindsOfMerging() {
        CellBuilder prepare = new CellBuilder().storeUint(0b0110, 4);
        splitInfo(prepare);
        Cell prepared = prepare.storeUint(0, 6).storeBit(true).build();
        CellBuilder install = new CellBuilder().storeUint(0b0111, 4);
        splitInfo(install);
        Cell installed = install.storeRef(Cell.EMPTY).storeUint(0, 8).build();

        assertThat(TransactionDescription.parse(prepared))
                .isInstanceOfSatisfying(
                        MergePrepare.class, merge -> assertThat(merge.aborted()).isTrue());
        assertThat(TransactionDescription.parse(installed))
                .isInstanceOfSatisfying(
                        MergeInstall.class,
                        merge -> assertThat(merge.compute())
                                .isEqualTo(new ComputePhase.Skipped(ComputePhase.SkipReason.NO_STATE)));
    }

    private static void splitInfo(CellBuilder out) {
        out.storeUint(3, 6).storeUint(4, 6).storeHash(Hash256.ZERO).storeHash(Hash256.ZERO);
    }

    @Test
    void saysWhereATransactionGoesWrong() {
        Cell tag = new CellBuilder().storeUint(0b0110, 4).build();
        Cell kind = new CellBuilder().storeUint(0b1000, 4).build();

        assertThatExceptionOfType(SliceException.class)
                .isThrownBy(() -> Transaction.parse(tag))
                .withMessage("transaction: tag 6 (expected: 7), at bit 0, reference 0");
        assertThatExceptionOfType(SliceException.class)
                .isThrownBy(() -> TransactionDescription.parse(kind))
                .withMessage("transaction: kind 8 (expected: 0 to 7), at bit 0, reference 0");
    }
}
