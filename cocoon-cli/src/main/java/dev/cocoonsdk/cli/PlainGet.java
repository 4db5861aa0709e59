package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One {@code GET} over a transport, for what a broker offers beside the calls of a client. */
final class PlainGet implements TransportListener {

    private static final int MAX_BODY = 1 << 20;

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    /**
     * What came back.
     *
     * @param status HTTP status
     * @param body at most 1 MiB of it
     */
    record Answer(int status, Bytes body) {}

    private PlainGet() {}

    /**
     * Asks and waits.
     *
     * @throws CocoonException if there is no answer
     */
    static Answer send(Transport transport, String path, Duration timeout) {
        PlainGet listener = new PlainGet();
        TransportRequest request = new TransportRequest(
                "GET",
                path,
                List.of(new Header("Accept", "application/json")),
                Bytes.EMPTY,
                null,
                QueryLimits.DEFAULT,
                null,
                timeout);
        Exchange exchange = transport.start(request, listener);
        try {
            return listener.answer
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            exchange.cancel();
            if (e.getCause() instanceof CocoonException failure) {
                throw failure;
            }
            throw CliException.unreachable("no answer from the server within " + timeout.toSeconds() + " s", e);
        }
    }

    @Override
    public void onConnected() {
        // Nothing depends on the moment.
    }

    @Override
    public void onHead(ResponseHead head) {
        status = head.status();
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        byte[] part = new byte[Math.min(bytes.remaining(), MAX_BODY - body.size())];
        bytes.get(part);
        body.writeBytes(part);
    }

    @Override
    public void onEnd(@Nullable FinalInfo info) {
        answer.complete(new Answer(status, Bytes.wrap(body.toByteArray())));
    }

    @Override
    public void onFailure(CocoonException error) {
        answer.completeExceptionally(error);
    }
}
