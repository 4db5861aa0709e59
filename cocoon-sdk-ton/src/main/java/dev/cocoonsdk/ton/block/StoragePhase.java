package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * Rent is taken (TL-B {@code TrStoragePhase}).
 *
 * @param collected what was taken
 * @param due what could not be taken, or null
 * @param change what became of the account
 */
public record StoragePhase(NanoTon collected, @Nullable NanoTon due, StatusChange change) {

    static StoragePhase read(CellSlice in) {
        return new StoragePhase(in.loadCoins(), Phases.maybeCoins(in), StatusChange.read(in));
    }

    void write(CellBuilder out) {
        Phases.writeMaybeCoins(out.storeCoins(collected), due);
        change.write(out);
    }
}
