package dev.cocoonsdk.ton.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import org.junit.jupiter.api.Test;

class TonTransactionTest {

    private static final Cell BODY = TransactionCells.operation(0x12345678L, -2);

    private static TonTransaction read(TransactionCells cells) {
        return TonTransaction.of(
                Transaction.parse(cells.after(TransactionId.NONE).toCell()));
    }

    @Test
    void tellsOperationAndQueryId() {
        TonTransaction transaction = read(TransactionCells.message(NanoTon.of(5), BODY));

        assertThat(transaction.op()).isEqualTo(0x12345678L);
        assertThat(transaction.queryId()).isEqualTo(-2);
        assertThat(transaction.value()).isEqualTo(NanoTon.of(5));
        assertThat(transaction.outcome()).isEqualTo(TonTransaction.Outcome.SUCCEEDED);
        assertThat(transaction.exitCode()).isZero();
        assertThat(transaction.isAlarming()).isFalse();
        assertThat(transaction.previous()).isEqualTo(TransactionId.NONE);
    }

    @Test
    void aMessageThatCouldNotPayForARunIsSkippedAndStillAnOperation() {
        TonTransaction transaction =
                read(TransactionCells.message(NanoTon.of(1), BODY).skipped());

        assertThat(transaction.outcome()).isEqualTo(TonTransaction.Outcome.SKIPPED);
        assertThat(transaction.exitCode()).isNull();
        assertThat(transaction.isOperation()).isTrue();
        assertThat(transaction.isAlarming()).isFalse();
    }

    @Test
    void aMessageWithCoinsThatFailedIsAlarming() {
        TonTransaction transaction =
                read(TransactionCells.message(NanoTon.of(1), BODY).failed(1006));

        assertThat(transaction.outcome()).isEqualTo(TonTransaction.Outcome.ABORTED);
        assertThat(transaction.exitCode()).isEqualTo(1006);
        assertThat(transaction.isAlarming()).isTrue();
    }

    @Test
    void aMessageThatCameBackIsNoOperationAndNamesItsOwn() {
        Cell body = new CellBuilder()
                .storeUint(0xffff_ffffL, 32)
                .storeSlice(BODY.beginRead())
                .build();
        TonTransaction transaction = read(TransactionCells.bounced(NanoTon.of(9), body));

        assertThat(transaction.op()).isNull();
        assertThat(transaction.bouncedOp()).isEqualTo(0x12345678L);
        assertThat(transaction.bouncedQueryId()).isEqualTo(-2);
        assertThat(transaction.isAlarming()).isTrue();
    }

    @Test
    void aBodyUnder96BitsIsNoOperation() {
        Cell body = new CellBuilder().storeUint(1, 32).storeUint(1, 63).build();

        assertThat(read(TransactionCells.message(NanoTon.of(5), body)).op()).isNull();
    }
}
