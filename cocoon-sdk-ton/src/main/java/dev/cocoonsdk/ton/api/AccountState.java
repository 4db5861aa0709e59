package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account at a block.
 *
 * @param address the account
 * @param status what kind of account it is
 * @param balance its coins
 * @param code its code, or null if it is not active or the source does not tell
 * @param data its storage, or null if it is not active or the source does not tell
 * @param last its last transaction, {@link TransactionId#NONE} if there was none
 * @param block the masterchain block at which this holds
 * @param time generation time of that block
 */
public record AccountState(
        TonAddress address,
        Status status,
        NanoTon balance,
        @Nullable Cell code,
        @Nullable Cell data,
        TransactionId last,
        BlockId block,
        Instant time) {

    /** Kinds of accounts. */
    public enum Status {
        /** Nothing is known under the address. */
        MISSING,
        /** Has coins but no contract. */
        UNINITIALIZED,
        /** A deployed contract. */
        ACTIVE,
        /** A contract that could not pay for its storage. */
        FROZEN
    }

    /** Whether a contract is deployed and works. */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }
}
