package dev.cocoonsdk.devnet;

import dev.cocoonsdk.devnet.internal.emulator.ChainConfig;
import dev.cocoonsdk.ton.cell.Cell;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Devnet}. Not thread-safe. */
public final class DevnetBuilder {

    private InstantSource clock = InstantSource.system();
    private @Nullable Instant genesis;
    private @Nullable Path folder;
    private @Nullable Long seed;
    private boolean fullConfig;

    DevnetBuilder() {}

    /**
     * The chain's time at its beginning, from which its clock goes on; the present if not set. Of no effect on a chain that is already in
     * the folder.
     */
    public DevnetBuilder genesis(Instant time) {
        genesis = time;
        return this;
    }

    /** The clock below the chain's clock; {@link InstantSource#fixed} makes time stand still but for {@link Devnet#advance}. */
    public DevnetBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /**
     * Keeps the chain in a folder, and goes on with the one that is there. A block is on the disk before anybody hears of it, also if the
     * process is killed at any time.
     */
    public DevnetBuilder folder(Path path) {
        folder = path;
        return this;
    }

    /**
     * From what contracts' random numbers follow. Equal seeds, clocks and messages give equal chains, to the last hash. Of no effect on a
     * chain that is already in the folder.
     */
    public DevnetBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Takes mainnet's whole configuration instead of its part for contracts. Prices are the same; get-methods take ten times as long.
     */
    public DevnetBuilder fullConfig() {
        fullConfig = true;
        return this;
    }

    /**
     * Starts the chain, which takes about a second.
     *
     * @throws dev.cocoonsdk.ton.state.StateStoreException if the folder is in use, is damaged or has a chain of another configuration
     */
    public Devnet open() {
        return new Devnet(this);
    }

    InstantSource clock() {
        return clock;
    }

    Duration firstOffset() {
        return genesis == null ? Duration.ZERO : Duration.between(clock.instant(), genesis);
    }

    Cell config() {
        return fullConfig ? ChainConfig.full() : ChainConfig.slim();
    }

    BlockLog openLog() {
        long first = seed == null ? new SecureRandom().nextLong() : seed;
        return folder == null
                ? BlockLog.none(first)
                : BlockFile.open(Objects.requireNonNull(folder), first, config().hash());
    }
}
