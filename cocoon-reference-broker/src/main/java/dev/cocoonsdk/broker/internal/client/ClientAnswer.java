package dev.cocoonsdk.broker.internal.client;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.link.LinkDriver;
import dev.cocoonsdk.broker.internal.market.AnswerHeads;
import dev.cocoonsdk.broker.internal.market.Delivery;
import dev.cocoonsdk.broker.internal.market.Running;
import dev.cocoonsdk.broker.internal.market.WorkerHead;
import dev.cocoonsdk.broker.internal.market.WorkerSession;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ClientAnswerInfo;
import dev.cocoonsdk.network.ClientReply;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.stats.RateCounter;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one native request on its way from the worker's event loop to the client's. The head gets two headers, the body
 * is passed on unchanged ({@code docs/protocol/wire.md} 9.4). While the client takes nothing, what comes waits here up to a limit;
 * beyond it the request fails, and the client's other requests go on.
 *
 * <p>The methods of {@link Delivery} are called from anywhere, the others on the client's event loop.
 */
final class ClientAnswer implements Delivery {

    private static final int DOCUMENT_LAG = 8;

    private record Head(HttpResponse response) implements Outbox.Item {}

    private record Part(TlBytes bytes) implements Outbox.Item {
        @Override
        public int size() {
            return bytes.length();
        }
    }

    private record End(ClientAnswerInfo info) implements Outbox.Item {}

    private record Failure(int code, String text, ClientAnswerInfo info) implements Outbox.Item {}

    private record Charge(long tokens) implements Outbox.Item {}

    private record Last() implements Outbox.Item {}

    /** Who holds the answer; told on the client's event loop. */
    interface Owner {
        /** The request is over and cost this much; the answer was sent. */
        void paid(ClientAnswer answer, long tokens);

        /** There is nothing more to send. */
        void sent(ClientAnswer answer);
    }

    private final LinkDriver driver;
    private final ClientDesk desk;
    private final ClientReply reply;
    private final Owner owner;
    private final Outbox outbox;
    private final Instant start = Instant.now();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger held = new AtomicInteger();
    private volatile long limit;
    private volatile @Nullable Instant headArrived;
    private @Nullable Running running;
    private boolean abandoned;

    ClientAnswer(LinkDriver driver, ClientDesk desk, ClientReply reply, Owner owner) {
        this.driver = driver;
        this.desk = desk;
        this.reply = reply;
        this.owner = owner;
        this.outbox = new Outbox(desk.limits().memory());
        this.limit = desk.limits().answerBytes();
    }

    /** Counts the bytes of a request as long as it is needed. */
    void hold(int bytes) {
        held.set(bytes);
        desk.limits().memory().add(bytes);
    }

    private void letGo() {
        desk.limits().memory().add(-held.getAndSet(0));
    }

    /** The request was admitted. */
    void started(Running run) {
        running = run;
        if (abandoned) {
            run.abandon();
        }
    }

    /** The request was refused. */
    void refused(ApiError error) {
        fail(error, WorkerSession.NO_INFO);
        outbox.put(new Last());
        pump();
    }

    /** Where the answer goes. */
    ClientReply reply() {
        return reply;
    }

    /** The client wants no more of the answer; it still gets the end. */
    void cancel() {
        abandoned = true;
        if (running != null) {
            running.abandon();
        }
    }

    /** The client is gone. */
    void lost() {
        outbox.close();
        cancel();
    }

    @Override
    public void head(WorkerHead head) {
        letGo();
        headArrived = head.arrived();
        if (!isStream(head.response())) {
            limit = (long) desk.limits().answerBytes() * DOCUMENT_LAG;
        }
        outbox.put(new Head(withTimes(head)));
    }

    private static boolean isStream(HttpResponse head) {
        return head.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("content-type"))
                .anyMatch(header -> header.value().toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
    }

    private HttpResponse withTimes(WorkerHead head) {
        HttpResponse response = head.response();
        List<HttpHeader> headers = new ArrayList<>(response.headers());
        headers.add(new HttpHeader("X-Cocoon-Proxy-Start", AnswerHeads.seconds(start)));
        headers.add(new HttpHeader("X-Cocoon-Proxy-End", AnswerHeads.seconds(head.arrived())));
        return new HttpResponse(
                response.httpVersion(), response.statusCode(), response.reason(), headers, response.payload());
    }

    @Override
    public void body(byte[] bytes) {
        if (!outbox.offer(new Part(TlBytes.wrap(bytes)), limit)) {
            outbox.clear();
            throw TOO_SLOW.toException();
        }
        desk.stats().countSent(bytes.length);
    }

    @Override
    public void end(AnswerInfo info, long charged) {
        outbox.put(new End(told(bounded(info.tokens(), charged), info)));
    }

    /** What the client reads is what it pays, whatever the worker reported. */
    private static TokensUsed bounded(TokensUsed tokens, long charged) {
        return new TokensUsed(
                tokens.promptTokensUsed(),
                tokens.cachedTokensUsed(),
                tokens.completionTokensUsed(),
                tokens.reasoningTokensUsed(),
                charged);
    }

    @Override
    public void fail(ApiError error, AnswerInfo info) {
        letGo();
        ApiError.NetworkError network = error.network();
        outbox.put(new Failure(network.code(), network.text(), told(AnswerInfo.NO_TOKENS, info)));
    }

    private ClientAnswerInfo told(TokensUsed tokens, AnswerInfo worker) {
        Instant now = Instant.now();
        return ClientAnswerInfo.of(tokens, start, now, worker, reply.request().debug() ? debug(now) : null);
    }

    /** As {@code docs/protocol/http-api.md} 2.6. */
    private String debug(Instant now) {
        Instant head = headArrived;
        JsonValue json = JsonValue.object(
                "answer_receive_end_at", RateCounter.decimal(seconds(now)),
                "answer_receive_start_at", RateCounter.decimal(head == null ? 0 : seconds(head)),
                "start_time", RateCounter.decimal(seconds(start)),
                "type", "proxy_stats");
        return new String(json.toJsonBytes(), StandardCharsets.UTF_8);
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    @Override
    public void paid(long charged) {
        if (outbox.put(new Charge(charged)) && outbox.put(new Last())) {
            signal();
        }
    }

    @Override
    public void signal() {
        if (scheduled.compareAndSet(false, true)) {
            driver.execute(() -> {
                scheduled.set(false);
                pump();
            });
        }
    }

    /** Sends what is there and can be sent. */
    void pump() {
        boolean sent = false;
        while (driver.isWritable()) {
            Outbox.Item item = outbox.take();
            if (item == null) {
                break;
            }
            send(item);
            sent = true;
        }
        if (sent) {
            driver.turnSoon();
        }
    }

    private void send(Outbox.Item item) {
        if (item instanceof Head head) {
            reply.head(head.response);
        } else if (item instanceof Part part) {
            reply.part(part.bytes);
        } else if (item instanceof End end) {
            reply.complete(end.info);
        } else if (item instanceof Failure failure) {
            reply.fail(failure.code, failure.text, failure.info);
        } else if (item instanceof Charge charge) {
            owner.paid(this, charge.tokens);
        } else if (item instanceof Last) {
            owner.sent(this);
        }
    }

    private static final ApiError TOO_SLOW = ApiError.of(
                    ErrorKind.INTERNAL,
                    "The answer was read too slowly and is dropped.",
                    "Read faster, or ask for a shorter answer.")
            .network(ErrorCodes.ERROR, "the answer was read too slowly");
}
