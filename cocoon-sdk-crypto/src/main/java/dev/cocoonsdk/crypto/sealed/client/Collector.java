package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes one small request of the transport's own and keeps the whole answer, up to a limit of bytes and time. */
final class Collector implements TransportListener {

    /** An answer of any status. */
    record Answer(ResponseHead head, Bytes body, @Nullable FinalInfo info) {}

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final int maxBytes;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ResponseHead head;

    private Collector(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The answer; fails as the exchange does, if it is longer than that, or after half a minute. */
    static CompletableFuture<Answer> ask(Transport transport, TransportRequest request, int maxBytes) {
        Collector collector = new Collector(maxBytes);
        Exchange exchange = transport.start(request, collector);
        return collector
                .answer
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((value, failure) -> exchange.cancel());
    }

    @Override
    public void onConnected() {}

    @Override
    public void onHead(ResponseHead value) {
        head = value;
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        if (body.size() + bytes.remaining() > maxBytes) {
            answer.completeExceptionally(new ProtocolViolationException(
                    "the answer about provider keys has more than " + maxBytes + " bytes",
                    null,
                    Acceptance.NOT_ACCEPTED));
            return;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        body.writeBytes(copy);
    }

    @Override
    public void onEnd(@Nullable FinalInfo info) {
        ResponseHead known = head;
        if (known == null) {
            answer.completeExceptionally(new ProtocolViolationException(
                    "the answer about provider keys has no head", null, Acceptance.NOT_ACCEPTED));
        } else {
            answer.complete(new Answer(known, Bytes.wrap(body.toByteArray()), info));
        }
    }

    @Override
    public void onFailure(CocoonException error) {
        answer.completeExceptionally(error);
    }
}
