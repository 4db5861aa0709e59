package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.cell.Augmentation;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * The extra of {@code ShardAccounts} (TL-B {@code DepthBalanceInfo}).
 *
 * @param splitDepth greatest depth at which a contract is split, 0 to 30
 * @param balance sum of the balances
 */
public record DepthBalance(int splitDepth, CurrencyCollection balance) {

    private static final int MAX_DEPTH = 30;
    private static final int DEPTH_BITS = 5;

    /** How extras of parts become that of the whole: the greatest depth, the sum of the balances. */
    public static final Augmentation<DepthBalance> AUGMENTATION = new Augmentation<>() {
        @Override
        public DepthBalance empty() {
            return new DepthBalance(0, CurrencyCollection.ZERO);
        }

        @Override
        public DepthBalance combine(DepthBalance zero, DepthBalance one) {
            return new DepthBalance(Math.max(zero.splitDepth, one.splitDepth), zero.balance.plus(one.balance));
        }

        @Override
        public DepthBalance read(CellSlice in) {
            int depth = (int) in.preloadUint(DEPTH_BITS);
            if (depth > MAX_DEPTH) {
                throw in.error("split depth: " + depth + " (expected: <= " + MAX_DEPTH + ")");
            }
            in.skipBits(DEPTH_BITS);
            return new DepthBalance(depth, CurrencyCollection.read(in));
        }

        @Override
        public void write(CellBuilder out, DepthBalance extra) {
            out.storeUint(extra.splitDepth, DEPTH_BITS);
            extra.balance.write(out);
        }
    };

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the depth is out of range
     */
    public DepthBalance {
        if (splitDepth < 0 || splitDepth > MAX_DEPTH) {
            throw new IllegalArgumentException("split depth: " + splitDepth + " (expected: 0 to " + MAX_DEPTH + ")");
        }
    }
}
