package dev.cocoonsdk.ton.watch;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TransactionId;
import org.jspecify.annotations.Nullable;

/** An account under watch. Thread-safe. */
public interface WatchedAccount extends AutoCloseable {

    /** The account. */
    TonAddress address();

    /** What was read last, also if nothing had happened since; null before that. Its block and time move on with each round. */
    @Nullable
    AccountState latest();

    /** The last transaction that was delivered or is part of the initial state; null before the first delivery. */
    @Nullable
    TransactionId position();

    /** Polls in a row that failed; 0 if the last one did not. */
    int failures();

    /** Ends the watch: nothing is delivered any more, but for a call that is under way. Idempotent. */
    @Override
    void close();
}
