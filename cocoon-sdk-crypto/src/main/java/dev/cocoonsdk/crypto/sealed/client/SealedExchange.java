package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import dev.cocoonsdk.crypto.sealed.client.SentRequests.NotBegun;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call over a {@link SealedTransport}: finds recipients, seals, sends, and seals anew for a newcomer after a key mismatch.
 *
 * <pre>
 * state      event                          next
 * PREPARING  recipients found, sealed       SENT
 * SENT       key mismatch, newcomer         PREPARING
 * any        end of the answer, failure     OVER
 * PREPARING  cancel                         OVER
 * SENT       cancel                         SENT, and the wrapped exchange is cancelled, which ends it
 * </pre>
 *
 * <p>The lock guards state, wrapped exchange and who calls the listener; nothing is called out while it is held. If the call ends while the
 * listener is being called, in another thread or from inside of it, the end is told after that.
 */
final class SealedExchange implements Exchange {

    static final List<Header> HEADERS =
            List.of(new Header("Content-Type", SealedMedia.REQUEST), new Header("Accept", SealedMedia.ANSWER));

    private enum State {
        PREPARING,
        SENT,
        OVER
    }

    private final SealedTransport transport;
    private final Demand demand;
    private final ModelId model;
    private final TransportListener listener;
    private State state = State.PREPARING;
    private @Nullable Exchange wrapped;
    private @Nullable SealedRequest current;
    private @Nullable Runnable end;
    private boolean telling;
    private boolean cancelled;
    private boolean connected;
    private int sendings;
    private int mismatches;

    SealedExchange(SealedTransport transport, Demand demand, ModelId model, TransportListener listener) {
        this.transport = transport;
        this.demand = demand;
        this.model = model;
        this.listener = listener;
    }

    void start() {
        String key = demand.request().idempotencyKey();
        Instant now = transport.now();
        SealedRequest sent = key == null ? null : transport.sent().find(key, demand.request(), now);
        if (sent != null) {
            resend(sent, now);
            return;
        }
        NotBegun before = key == null ? null : transport.sent().notBegun(key, demand.request());
        whenDone(transport.providers().find(model, demand.request()), found -> {
            List<VerifiedProvider> shuffled = new ArrayList<>(found.trusted());
            Collections.shuffle(shuffled, transport.random());
            return seal(preferred(shuffled, before), found.distrusted(), before == null ? 1 : before.number() + 1);
        });
    }

    /** Others than the provider that did not begin, if there are any. */
    private static List<VerifiedProvider> preferred(List<VerifiedProvider> all, @Nullable NotBegun before) {
        Hash256 busy = before == null ? null : before.provider();
        List<VerifiedProvider> others = all.stream()
                .filter(each -> busy == null || !each.peerKey().equals(busy))
                .toList();
        return others.isEmpty() ? all : others;
    }

    private void resend(SealedRequest sent, Instant now) {
        try {
            requireGood(sent, now);
        } catch (VerdictExpiredException e) {
            transport.sent().release(sent);
            fail(e);
            return;
        }
        send(sent);
    }

    /** Sends what a step gives; what it throws fails the call. */
    private <T> void whenDone(CompletableFuture<T> step, Function<T, SealedRequest> next) {
        CompletableFuture<Void> unused = step.thenApply(next).handle((ready, failure) -> {
            if (failure == null) {
                send(ready);
            } else if (Failures.unwrap(failure) instanceof BrokerAnswerException refused) {
                passOn(refused.answer());
            } else {
                fail(Failures.beforeSending(failure));
            }
            return null;
        });
    }

    private SealedRequest seal(List<VerifiedProvider> trusted, List<Distrust> distrusted, int number) {
        Instant now = transport.now();
        List<Distrust> reasons = new ArrayList<>(distrusted);
        List<VerifiedProvider> able = new ArrayList<>();
        for (VerifiedProvider provider : trusted) {
            if (provider.assurance().satisfies(demand.level())) {
                able.add(provider);
            } else {
                reasons.add(Distrust.tooWeak(provider, demand.level()));
            }
        }
        Recipients recipients = transport.recipientsOf(able, now, reasons);
        if (recipients == null) {
            throw new NoTrustedProviderException(model, reasons);
        }
        return seal(recipients, number, now);
    }

    private SealedRequest seal(Recipients recipients, int number, Instant now) {
        TransportRequest request = demand.request();
        String key = request.idempotencyKey();
        SentRequests sent = transport.sent();
        if (key == null) {
            return sent.used(transport.seal(request, model, recipients, number));
        }
        SealedRequest shared =
                sent.keep(key, request, number, now, () -> transport.seal(request, model, recipients, number));
        try {
            requireGood(shared, now);
        } catch (VerdictExpiredException e) {
            sent.release(shared);
            throw e;
        }
        return shared;
    }

    private void requireGood(SealedRequest sent, Instant now) {
        if (!sent.recipients().areGood(now, demand.level())) {
            throw new VerdictExpiredException(sent.recipients().validUntil());
        }
    }

    private void send(SealedRequest sealed) {
        int sending;
        synchronized (this) {
            sending = state == State.PREPARING ? ++sendings : 0;
            if (sending > 0) {
                state = State.SENT;
                current = sealed;
            }
        }
        if (sending == 0) {
            transport.sent().release(sealed);
            return;
        }
        try {
            keep(transport.wrapped().start(outer(sealed), new AnswerListener(this, transport, sealed)), sending);
        } catch (RuntimeException e) {
            fail(new TransportException("the sealed request could not be sent", e, Acceptance.UNKNOWN));
        }
    }

    private TransportRequest outer(SealedRequest sealed) {
        TransportRequest request = demand.request();
        QueryLimits limits = new QueryLimits(
                request.limits().maxTokens(),
                sealed.maxCoefficient(),
                request.limits().timeout());
        return new TransportRequest(
                SealedMedia.METHOD,
                SealedMedia.PATH,
                HEADERS,
                sealed.body(),
                model,
                limits,
                sealed.key(),
                request.connectDeadline());
    }

    /** The exchange may have ended already, and a next one may have begun. */
    private void keep(Exchange exchange, int sending) {
        boolean unwanted;
        synchronized (this) {
            if (sending != sendings || state == State.PREPARING) {
                return;
            }
            wrapped = exchange;
            unwanted = cancelled || state == State.OVER;
        }
        if (unwanted) {
            exchange.cancel();
        }
    }

    @Override
    public void cancel() {
        Exchange running;
        boolean waits;
        synchronized (this) {
            cancelled = true;
            running = wrapped;
            waits = state == State.PREPARING;
        }
        if (running != null) {
            running.cancel();
        }
        if (waits) {
            fail(new CallCancelledException("cancelled before sending", null, Acceptance.NOT_ACCEPTED));
        }
    }

    /** The transport is closed: what waits for keys waits in vain, and what was sent the wrapped transport ends. */
    void closed() {
        boolean waits;
        synchronized (this) {
            waits = state == State.PREPARING;
        }
        if (waits) {
            fail(new CallCancelledException("the client is closed", null, Acceptance.NOT_ACCEPTED));
        }
    }

    /**
     * The request is about to be sent.
     *
     * @throws CallCancelledException if it is not wanted any more
     */
    void sending() {
        boolean first;
        synchronized (this) {
            if (cancelled || state == State.OVER) {
                throw new CallCancelledException("cancelled before sending", null, Acceptance.NOT_ACCEPTED);
            }
            first = !connected;
            connected = true;
        }
        if (first) {
            tell(listener::onConnected);
        }
    }

    /** The broker or provider says that the request is not sealed to its keys, and shows them. */
    void mismatched(SealedRequest sealed, ProviderEvidence evidence) {
        boolean tooOften;
        synchronized (this) {
            if (state != State.SENT) {
                return;
            }
            state = State.PREPARING;
            wrapped = null;
            current = null;
            tooOften = ++mismatches > transport.maxRecipients();
        }
        transport.sent().release(sealed);
        if (tooOften) {
            fail(new KeysExhaustedException(sealed.number()));
            return;
        }
        whenDone(transport.providers().judgeNewcomer(model, evidence), found -> {
            List<VerifiedProvider> all = new ArrayList<>(found.trusted());
            if (!all.isEmpty()) {
                sealed.recipients().providers().stream()
                        .filter(known -> !known.evidence().tlsKey().equals(evidence.tlsKey()))
                        .forEach(all::add);
            }
            return seal(all, found.distrusted(), sealed.number() + 1);
        });
    }

    /** An enclave says inside of its answer that it did not begin. */
    void notAccepted(SealedRequest sealed, @Nullable Hash256 keyId) {
        VerifiedProvider provider = keyId == null ? null : sealed.recipients().of(keyId);
        transport.sent().notBegun(sealed, provider == null ? null : provider.peerKey());
    }

    private void passOn(Collector.Answer answer) {
        end(() -> {
            listener.onHead(answer.head());
            listener.onBody(answer.body().asByteBuffer());
            listener.onEnd(null);
        });
    }

    /** The head of the answer. */
    void head(ResponseHead head) {
        tell(() -> listener.onHead(head));
    }

    /** A piece of the answer. */
    void body(ByteBuffer bytes) {
        tell(() -> listener.onBody(bytes));
    }

    /** The answer is complete. */
    void succeed(@Nullable FinalInfo info) {
        end(() -> listener.onEnd(info));
    }

    /** Ends the call, and what runs for it. */
    void fail(CocoonException error) {
        Exchange running;
        synchronized (this) {
            running = state == State.OVER ? null : wrapped;
        }
        end(() -> {
            if (running != null) {
                running.cancel();
            }
            listener.onFailure(error);
        });
    }

    /** Whether the end of the call has not come. */
    synchronized boolean isRunning() {
        return state != State.OVER;
    }

    private void tell(Runnable news) {
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            telling = true;
        }
        try {
            news.run();
        } finally {
            Runnable last;
            synchronized (this) {
                telling = false;
                last = end;
                end = null;
            }
            if (last != null) {
                last.run();
            }
        }
    }

    private void end(Runnable news) {
        SealedRequest used;
        boolean later;
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = State.OVER;
            used = current;
            current = null;
            later = telling;
            end = later ? news : null;
        }
        if (used != null) {
            transport.sent().release(used);
        }
        transport.ended(this);
        if (!later) {
            news.run();
        }
    }
}
