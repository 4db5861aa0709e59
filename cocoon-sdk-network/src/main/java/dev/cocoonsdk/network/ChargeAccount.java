package dev.cocoonsdk.network;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of its account at one proxy contract: the greatest of three counters and the highest signed charge
 * ({@code docs/protocol/wire.md} 10.3 to 10.6). Shared by all connections to that proxy; thread-safe.
 */
public final class ChargeAccount {

    private final ProxyIdentity identity;
    private final SignedCounters counters;

    ChargeAccount(ProxyIdentity identity) {
        this(identity, SignedCounters.of(SignedPayment.Kind.CLIENT_CHARGE, identity));
    }

    ChargeAccount(ProxyIdentity identity, SignedCounters counters) {
        this.identity = identity;
        this.counters = counters;
    }

    /** The proxy contract. */
    public TonAddress proxyContract() {
        return identity.proxyContract();
    }

    /** The contract that holds the client's deposit. */
    public TonAddress clientContract() {
        return identity.ownContract();
    }

    /** The owner of the proxy contract, on whom its address depends; null if that was not derived here. */
    public @Nullable TonAddress proxyOwner() {
        return identity.proxyOwner();
    }

    /** The key by which the proxy signs. */
    public Ed25519PublicKey proxyKey() {
        return identity.proxyKey();
    }

    /** The signed charge with the highest counter, null if there is none yet. */
    public @Nullable SignedPayment payment() {
        return counters.payment();
    }

    /** Adjusted tokens of the highest signed charge. */
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

    /** Takes what is valid and higher; says what is wrong with the rest, or null. */
    @Nullable
    String merge(AnyProxySignedPayment payment, long newDatabase, long newMemory) {
        boolean valid = counters.merge(payment, newDatabase, newMemory);
        if (!valid && payment instanceof ProxySignedPayment) {
            return "signed payment is not a charge of this client by this proxy";
        }
        return newDatabase < 0 || newMemory < 0 ? "negative counter" : null;
    }

    /** The address and counters. */
    @Override
    public String toString() {
        return "ChargeAccount[proxy " + proxyContract() + ", " + counters + "]";
    }
}
