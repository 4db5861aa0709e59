package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AccountClosingException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.ton.TokenPricing;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds every attempt of every call to {@link SpendingLimits}: what it can cost at most is set aside before it goes out, what it did cost is
 * counted when it ends. A call that must not be made fails at once with a {@link dev.cocoonsdk.core.error.PriceTooHighException}, an {@link
 * dev.cocoonsdk.core.error.InsufficientBalanceException} or an {@link AccountClosingException}. Thread-safe.
 */
public final class SpendingInterceptor implements Interceptor {

    private static final int FIRST_ERROR = 400;
    private static final int HEADER_ROOM = 16;
    private static final int HEAD_ROOM = 256;

    private final SpendingGuard guard;
    private final Supplier<@Nullable TokenPricing> pricing;
    private final @Nullable ClientAccount account;

    /**
     * Holds calls to limits.
     *
     * @param guard counts
     * @param pricing what tokens cost now, null if that is not known yet: then the first calls are not held to the limits
     * @param account whose broker is watched too, null if somebody else does
     */
    SpendingInterceptor(
            SpendingGuard guard, Supplier<@Nullable TokenPricing> pricing, @Nullable ClientAccount account) {
        this.guard = guard;
        this.pricing = pricing;
        this.account = account;
    }

    @Override
    public Exchange intercept(TransportRequest request, TransportListener listener, Chain next) {
        TokenPricing prices = pricing.get();
        if (request.model() == null || prices == null) {
            return next.proceed(request, listener);
        }
        Held held;
        try {
            held = hold(request, listener, prices);
        } catch (CocoonException e) {
            listener.onFailure(e);
            return () -> {};
        }
        try {
            return next.proceed(request, held);
        } catch (RuntimeException | Error e) {
            held.free();
            throw e;
        }
    }

    private Held hold(TransportRequest request, TransportListener listener, TokenPricing prices) {
        ClientAccount watched = account;
        if (watched != null && (watched.isOver() || watched.status().excess().value() > 0)) {
            throw new AccountClosingException("client is closing: " + watched.status(), null, Acceptance.NOT_ACCEPTED);
        }
        TokenCount tokens = prices.reservation(
                request.limits().maxTokens(),
                request.body().length() + overhead(request),
                request.limits().maxCoefficient());
        SpendingGuard.Ticket ticket = guard.admit(cost(prices, tokens));
        return new Held(
                listener, ticket, watched == null ? null : watched.exposure().begin(Hash256.ZERO, tokens), prices);
    }

    /** Head of the request, which a broker counts as bytes too. */
    private static int overhead(TransportRequest request) {
        int headers = request.headers().stream()
                .mapToInt(header -> header.name().length() + header.value().length() + HEADER_ROOM)
                .sum();
        return headers + request.path().length() + HEAD_ROOM;
    }

    private static NanoTon cost(TokenPricing prices, TokenCount tokens) {
        try {
            return prices.pricePerToken().times(tokens.value());
        } catch (ArithmeticException e) {
            return NanoTon.of(Long.MAX_VALUE);
        }
    }

    private static final class Held implements TransportListener {
        private final TransportListener listener;
        private final SpendingGuard.Ticket ticket;
        private final ExposureWatch.@Nullable Call call;
        private final TokenPricing prices;
        private boolean failed;

        Held(
                TransportListener listener,
                SpendingGuard.Ticket ticket,
                ExposureWatch.@Nullable Call call,
                TokenPricing prices) {
            this.listener = listener;
            this.ticket = ticket;
            this.call = call;
            this.prices = prices;
        }

        @Override
        public void onConnected() {
            listener.onConnected();
        }

        @Override
        public void onHead(ResponseHead head) {
            failed = head.status() >= FIRST_ERROR;
            listener.onHead(head);
        }

        @Override
        public void onBody(ByteBuffer bytes) {
            listener.onBody(bytes);
        }

        @Override
        public void onEnd(@Nullable FinalInfo info) {
            if (info != null) {
                ticket.spent(cost(prices, info.total()));
                if (call != null) {
                    call.completed(info.total());
                }
            } else if (failed) {
                free();
            } else {
                lose();
            }
            listener.onEnd(info);
        }

        @Override
        public void onFailure(CocoonException error) {
            if (error.acceptance() == Acceptance.NOT_ACCEPTED) {
                free();
            } else {
                lose();
            }
            listener.onFailure(error);
        }

        void free() {
            ticket.spent(NanoTon.ZERO);
            if (call != null) {
                call.refused();
            }
        }

        private void lose() {
            ticket.lost();
            if (call != null) {
                call.lost();
            }
        }
    }
}
