package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * A worker contract and what its proxy owes, at one moment.
 *
 * @param contract the worker contract
 * @param proxy the proxy contract, where the coins lie
 * @param known whether the contract was read since the start
 * @param deployed whether it was there
 * @param paid adjusted tokens that were paid out, as the contract says
 * @param signed adjusted tokens of the best signed payment
 * @param database adjusted tokens on the proxy's disk
 * @param memory adjusted tokens in the proxy's memory
 * @param open what can be collected
 * @param running whether a request to the contract is under way
 * @param outdated whether the root contract has newer parameters
 * @param problem what went wrong last, in words, or null
 */
public record WorkerStatus(
        TonAddress contract,
        TonAddress proxy,
        boolean known,
        boolean deployed,
        TokenCount paid,
        TokenCount signed,
        TokenCount database,
        TokenCount memory,
        NanoTon open,
        boolean running,
        boolean outdated,
        @Nullable String problem) {}
