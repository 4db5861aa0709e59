package dev.cocoonsdk.network;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.PaymentVerification;
import dev.cocoonsdk.ton.SignedPayment;
import org.jspecify.annotations.Nullable;

/**
 * The greatest of three cumulative counters and the best signed payment for one contract by one proxy ({@code
 * docs/protocol/wire.md} 10.3 and 10.6). Thread-safe.
 */
final class SignedCounters {

    /** Judges the bytes of a payment. */
    @FunctionalInterface
    interface Verifier {
        PaymentVerification verify(byte[] boc);
    }

    /** A message of proxy.signedPayment that shows a forged one closes the link from here on. */
    static final int MAX_FORGED = 10;

    /** Largest signed payment that is looked at, in bytes; a real one takes about 300. */
    private static final int MAX_PAYMENT = 1 << 12;

    private final Verifier verifier;
    private @Nullable SignedPayment payment;
    private TlBytes verifiedData = TlBytes.EMPTY;
    private TlBytes refusedData = TlBytes.EMPTY;
    private @Nullable SignedPayment verified;
    private TokenCount database = TokenCount.ZERO;
    private TokenCount memory = TokenCount.ZERO;

    SignedCounters(Verifier verifier) {
        this.verifier = verifier;
    }

    /** Counters of the contract that a client or worker pinned. */
    static SignedCounters of(SignedPayment.Kind kind, ProxyIdentity identity) {
        return new SignedCounters(boc -> SignedPayment.verify(boc, kind, identity.ownContract(), identity.proxyKey()));
    }

    synchronized @Nullable SignedPayment payment() {
        return payment;
    }

    synchronized TokenCount signed() {
        return payment == null ? TokenCount.ZERO : payment.tokens();
    }

    synchronized TokenCount database() {
        return database;
    }

    synchronized TokenCount memory() {
        return memory;
    }

    synchronized boolean isEmpty() {
        return signed().value() == 0 && database.value() == 0 && memory.value() == 0;
    }

    /** Merges what is valid and higher, without consequences for the rest; returns whether the payment is valid. */
    synchronized boolean merge(AnyProxySignedPayment signed, long newDatabase, long newMemory) {
        SignedPayment valid = verify(signed);
        if (valid != null && valid.tokens().compareTo(signed()) > 0) {
            payment = valid;
        }
        database = database.max(TokenCount.of(Math.max(0, newDatabase)));
        memory = memory.max(TokenCount.of(Math.max(0, newMemory)));
        return valid != null;
    }

    synchronized void restore(@Nullable SignedPayment remembered, TokenCount newDatabase, TokenCount newMemory) {
        if (remembered != null
                && remembered.tokens().compareTo(signed()) > 0
                && verifier.verify(remembered.toBoc()) instanceof PaymentVerification.Valid) {
            payment = remembered;
        }
        database = database.max(newDatabase);
        memory = memory.max(newMemory);
    }

    /** The payment if it is one for this contract by this proxy. What repeats the last one needs no second look, right or wrong. */
    synchronized @Nullable SignedPayment verify(AnyProxySignedPayment signed) {
        if (!(signed instanceof ProxySignedPayment present)) {
            return null;
        }
        if (present.data().equals(verifiedData)) {
            return verified;
        }
        if (present.data().length() > MAX_PAYMENT || present.data().equals(refusedData)) {
            return null;
        }
        PaymentVerification result = verifier.verify(present.data().toByteArray());
        if (!(result instanceof PaymentVerification.Valid valid)) {
            refusedData = present.data().compact();
            return null;
        }
        verifiedData = present.data().compact();
        verified = valid.payment();
        return verified;
    }

    @Override
    public synchronized String toString() {
        return "signed " + signed() + ", database " + database + ", memory " + memory;
    }
}
