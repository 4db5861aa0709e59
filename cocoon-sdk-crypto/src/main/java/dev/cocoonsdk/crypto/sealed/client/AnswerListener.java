package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.crypto.sealed.AnswerOpener;
import dev.cocoonsdk.crypto.sealed.AnswerSink;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.Exchange;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import dev.cocoonsdk.crypto.sealed.SealedException;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException;
import dev.cocoonsdk.crypto.sealed.SignedReceipt;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens the answer to one sending of a sealed request, piece by piece. The wrapped transport calls in sequence. What is not a sealed
 * answer is passed on as it is if it is an error, and refused if it claims success.
 */
final class AnswerListener implements TransportListener {

    private final SealedExchange exchange;
    private final SealedTransport transport;
    private final SealedRequest sealed;
    private final AnswerOpener opener;
    private final AnswerSink sink = new Opened();
    private boolean clear;
    private boolean over;
    private boolean expired;
    private @Nullable ResponseHead innerHead;
    private @Nullable Bytes receipt;
    private @Nullable ProviderEvidence newcomer;
    private @Nullable CocoonException refusal;
    private final ErrorBody errorBody = new ErrorBody();

    AnswerListener(SealedExchange exchange, SealedTransport transport, SealedRequest sealed) {
        this.exchange = exchange;
        this.transport = transport;
        this.sealed = sealed;
        this.opener = sealed.call().opener();
    }

    @Override
    public void onConnected() {
        expired = !transport.now().isBefore(sealed.recipients().validUntil());
        if (expired) {
            throw new CallCancelledException("the verification has expired", null, Acceptance.NOT_ACCEPTED);
        }
        exchange.sending();
    }

    @Override
    public void onHead(ResponseHead head) {
        if (isSealed(head)) {
            return;
        }
        if (head.isSuccess()) {
            fail(new DowngradeRefusedException(head.status()));
            return;
        }
        clear = true;
        exchange.head(head);
    }

    static boolean isSealed(ResponseHead head) {
        String type = head.header("Content-Type");
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(SealedMedia.ANSWER);
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        if (over || !exchange.isRunning()) {
            return;
        }
        if (clear) {
            exchange.body(bytes);
            return;
        }
        try {
            opener.feed(bytes, sink);
        } catch (SealedException e) {
            tampered(e);
        } catch (IllegalStateException e) {
            if (exchange.isRunning()) {
                throw e;
            }
        }
    }

    @Override
    public void onEnd(@Nullable FinalInfo info) {
        if (over) {
            return;
        }
        if (clear) {
            exchange.succeed(info);
            return;
        }
        try {
            opener.finish();
        } catch (SealedException e) {
            tampered(e);
            return;
        }
        try {
            conclude(info);
        } catch (ReceiptMismatchException e) {
            fail(e);
        }
    }

    /** What did not come to an answer must not cost anything. */
    private void conclude(@Nullable FinalInfo info) {
        ProviderEvidence other = newcomer;
        CocoonException refused = refusal;
        if (other != null) {
            ReceiptCheck.requireFree(info);
            over = true;
            exchange.mismatched(sealed, other);
        } else if (refused != null) {
            ReceiptCheck.requireFree(info);
            fail(refused);
        } else {
            concludeAnswer(info);
        }
    }

    /** Of an error there is nothing to prove but what it costs, and the caller gets the provider's own words. */
    private void concludeAnswer(@Nullable FinalInfo info) {
        ResponseHead head = innerHead;
        Bytes bytes = receipt;
        boolean success = head != null && head.isSuccess();
        if (bytes == null || (bytes.isEmpty() && !success)) {
            ReceiptCheck.requireFree(info);
        } else if (success) {
            exchange.succeed(prove(bytes, info));
            return;
        } else {
            prove(bytes, info);
        }
        if (errorBody.saysNotAccepted()) {
            exchange.notAccepted(sealed, opener.keyId());
        }
        exchange.succeed(info);
    }

    private FinalInfo prove(Bytes bytes, @Nullable FinalInfo info) {
        Hash256 keyId = Objects.requireNonNull(opener.keyId());
        VerifiedProvider provider = Objects.requireNonNull(sealed.recipients().of(keyId));
        SealedCall call = sealed.call();
        Exchange exchanged =
                new Exchange(call.requestId(), call.requestHash(), Objects.requireNonNull(opener.answerHash()));
        SignedReceipt signed = ReceiptCheck.check(sealed, provider, exchanged, bytes);
        Metering metering = signed.receipt().metering();
        ReceiptCheck.compareCharge(metering, info);
        VerifiedAnswer proof = transport.proof(provider, keyId, signed);
        return info == null
                ? ReceiptCheck.toInfo(metering, proof)
                : new FinalInfo(
                        info.prompt(),
                        info.cached(),
                        info.completion(),
                        info.reasoning(),
                        info.total(),
                        info.cost(),
                        proof);
    }

    @Override
    public void onFailure(CocoonException error) {
        if (over) {
            return;
        }
        CocoonException refused = refusal;
        if (refused != null) {
            fail(refused);
            return;
        }
        fail(expired ? new VerdictExpiredException(sealed.recipients().validUntil()) : error);
    }

    /** Takes what was opened. */
    private final class Opened implements AnswerSink {

        @Override
        public void onHead(ResponseHead head) {
            innerHead = head;
            exchange.head(head);
        }

        @Override
        public void onBody(ByteBuffer content) {
            ResponseHead head = innerHead;
            if (head != null && !head.isSuccess()) {
                errorBody.add(content);
            }
            exchange.body(content);
        }

        @Override
        public void onFinal(Bytes value) {
            receipt = value;
        }

        /** Core reads an error in the form of a whole answer only; once one has begun, what is left to say is that it failed. */
        @Override
        public void onError(int status, Bytes body) {
            if (innerHead == null) {
                onHead(new ResponseHead(status, List.of()));
                onBody(body.asByteBuffer());
            } else {
                fail(new ProviderFailureException(
                        "the provider failed after it had begun to answer", status, null, Acceptance.ACCEPTED));
            }
        }

        @Override
        public void onEvidence(Bytes json) {
            tampered(new SealedTamperingException(SealedTamperingException.Kind.SUBSTITUTED, 0));
        }

        @Override
        public void onKeyMismatch(Bytes json) {
            try {
                newcomer = ProviderEvidence.parse(json);
            } catch (EvidenceFormatException e) {
                fail(new AnswerTamperedException("MALFORMED", "evidence of no form", e, Acceptance.UNKNOWN));
            }
        }

        @Override
        public void onRefused(Refusal refused) {
            Acceptance acceptance = refused == Refusal.REPLAYED ? Acceptance.UNKNOWN : Acceptance.NOT_ACCEPTED;
            refusal = refused == Refusal.BUSY
                    ? new ServerBusyException("the provider is busy", null, acceptance)
                    : new SealedRequestRefusedException(refused, acceptance);
        }
    }

    private void tampered(SealedException cause) {
        String kind = cause instanceof SealedTamperingException tampering
                ? tampering.kind().name()
                : "MALFORMED";
        Acceptance acceptance = innerHead == null ? Acceptance.UNKNOWN : Acceptance.ACCEPTED;
        fail(new AnswerTamperedException(kind, String.valueOf(cause.getMessage()), cause, acceptance));
    }

    private void fail(CocoonException error) {
        over = true;
        exchange.fail(error);
    }
}
