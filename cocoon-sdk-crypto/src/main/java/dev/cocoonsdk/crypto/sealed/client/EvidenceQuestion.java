package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.sealed.AnswerOpener;
import dev.cocoonsdk.crypto.sealed.AnswerSink;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import dev.cocoonsdk.crypto.sealed.SealedException;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks whichever provider the other side chooses for its evidence ({@code docs/sealed-envelope.md} 8.1); free of charge. */
final class EvidenceQuestion {

    private static final int MAX_BYTES = 256 << 10;

    private final Transport transport;
    private final RequestSealer sealer;

    EvidenceQuestion(Transport transport, RequestSealer sealer) {
        this.transport = transport;
        this.sealer = sealer;
    }

    /** The evidence, not verified; empty if the provider says that it does not open sealed requests. */
    CompletableFuture<List<ProviderEvidence>> ask(ModelId model, TransportRequest forWhom) {
        QueryLimits asked = Terms.limits(forWhom.limits());
        QueryLimits limits = new QueryLimits(0, asked.maxCoefficient(), asked.timeout());
        SealedCall question = sealer.evidenceRequest(SealTerms.of(model, limits, false));
        TransportRequest request = new TransportRequest(
                SealedMedia.METHOD,
                SealedMedia.PATH,
                SealedExchange.HEADERS,
                question.body(),
                model,
                limits,
                null,
                forWhom.connectDeadline());
        return Collector.ask(transport, request, MAX_BYTES).thenApply(answer -> read(question, answer));
    }

    private static List<ProviderEvidence> read(SealedCall question, Collector.Answer answer) {
        if (!AnswerListener.isSealed(answer.head())) {
            if (answer.head().isSuccess()
                    || KeyQuestion.UNKNOWN_PATH.contains(answer.head().status())) {
                return List.of();
            }
            throw new BrokerAnswerException(answer);
        }
        ReceiptCheck.requireFree(answer.info());
        Shown shown = new Shown();
        try {
            AnswerOpener opener = question.opener();
            opener.feed(answer.body().asByteBuffer(), shown);
            opener.finish();
            return shown.json == null ? List.of() : List.of(ProviderEvidence.parse(shown.json));
        } catch (SealedException | EvidenceFormatException e) {
            throw new ProtocolViolationException("a provider's evidence has no form", e, Acceptance.NOT_ACCEPTED);
        }
    }

    /** Keeps the evidence; a refusal leaves none, and the opener itself refuses everything else. */
    private static final class Shown implements AnswerSink {
        private @Nullable Bytes json;

        @Override
        public void onEvidence(Bytes value) {
            json = value;
        }

        @Override
        public void onHead(ResponseHead head) {}

        @Override
        public void onBody(ByteBuffer content) {}

        @Override
        public void onFinal(Bytes receipt) {}

        @Override
        public void onError(int status, Bytes body) {}

        @Override
        public void onKeyMismatch(Bytes value) {}

        @Override
        public void onRefused(Refusal refusal) {}
    }
}
