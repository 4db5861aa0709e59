package dev.cocoonsdk.it;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.sealed.AnswerOpener;
import dev.cocoonsdk.crypto.sealed.AnswerSink;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Sends sealed bytes over any transport and opens what comes back, as it comes. */
final class SealedCaller implements TransportListener {

    private final AnswerOpener opener;
    private final IntConsumer onPiece;
    private final CompletableFuture<SealedCaller> done = new CompletableFuture<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int pieces;

    ResponseHead outer;
    ResponseHead inner;
    Bytes receipt;
    FinalInfo info;
    CocoonException failure;
    Bytes evidence;
    Bytes mismatch;
    Refusal refused;
    int errorStatus;
    String errorBody;
    final ByteArrayOutputStream raw = new ByteArrayOutputStream();

    private SealedCaller(AnswerOpener opener, IntConsumer onPiece) {
        this.opener = opener;
        this.onPiece = onPiece;
    }

    static SealedCaller call(Transport transport, SealedCall call, String idempotencyKey) throws Exception {
        return start(transport, call, idempotencyKey, piece -> {}).done.get(60, TimeUnit.SECONDS);
    }

    /** Runs the exchange; {@code onPiece} hears of each opened piece of the body. */
    static SealedCaller start(Transport transport, SealedCall call, String idempotencyKey, IntConsumer onPiece) {
        SealedCaller caller = new SealedCaller(call.opener(), onPiece);
        caller.exchange = transport.start(request(call, idempotencyKey), caller);
        return caller;
    }

    private volatile Exchange exchange;

    void cancel() {
        exchange.cancel();
    }

    CompletableFuture<SealedCaller> done() {
        return done;
    }

    private static TransportRequest request(SealedCall call, String idempotencyKey) {
        QueryLimits limits = call.header().limits();
        return new TransportRequest(
                SealedMedia.METHOD,
                SealedMedia.PATH,
                List.of(new Header("Content-Type", SealedMedia.REQUEST), new Header("Cookie", "a=b")),
                call.body(),
                call.header().model(),
                limits,
                idempotencyKey,
                Duration.ofSeconds(30));
    }

    /** The opened body. */
    String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    int pieces() {
        return pieces;
    }

    Hash256 answerHash() {
        return opener.answerHash();
    }

    boolean isWhole() {
        return opener.isFinished();
    }

    @Override
    public void onConnected() {}

    @Override
    public void onHead(ResponseHead head) {
        outer = head;
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        raw.writeBytes(copy);
        if (SealedMedia.ANSWER.equals(outer.header("Content-Type"))) {
            opener.feed(ByteBuffer.wrap(copy), new Inner());
        }
    }

    @Override
    public void onEnd(FinalInfo finalInfo) {
        info = finalInfo;
        done.complete(this);
    }

    @Override
    public void onFailure(CocoonException error) {
        failure = error;
        done.complete(this);
    }

    /** What was opened, apart from what the transport says. */
    private final class Inner implements AnswerSink {

        @Override
        public void onHead(ResponseHead head) {
            inner = head;
        }

        @Override
        public void onBody(ByteBuffer content) {
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            text.writeBytes(bytes);
            pieces++;
            onPiece.accept(pieces);
        }

        @Override
        public void onFinal(Bytes bytes) {
            receipt = bytes;
        }

        @Override
        public void onError(int status, Bytes body) {
            errorStatus = status;
            errorBody = new String(body.toByteArray(), StandardCharsets.UTF_8);
        }

        @Override
        public void onEvidence(Bytes json) {
            evidence = json;
        }

        @Override
        public void onKeyMismatch(Bytes json) {
            mismatch = json;
        }

        @Override
        public void onRefused(Refusal refusal) {
            refused = refusal;
        }
    }
}
