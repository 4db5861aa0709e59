package dev.cocoonsdk.ton.cell;

/**
 * What an {@link AugmentedDictionary} says of each of its parts, for example the sum of the balances below (TL-B {@code HashmapAug n X
 * Y}, where this is about {@code Y}).
 *
 * @param <E> the extra; needs {@code equals}
 */
public interface Augmentation<E> {

    /** The extra of a dictionary without entries. */
    E empty();

    /**
     * The extra of a part that consists of two.
     *
     * @param zero extra of the keys that go on with bit 0
     * @param one extra of the keys that go on with bit 1
     * @throws CellException if there is none, for example because a sum is too large
     */
    E combine(E zero, E one);

    /**
     * Takes an extra out of a cell.
     *
     * @throws CellException if there is none
     */
    E read(CellSlice in);

    /**
     * Adds an extra to a cell.
     *
     * @throws CellException if it does not fit
     */
    void write(CellBuilder out, E extra);
}
