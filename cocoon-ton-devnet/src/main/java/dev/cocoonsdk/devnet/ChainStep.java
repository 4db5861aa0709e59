package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A block and what it changed.
 *
 * @param block the block
 * @param accounts the accounts that changed, as {@code ShardAccount}
 * @param minted all coins made up to here
 * @param fees all fees up to here
 * @param offset how far the chain's clock is ahead of the clock it was given
 */
record ChainStep(DevnetBlock block, Map<TonAddress, Cell> accounts, NanoTon minted, NanoTon fees, Duration offset) {

    ChainStep {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }
}
