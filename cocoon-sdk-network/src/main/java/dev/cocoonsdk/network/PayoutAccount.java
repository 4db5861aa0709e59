package dev.cocoonsdk.network;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.PaymentVerification;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of its account at one proxy contract: the greatest of three counters and the best signed payment ({@code
 * docs/protocol/wire.md} 8.3 and 10.6). Shared by all connections to that proxy, which each check their own numbers ({@link
 * SeenNumbers}); thread-safe.
 */
public final class PayoutAccount {

    private final TonAddress proxyContract;
    private final TonAddress workerContract;
    private final Ed25519PublicKey proxyKey;
    private @Nullable SignedPayment payment;
    private TlBytes verifiedData = TlBytes.EMPTY;
    private @Nullable SignedPayment verified;
    private TokenCount database = TokenCount.ZERO;
    private TokenCount memory = TokenCount.ZERO;

    PayoutAccount(TonAddress proxyContract, TonAddress workerContract, Ed25519PublicKey proxyKey) {
        this.proxyContract = proxyContract;
        this.workerContract = workerContract;
        this.proxyKey = proxyKey;
    }

    /** The proxy contract. */
    public TonAddress proxyContract() {
        return proxyContract;
    }

    /** The contract that pays the worker. */
    public TonAddress workerContract() {
        return workerContract;
    }

    /** The key by which the proxy signs. */
    public Ed25519PublicKey proxyKey() {
        return proxyKey;
    }

    /** The signed payment with the highest counter, null if there is none yet. */
    public synchronized @Nullable SignedPayment payment() {
        return payment;
    }

    /** Adjusted tokens of the best signed payment, which can be collected on chain. */
    public synchronized TokenCount signed() {
        return payment == null ? TokenCount.ZERO : payment.tokens();
    }

    /** Adjusted tokens on the proxy's disk. */
    public synchronized TokenCount database() {
        return database;
    }

    /** Adjusted tokens in the proxy's memory. */
    public synchronized TokenCount memory() {
        return memory;
    }

    /** Merges what is valid and higher, without consequences for the rest. */
    synchronized void merge(AnyProxySignedPayment signed, long newDatabase, long newMemory) {
        SignedPayment valid = verify(signed);
        if (valid != null && valid.tokens().compareTo(signed()) > 0) {
            payment = valid;
        }
        database = database.max(TokenCount.of(Math.max(0, newDatabase)));
        memory = memory.max(TokenCount.of(Math.max(0, newMemory)));
    }

    /** Whether there is nothing to claim: no payment and all counters zero. */
    public synchronized boolean isEmpty() {
        return signed().value() == 0 && database.value() == 0 && memory.value() == 0;
    }

    /** The payment if it is one for this worker by this proxy. Most repeat the last one, which needs no second look. */
    synchronized @Nullable SignedPayment verify(AnyProxySignedPayment signed) {
        if (!(signed instanceof ProxySignedPayment present)) {
            return null;
        }
        if (present.data().equals(verifiedData)) {
            return verified;
        }
        PaymentVerification result = SignedPayment.verify(
                present.data().toByteArray(), SignedPayment.Kind.WORKER_PAYOUT, workerContract, proxyKey);
        if (!(result instanceof PaymentVerification.Valid valid)) {
            return null;
        }
        verifiedData = present.data().compact();
        verified = valid.payment();
        return verified;
    }

    /** The addresses and counters. */
    @Override
    public synchronized String toString() {
        return "PayoutAccount[proxy " + proxyContract + ", signed " + signed() + ", database " + database + ", memory "
                + memory + "]";
    }
}
