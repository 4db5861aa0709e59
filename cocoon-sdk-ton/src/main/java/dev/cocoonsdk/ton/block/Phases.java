package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What phases of transactions share: fields that may be absent. */
final class Phases {

    private Phases() {}

    /** {@code Maybe X}. */
    static <T> @Nullable T maybe(CellSlice in, Function<CellSlice, T> reader) {
        return in.loadBit() ? reader.apply(in) : null;
    }

    /** {@code Maybe Grams}. */
    static @Nullable NanoTon maybeCoins(CellSlice in) {
        return maybe(in, CellSlice::loadCoins);
    }

    /** {@code Maybe int32}. */
    static @Nullable Integer maybeInt(CellSlice in) {
        return in.loadBit() ? Integer.valueOf((int) in.loadInt(32)) : null;
    }

    static <T> void writeMaybe(CellBuilder out, @Nullable T value, BiConsumer<T, CellBuilder> writer) {
        out.storeBit(value != null);
        if (value != null) {
            writer.accept(value, out);
        }
    }

    static void writeMaybeCoins(CellBuilder out, @Nullable NanoTon coins) {
        writeMaybe(out, coins, (value, to) -> to.storeCoins(value));
    }

    static void writeMaybeInt(CellBuilder out, @Nullable Integer number) {
        writeMaybe(out, number, (value, to) -> to.storeInt(value, 32));
    }
}
