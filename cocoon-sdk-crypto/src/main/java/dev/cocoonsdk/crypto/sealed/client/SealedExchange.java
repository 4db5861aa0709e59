package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
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
 * <p>The lock guards state and wrapped exchange; nothing is called out while it is held.
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
    private boolean cancelled;
    private boolean connected;
    private int sendings;

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
        whenDone(transport.providers().find(model, demand.request()), found -> {
            List<VerifiedProvider> shuffled = new ArrayList<>(found.trusted());
            Collections.shuffle(shuffled, transport.random());
            return seal(shuffled, found.distrusted(), 1);
        });
    }

    private void resend(SealedRequest sent, Instant now) {
        try {
            requireGood(sent, now);
        } catch (VerdictExpiredException e) {
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
        String key = demand.request().idempotencyKey();
        if (key == null) {
            return transport.seal(demand.request(), model, recipients, number);
        }
        SealedRequest shared = transport
                .sent()
                .keep(
                        key,
                        demand.request(),
                        number,
                        now,
                        () -> transport.seal(demand.request(), model, recipients, number));
        requireGood(shared, now);
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
            if (state != State.PREPARING) {
                return;
            }
            state = State.SENT;
            sending = ++sendings;
        }
        TransportRequest request = demand.request();
        QueryLimits limits = new QueryLimits(
                request.limits().maxTokens(),
                sealed.maxCoefficient(),
                request.limits().timeout());
        TransportRequest outer = new TransportRequest(
                SealedMedia.METHOD,
                SealedMedia.PATH,
                HEADERS,
                sealed.body(),
                model,
                limits,
                sealed.key(),
                request.connectDeadline());
        keep(transport.wrapped().start(outer, new AnswerListener(this, transport, sealed)), sending);
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

    /**
     * The request is about to be sent.
     *
     * @throws CallCancelledException if it is not wanted any more
     */
    void sending() {
        boolean first;
        synchronized (this) {
            if (cancelled) {
                throw new CallCancelledException("cancelled before sending", null, Acceptance.NOT_ACCEPTED);
            }
            first = !connected;
            connected = true;
        }
        if (first) {
            listener.onConnected();
        }
    }

    /** The broker or provider says that the request is not sealed to its keys, and shows them. */
    void mismatched(SealedRequest sealed, ProviderEvidence evidence) {
        synchronized (this) {
            if (state != State.SENT) {
                return;
            }
            state = State.PREPARING;
            wrapped = null;
        }
        if (sealed.number() > transport.maxRecipients()) {
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

    private void passOn(Collector.Answer answer) {
        if (end()) {
            listener.onHead(answer.head());
            listener.onBody(answer.body().asByteBuffer());
            listener.onEnd(null);
        }
    }

    /** The head of the answer. */
    void head(ResponseHead head) {
        if (isRunning()) {
            listener.onHead(head);
        }
    }

    /** A piece of the answer. */
    void body(ByteBuffer bytes) {
        if (isRunning()) {
            listener.onBody(bytes);
        }
    }

    /** The answer is complete. */
    void succeed(@Nullable FinalInfo info) {
        if (end()) {
            listener.onEnd(info);
        }
    }

    /** Ends the call, and what runs for it. */
    void fail(CocoonException error) {
        Exchange running;
        synchronized (this) {
            running = wrapped;
        }
        if (end()) {
            if (running != null) {
                running.cancel();
            }
            listener.onFailure(error);
        }
    }

    private synchronized boolean isRunning() {
        return state != State.OVER;
    }

    private synchronized boolean end() {
        boolean running = state != State.OVER;
        state = State.OVER;
        return running;
    }
}
