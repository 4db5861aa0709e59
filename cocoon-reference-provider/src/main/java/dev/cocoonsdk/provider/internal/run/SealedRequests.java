package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.crypto.sealed.EnclaveKeys;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.KeyMismatchException;
import dev.cocoonsdk.crypto.sealed.OpenedRequest;
import dev.cocoonsdk.crypto.sealed.ReceiptSigner;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.RequestOpener;
import dev.cocoonsdk.crypto.sealed.SealedAnswers;
import dev.cocoonsdk.crypto.sealed.SealedException;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.WorkerRequest;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.internal.request.RequestRefusedException;
import dev.cocoonsdk.ton.TokenPricing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sealed requests ({@code docs/sealed-envelope.md} 9) and begins them like others, or answers why it does not. One for all
 * connections of a provider, as the replay window is. Thread-safe.
 */
public final class SealedRequests {

    private static final Logger LOG = LoggerFactory.getLogger(SealedRequests.class);

    /**
     * The means to open.
     *
     * @param keys of the enclave
     * @param opener with those keys
     * @param form how answers are sealed
     */
    public record Means(EnclaveKeys keys, RequestOpener opener, SealedForm form) {}

    private final @Nullable Means means;
    private final Executor threads;
    private final Clock clock;
    private final LongSupplier rootVersion;

    /**
     * @param means null to refuse all sealed requests
     * @param threads do the cryptography
     * @param clock of headers and receipts
     * @param rootVersion version of the root configuration that the provider goes by
     */
    public SealedRequests(@Nullable Means means, Executor threads, Clock clock, LongSupplier rootVersion) {
        this.means = means;
        this.threads = threads;
        this.clock = clock;
        this.rootVersion = rootVersion;
    }

    static boolean isSealed(HttpRequest http) {
        int slash = http.url().indexOf('/');
        return slash >= 0 && http.url().substring(slash).equals(SealedMedia.PATH);
    }

    /** Tells what proves the keys now, on other threads, as keys may have to be made; never if nothing is sealed here. */
    void evidence(Consumer<Bytes> reader) {
        Means with = means;
        if (with != null) {
            threads.execute(() -> tell(with, reader));
        }
    }

    private static void tell(Means with, Consumer<Bytes> reader) {
        try {
            reader.accept(with.keys().evidence().encoded());
        } catch (RuntimeException e) {
            LOG.warn("there is no evidence to announce: {}", e.getClass().getName());
        }
    }

    /** Answers a sealed request, on other threads than the link's. */
    void begin(ServedModel model, WorkerRequest request, RunningRequest started) {
        threads.execute(() -> {
            try {
                answer(model, request, started);
            } catch (RuntimeException e) {
                LOG.error(
                        "a sealed request for {} failed: {}",
                        model.name(),
                        e.getClass().getName());
                started.failLater(ErrorCodes.ERROR, "worker: the engine failed");
            }
        });
    }

    private void answer(ServedModel model, WorkerRequest request, RunningRequest started) {
        Bytes body = Bytes.wrap(request.http().payload().toByteArray());
        Means with = means;
        if (with == null) {
            started.answer(refusal(body, Refusal.UNAVAILABLE));
            return;
        }
        try {
            EnvelopeHeader header = with.opener().check(body);
            if (header.kind() == EnvelopeHeader.Kind.EVIDENCE_REQUEST) {
                started.answer(evidence(with, header, model));
            } else {
                try (OpenedRequest opened = with.opener().open(body)) {
                    run(with, model, request, started, opened);
                }
            }
        } catch (KeyMismatchException e) {
            Bytes evidence = with.keys().evidence().encoded();
            Bytes answer = SealedAnswers.keyMismatch(e.header().requestId(), evidence);
            started.answer(whole(SealedMedia.STATUS_KEY_MISMATCH, answer));
        } catch (SealedException e) {
            LOG.debug("a sealed request for {} is refused: {}", model.name(), e.refusal());
            started.answer(refusal(body, e.refusal()));
        }
    }

    private AnswerForm.Opening evidence(Means with, EnvelopeHeader header, ServedModel model) {
        if (!header.model().equals(model.engine().describe().model())) {
            return whole(
                    Refusal.UNKNOWN_MODEL.status(), SealedAnswers.refused(header.requestId(), Refusal.UNKNOWN_MODEL));
        }
        Bytes evidence = with.keys().evidence().encoded();
        return whole(SealedMedia.STATUS_OK, SealedAnswers.evidence(header.requestId(), evidence));
    }

    private AnswerForm.Opening refusal(Bytes body, Refusal refusal) {
        Hash256 id = EnvelopeHeader.requestIdOf(body);
        return whole(refusal.status(), SealedAnswers.refused(id, refusal));
    }

    private AnswerForm.Opening whole(int status, Bytes body) {
        Instant now = clock.instant();
        return new AnswerForm.Opening(SealedAnswer.outerHead(status, now, now), TlBytes.wrap(body.toByteArray()));
    }

    private void run(
            Means with, ServedModel model, WorkerRequest request, RunningRequest started, OpenedRequest opened) {
        TokenPricing pricing = model.pricing();
        ReceiptSigner signer = with.keys().receiptSigner(opened.keyId());
        ReceiptWriter receipts = new ReceiptWriter(
                signer == null ? with.keys().receiptSigner() : signer,
                opened.header().requestId(),
                opened.requestHash(),
                model.name(),
                request.coefficient(),
                pricing.pricePerToken(),
                rootVersion.getAsLong());
        started.form(new SealedAnswer(
                opened.answer(with.form().padding()),
                opened.header().stream(),
                with.form().batching(),
                receipts,
                clock));
        EnvelopeHeader header = opened.header();
        try {
            EngineRequest checked = check(model, opened.inner(), request, header);
            started.running(model.engine().start(checked, started));
        } catch (RequestRefusedException e) {
            started.failLater(ErrorCodes.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()));
        }
    }

    private static EngineRequest check(
            ServedModel model, InnerRequest inner, WorkerRequest request, EnvelopeHeader header)
            throws RequestRefusedException {
        List<Map.Entry<String, String>> headers =
                inner.headers().stream().map(SealedRequests::entry).toList();
        EngineRequest checked = model.rules()
                .check(
                        inner.method(),
                        inner.path(),
                        headers,
                        inner.body().toByteArray(),
                        HeaderLimits.timeout(header, request.timeout()));
        String name = model.engine().describe().model().value();
        return HeaderLimits.bind(header, checked, name, request.coefficient());
    }

    private static Map.Entry<String, String> entry(Header header) {
        return Map.entry(header.name(), header.value());
    }
}
