package dev.cocoonsdk.devnet;

import java.util.List;

/** Where a chain is kept. */
interface BlockLog extends AutoCloseable {

    /** The chain's seed. */
    long seed();

    /** What was kept. */
    ChainState load(CellPool pool);

    /**
     * Keeps a block.
     *
     * @throws dev.cocoonsdk.ton.state.StateStoreException if that fails; then the block is not kept
     */
    void append(ChainStep step);

    /**
     * Replaces everything that was kept, as a whole or not at all.
     *
     * @throws dev.cocoonsdk.ton.state.StateStoreException if that fails
     */
    void rewrite(List<ChainStep> steps);

    @Override
    void close();

    /** Keeps nothing. */
    static BlockLog none(long seed) {
        return new BlockLog() {
            @Override
            public long seed() {
                return seed;
            }

            @Override
            public ChainState load(CellPool pool) {
                return new ChainState();
            }

            @Override
            public void append(ChainStep step) {}

            @Override
            public void rewrite(List<ChainStep> steps) {}

            @Override
            public void close() {}
        };
    }
}
