package dev.cocoonsdk.network;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of its account at one proxy contract: the greatest of three counters and the best signed payment ({@code
 * docs/protocol/wire.md} 8.3 and 10.6). Shared by all connections to that proxy, which each check their own numbers ({@link
 * SeenNumbers}); thread-safe.
 */
public final class PayoutAccount {

    private final ProxyIdentity identity;
    private final SignedCounters counters;

    PayoutAccount(ProxyIdentity identity) {
        this(identity, SignedCounters.of(SignedPayment.Kind.WORKER_PAYOUT, identity));
    }

    PayoutAccount(ProxyIdentity identity, SignedCounters counters) {
        this.identity = identity;
        this.counters = counters;
    }

    /** The proxy contract. */
    public TonAddress proxyContract() {
        return identity.proxyContract();
    }

    /** The contract that pays the worker. */
    public TonAddress workerContract() {
        return identity.ownContract();
    }

    /** The key by which the proxy signs. */
    public Ed25519PublicKey proxyKey() {
        return identity.proxyKey();
    }

    /** The signed payment with the highest counter, null if there is none yet. */
    public @Nullable SignedPayment payment() {
        return counters.payment();
    }

    /** Adjusted tokens of the best signed payment, which can be collected on chain. */
    public TokenCount signed() {
        return counters.signed();
    }

    /** Adjusted tokens on the proxy's disk. */
    public TokenCount database() {
        return counters.database();
    }

    /** Adjusted tokens in the proxy's memory. */
    public TokenCount memory() {
        return counters.memory();
    }

    /** Whether there is nothing to claim: no payment and all counters zero. */
    public boolean isEmpty() {
        return counters.isEmpty();
    }

    /**
     * Takes what was remembered of this account; smaller numbers change nothing. The next connection claims it, and refuses a proxy that
     * has less on its disk or signed less.
     *
     * @param remembered the best signed payment, or null; ignored if it is not valid for this account
     */
    public void restore(@Nullable SignedPayment remembered, TokenCount database, TokenCount memory) {
        counters.restore(remembered, database, memory);
    }

    SignedCounters counters() {
        return counters;
    }

    /** The addresses and counters. */
    @Override
    public String toString() {
        return "PayoutAccount[proxy " + proxyContract() + ", " + counters + "]";
    }
}
