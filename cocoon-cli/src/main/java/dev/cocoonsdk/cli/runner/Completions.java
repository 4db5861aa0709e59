package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.NetworkCall;
import dev.cocoonsdk.network.client.NetworkRequest;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends requests into the network ({@code docs/protocol/wire.md} 9.1). Thread-safe. */
final class Completions {

    private static final int LONGEST_HEADER = 1000;

    /** Of the application's headers only these travel: the others tell who it is, or belong to its connection. */
    private static final List<String> FORWARDED = List.of("Host", "Content-Type", "Accept");

    private final CocoonNetwork network;
    private final ClientRunnerConfig config;
    private final UsageCosts costs;
    private final RunnerCounters counters;
    private final DebugLog debugLog;
    private final InstantSource clock;

    Completions(
            CocoonNetwork network,
            ClientRunnerConfig config,
            UsageCosts costs,
            RunnerCounters counters,
            DebugLog debugLog,
            InstantSource clock) {
        this.network = network;
        this.config = config;
        this.costs = costs;
        this.counters = counters;
        this.debugLog = debugLog;
        this.clock = clock;
    }

    void respond(FullHttpRequest request, HttpConnection.Call call) {
        CompletionRequest asked;
        try {
            byte[] body = ByteBufUtil.getBytes(request.content());
            asked = CompletionRequest.parse(body, config.maxCoefficient(), config.maxTokens());
        } catch (RunnerException e) {
            call.answer(Responses.failure(Failure.of(e)));
            return;
        }
        RequestRecord record = new RequestRecord(asked, counters, debugLog, clock);
        AnswerRelay relay = new AnswerRelay(call, record, costs, Visitors.reader(request));
        NetworkCall running = run(query(request, asked), relay, record);
        call.attach(relay);
        relay.started(running);
    }

    /** Events come by the connection's event loop, which is here now; so the relay may be attached afterwards. */
    private NetworkCall run(NetworkRequest query, AnswerRelay relay, RequestRecord record) {
        try {
            return network.run(query, relay);
        } catch (RuntimeException e) {
            record.finished(RequestRecord.Outcome.FAILED);
            throw e;
        }
    }

    /** A proxy that is not ready now fails the request at once, as with the reference. */
    private static NetworkRequest query(FullHttpRequest request, CompletionRequest asked) {
        return new NetworkRequest(
                request.method().name(),
                request.uri(),
                headers(request),
                asked.payload(),
                asked.model(),
                asked.maxTokens(),
                asked.maxCoefficient(),
                asked.timeout(),
                asked.debug(),
                Duration.ZERO);
    }

    private static List<Header> headers(FullHttpRequest request) {
        List<Header> headers = new ArrayList<>();
        for (String name : FORWARDED) {
            String value = request.headers().get(name);
            if (value != null && value.length() <= LONGEST_HEADER && Header.isValid(name, value)) {
                headers.add(new Header(name, value));
            }
        }
        return headers;
    }
}
