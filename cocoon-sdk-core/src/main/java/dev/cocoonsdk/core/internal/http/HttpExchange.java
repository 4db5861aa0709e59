package dev.cocoonsdk.core.internal.http;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.TransportListener;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One exchange over OkHttp. Its thread passes a gate right before the first byte of the request: there the listener learns of the
 * connection, and an exchange that is cancelled until then is certain not to have been sent.
 */
final class HttpExchange implements Exchange, Callback {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int MAX_STALE = 32;

    /** The gate found a connection that the server had closed; OkHttp drops it. */
    private static final class StaleConnectionException extends IOException {
        private static final long serialVersionUID = 1L;

        StaleConnectionException() {
            super("the server closed the idle connection");
        }
    }

    private final Duration connectDeadline;
    private final TransportListener listener;
    private final URI server;
    private volatile @Nullable Call call;
    private volatile boolean cancelled;
    private volatile Acceptance acceptance = Acceptance.NOT_ACCEPTED;
    private final IdleConnections idleConnections;
    private @Nullable Supplier<Call> calls;
    private @Nullable Connection connection;
    private @Nullable ResponseHead head;
    private int stale;

    HttpExchange(Duration connectDeadline, TransportListener listener, URI server, IdleConnections idleConnections) {
        this.connectDeadline = connectDeadline;
        this.listener = listener;
        this.server = server;
        this.idleConnections = idleConnections;
    }

    static HttpExchange of(Request request) {
        return Objects.requireNonNull(request.tag(HttpExchange.class));
    }

    /** Starts; the calls all stand for this one exchange, of which only one gets through the gate. */
    void begin(Supplier<Call> source) {
        calls = source;
        Call next = source.get();
        call = next;
        if (cancelled) {
            next.cancel();
        }
        next.enqueue(this);
    }

    Duration connectDeadline() {
        return connectDeadline;
    }

    @Override
    public void cancel() {
        cancelled = true;
        Call running = call;
        if (running != null) {
            running.cancel();
        }
    }

    /** The gate. */
    void beforeSending(Connection found) throws IOException {
        if (idleConnections.isStale(found)) {
            throw new StaleConnectionException();
        }
        connection = found;
        try {
            listener.onConnected();
        } catch (CallCancelledException e) {
            cancelled = true;
        }
        if (cancelled) {
            throw new IOException("cancelled before sending");
        }
        acceptance = Acceptance.UNKNOWN;
    }

    /** Keeps the head, and keeps OkHttp from repeating what a 503 with {@code Retry-After: 0} answered. */
    Response keepHead(Response response) {
        head = toHead(response);
        return response.code() == 503
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }

    private static ResponseHead toHead(Response response) {
        Headers headers = response.headers();
        List<Header> copy = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            if (Header.isValid(headers.name(i), headers.value(i))) {
                copy.add(new Header(headers.name(i), headers.value(i)));
            }
        }
        return new ResponseHead(response.code(), copy);
    }

    @Override
    public void onResponse(Call answered, Response response) {
        try (response) {
            ResponseHead received = head == null ? toHead(response) : head;
            acceptance = received.isSuccess() ? Acceptance.ACCEPTED : Acceptance.UNKNOWN;
            listener.onHead(received);
            readBody(response.body().source());
        } catch (IOException e) {
            listener.onFailure(failure(e));
            return;
        } catch (RuntimeException | Error e) {
            listener.onFailure(new ProtocolViolationException("the answer could not be processed", e, acceptance));
            if (e instanceof Error serious) {
                throw serious;
            }
            return;
        }
        if (connection != null) {
            idleConnections.used(connection);
        }
        listener.onEnd(null);
    }

    private void readBody(BufferedSource source) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (source.read(buffer) >= 0) {
            buffer.flip();
            listener.onBody(buffer);
            buffer.clear();
        }
        if (cancelled) {
            throw new IOException("cancelled");
        }
    }

    @Override
    public void onFailure(Call failed, IOException e) {
        if (e instanceof StaleConnectionException && calls != null && !cancelled && ++stale <= MAX_STALE) {
            begin(calls);
        } else {
            listener.onFailure(failure(e));
        }
    }

    private CocoonException failure(IOException e) {
        Acceptance known = acceptance;
        if (cancelled) {
            return new CallCancelledException("the exchange was cancelled", null, known);
        }
        if (known == Acceptance.NOT_ACCEPTED && e instanceof SocketTimeoutException) {
            return new CallTimeoutException(Deadline.CONNECT, connectDeadline, known);
        }
        String what = known == Acceptance.NOT_ACCEPTED ? "could not connect to " : "the connection broke to ";
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new TransportException(what + server.getHost() + portText() + ": " + reason, e, known);
    }

    private String portText() {
        return server.getPort() < 0 ? "" : ":" + server.getPort();
    }
}
