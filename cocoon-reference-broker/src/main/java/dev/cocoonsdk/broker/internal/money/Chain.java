package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the broker's money needs of the world.
 *
 * @param api the chain
 * @param wallet pays
 * @param clock the time
 * @param random for query ids, session hashes and pauses; thread-safe
 * @param alarms for the operator
 * @param refresh looks at the watched accounts at once
 */
record Chain(
        TonApi api, NodeWallet wallet, InstantSource clock, RandomGenerator random, Alarms alarms, Runnable refresh) {

    /** How far the own clock may be from the chain's ({@code docs/protocol/payments.md} 4). */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
}
