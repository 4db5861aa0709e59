package dev.cocoonsdk.ton.watch;

import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonTransaction;

/**
 * What happens to a watched account. Called on the thread of the watch's timer, one call after the other for one account; may write to disk
 * but must not wait for the network.
 *
 * <p>A state is delivered after all transactions that led to it. If a method throws, this is logged, nothing after it is delivered, and
 * the same call is made again in the next round: what a listener cannot use it must log and skip itself.
 */
public interface AccountListener {

    /**
     * The first state. After a remembered transaction it comes behind those that were missed.
     *
     * @param state the account, perhaps missing
     */
    void initial(AccountState state);

    /**
     * A new transaction, whether or not it succeeded; oldest first, each once unless this method threw. After it returned,
     * {@link TonTransaction#id} is where a later watch may go on.
     */
    void transaction(TonTransaction transaction);

    /** The state after new transactions. */
    void state(AccountState state);
}
