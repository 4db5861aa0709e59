package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxyRunQuery;
import dev.cocoonsdk.network.tl.ProxyRunQueryEx;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPaymentEmpty;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.ton.SignedPayment;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's messages in the form of each protocol version ({@code docs/protocol/wire.md} 6 and 9.3). Remembers the bytes of the
 * last payment, because most messages repeat it.
 */
final class ProxyMessages {

    private static final double SHARE_OF_TIMEOUT = 0.95;
    private static final int DEBUG_PRESENT = 1;

    private @Nullable SignedPayment lastPayment;
    private @Nullable AnyProxySignedPayment lastForm;

    TlObject runQuery(int protocol, WorkerQuery query, int coefficient) {
        AnyProxySignedPayment payment = payment(query.payment());
        double timeout = query.timeout().toNanos() / 1e9 * SHARE_OF_TIMEOUT;
        return protocol == 0
                ? new ProxyRunQuery(query.http(), payment, coefficient, timeout, query.id())
                : new ProxyRunQueryEx(
                        query.http(), payment, coefficient, timeout, query.id(), DEBUG_PRESENT, query.debug());
    }

    /** Compares by reference, because equality would serialise both. */
    @SuppressWarnings("ReferenceEquality")
    AnyProxySignedPayment payment(@Nullable SignedPayment payment) {
        if (payment == null) {
            return new ProxySignedPaymentEmpty();
        }
        AnyProxySignedPayment form = lastForm;
        if (form == null || payment != lastPayment) {
            form = new ProxySignedPayment(TlBytes.wrap(payment.toBoc()));
            lastPayment = payment;
            lastForm = form;
        }
        return form;
    }
}
