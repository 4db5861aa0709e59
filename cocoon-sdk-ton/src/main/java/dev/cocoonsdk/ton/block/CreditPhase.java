package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * The message's coins arrive (TL-B {@code TrCreditPhase}).
 *
 * @param dueCollected rent owed that was taken from them, or null
 * @param credit what was added to the balance
 */
public record CreditPhase(@Nullable NanoTon dueCollected, CurrencyCollection credit) {

    static CreditPhase read(CellSlice in) {
        return new CreditPhase(Phases.maybeCoins(in), CurrencyCollection.read(in));
    }

    void write(CellBuilder out) {
        Phases.writeMaybeCoins(out, dueCollected);
        credit.write(out);
    }
}
