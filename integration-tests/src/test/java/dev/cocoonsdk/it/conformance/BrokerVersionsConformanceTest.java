package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawClient;
import dev.cocoonsdk.it.conformance.raw.RawClient.Answer;
import dev.cocoonsdk.it.conformance.raw.RawClient.Info;
import dev.cocoonsdk.it.conformance.raw.RawClient.Run;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Request;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Tokens;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client and a worker that are played by hand, with the broker between them, in all nine mixes of protocol versions:
 * {@code docs/protocol/wire.md} 6, 9.3, 9.4, 9.8. The raw peers refuse an object of the wrong family.
 */
class BrokerVersionsConformanceTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Tokens USED = new Tokens(11, 2, 22, 3, 33, null, 1795346679.5, 1795346680.25);

    private static BrokerUnderTest broker;

    @BeforeAll
    static void start() {
        broker = BrokerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Stream<Arguments> mixes() {
        return IntStream.rangeClosed(0, 2)
                .boxed()
                .flatMap(client -> IntStream.rangeClosed(0, 2).mapToObj(worker -> Arguments.of(client, worker)));
    }

    /** A client, a worker, and a request that has reached the worker. */
    private static final class Legs implements AutoCloseable {

        private final int number = COUNT.incrementAndGet();
        private final RawWorker worker;
        private final RawClient client;
        private final Run run;
        private final Request request;

        Legs(int clientProtocol, int workerProtocol, boolean debug) {
            String model = "mix-" + number;
            RawWorker.Params params = new RawWorker.Params()
                    .model(model + "@c:v")
                    .protocol(workerProtocol)
                    .coefficient(1300);
            params.owner = "0:" + String.format("%064x", 0xd000 + number);
            worker = broker.worker(params);
            client = RawClient.ready(
                    broker.clientPort(),
                    new RawClient.Params()
                            .owner("0:" + String.format("%064x", 0xe000 + number))
                            .protocol(clientProtocol),
                    "");
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("X-Odd", "kept as it is");
            headers.put("Content-Length", "2");
            run = new Run(
                    String.format("%064x", 0xf000 + number),
                    model,
                    Http.request("POST", "/v1/chat/completions", headers, "{}"));
            run.debug = debug;
            client.run(run);
            request = worker.request();
        }

        Answer answer() {
            Answer answer = client.answer();
            assertThat(answer.id()).isEqualTo(run.id);
            return answer;
        }

        @Override
        public void close() {
            client.close();
            worker.close();
        }
    }

    private static void assertInfo(Info info, int client, int worker, Tokens tokens) {
        assertThat(info.tokens().prompt()).isEqualTo(tokens.prompt());
        assertThat(info.tokens().cached()).isEqualTo(tokens.cached());
        assertThat(info.tokens().completion()).isEqualTo(tokens.completion());
        assertThat(info.tokens().reasoning()).isEqualTo(tokens.reasoning());
        assertThat(info.tokens().total()).isEqualTo(tokens.total());
        if (client > 0) {
            assertThat(info.flags() & 2).as("bit 1 for protocol 2").isEqualTo(client == 2 ? 2 : 0);
        }
        if (client == 2) {
            assertThat(info.proxyStart()).isGreaterThan(1.7e9).isLessThanOrEqualTo(info.proxyEnd());
            assertThat(info.workerStart()).isEqualTo(worker == 2 ? tokens.start() : 0);
            assertThat(info.workerEnd()).isEqualTo(worker == 2 ? tokens.end() : 0);
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: the request")
    @MethodSource("mixes")
    void forwardsTheRequestUnchanged(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            assertThat(legs.request.query()).isEqualTo(legs.run.query.bytes());
            assertThat(legs.request.id()).isNotEqualTo(legs.run.id);
            assertThat(legs.request.coefficient()).isEqualTo(1300);
            assertThat(legs.request.timeout()).as("114 times 0.95").isBetween(90.0, 108.3000001);
            assertThat(legs.request.flags()).isEqualTo(worker == 0 ? 0 : 1);
            assertThat(legs.request.debug()).isFalse();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: head, parts, last part")
    @MethodSource("mixes")
    void relaysHeadPartsAndFinalInfo(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            String id = legs.request.id();
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "text/event-stream");
            headers.put("X-Cocoon-Worker-Start", "1795346679.844396");
            headers.put("X-Cocoon-Worker-End", "1795346679.846128");
            headers.put("Transfer-Encoding", "chunked");
            legs.worker.first(id, Http.response(200, "Fine", headers, ""), null);
            Answer head = legs.answer();
            assertThat(head.object()).isEqualTo(client == 0 ? Ids.CLIENT_ANSWER : Ids.CLIENT_ANSWER_EX);
            assertThat(head.info()).isNull();
            assertThat(head.http().status()).isEqualTo(200);
            assertThat(head.http().reason()).isEqualTo("Fine");
            assertThat(head.http().headers().keySet())
                    .containsExactly(
                            "Content-Type",
                            "X-Cocoon-Worker-Start",
                            "X-Cocoon-Worker-End",
                            "Transfer-Encoding",
                            "X-Cocoon-Proxy-Start",
                            "X-Cocoon-Proxy-End");
            assertThat(head.http().headers()).containsAllEntriesOf(headers);
            assertThat(head.http().headers().get("X-Cocoon-Proxy-Start")).matches("[0-9]{10}\\.[0-9]{6}");
            assertThat(head.http().headers().get("X-Cocoon-Proxy-End")).matches("[0-9]{10}\\.[0-9]{6}");
            legs.worker.part(id, "data: 1\n\n", null);
            Answer part = legs.answer();
            assertThat(part.object()).isEqualTo(client == 0 ? Ids.CLIENT_PART : Ids.CLIENT_PART_EX);
            assertThat(part.info()).isNull();
            assertThat(part.body()).isEqualTo("data: 1\n\n");
            legs.worker.part(id, "data: [DONE]\n\n", USED);
            StringBuilder rest = new StringBuilder();
            Answer last;
            do {
                last = legs.answer();
                rest.append(last.body());
            } while (last.info() == null);
            assertThat(rest.toString()).isEqualTo("data: [DONE]\n\n");
            assertInfo(last.info(), client, worker, USED);
            if (client > 0) {
                assertThat(last.info().flags() & 1).as("no debug").isZero();
            }
            assertThat(legs.client.paid().tokens()).isEqualTo(33);
            assertThat(legs.worker.paid().tokens()).isEqualTo(33);
            legs.client.peer().alive();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: an answer that ends with its head")
    @MethodSource("mixes")
    void relaysAnAnswerThatEndsWithItsHead(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            legs.worker.first(
                    legs.request.id(), Http.response(204, "No Content", Map.of("Content-Length", "0"), ""), USED);
            Answer answer = legs.answer();
            assertThat(answer.http().status()).isEqualTo(204);
            while (answer.info() == null) {
                answer = legs.answer();
                assertThat(answer.body()).isEmpty();
            }
            assertInfo(answer.info(), client, worker, USED);
            legs.client.paid();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: bytes inside the head")
    @MethodSource("mixes")
    void relaysBytesInsideTheHead(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            legs.worker.head(legs.request.id(), "{\"a\":").part(legs.request.id(), "1}", USED);
            Answer answer = legs.answer();
            StringBuilder body = new StringBuilder(answer.http().payload());
            while (answer.info() == null) {
                answer = legs.answer();
                body.append(answer.body());
            }
            assertThat(body.toString()).isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: debug information")
    @MethodSource("mixes")
    void relaysDebugInformation(int client, int worker) {
        try (Legs legs = new Legs(client, worker, true)) {
            assertThat(legs.request.debug()).isEqualTo(client > 0 && worker > 0);
            legs.worker.reply(legs.request.id(), "{}", USED.withDebug("{\"type\":\"worker_stats\"}"));
            Answer answer = legs.answer();
            while (answer.info() == null) {
                answer = legs.answer();
            }
            assertInfo(answer.info(), client, worker, USED);
            if (client > 0) {
                assertThat(answer.info().flags() & 1).isEqualTo(1);
                assertThat(answer.info().workerDebug()).isEqualTo(worker > 0 ? "{\"type\":\"worker_stats\"}" : "");
                assertThat(answer.info().proxyDebug())
                        .contains("\"type\":\"proxy_stats\"")
                        .contains("start_time");
            }
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: the worker fails before its first answer")
    @MethodSource("mixes")
    void relaysAnErrorBeforeTheFirstAnswer(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            legs.worker.fail(
                    legs.request.id(), false, 621, "worker: invalid http request: unknown option 'x' in request");
            Answer answer = legs.answer();
            assertThat(answer.object()).isEqualTo(client == 0 ? Ids.CLIENT_ERROR : Ids.CLIENT_ERROR_EX);
            assertThat(answer.error()).isEqualTo("621 worker: invalid http request: unknown option 'x' in request");
            assertThat(answer.info()).as("16.4 always a final info").isNotNull();
            assertThat(answer.info().tokens().total()).isZero();
            assertErrorFlags(answer, client);
            legs.client.free().peer().alive();
            legs.worker.unpaid();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: the worker fails after its first answer")
    @MethodSource("mixes")
    void relaysAnErrorAfterTheFirstAnswer(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            String id = legs.request.id();
            legs.worker.head(id, "").part(id, "x", null);
            legs.answer();
            legs.answer();
            legs.worker.fail(id, true, 652, "worker: timeout");
            Answer answer = legs.answer();
            assertThat(answer.object()).isEqualTo(client == 0 ? Ids.CLIENT_PART_ERROR : Ids.CLIENT_ERROR_EX);
            assertThat(answer.error()).isEqualTo("652 worker: timeout");
            assertErrorFlags(answer, client);
            legs.worker.part(id, "late", USED);
            legs.worker.unpaid();
            legs.client.free().peer().alive();
        }
    }

    private static void assertErrorFlags(Answer answer, int client) {
        if (client > 0) {
            assertThat(answer.info().flags()).isEqualTo(client == 2 ? 2 : 0);
        }
    }

    @ParameterizedTest(
            name = "client {0}, worker {1}: 9.4 part before the first answer -> 621 out of order answer parts")
    @MethodSource("mixes")
    void failsOnAPartBeforeTheFirstAnswer(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            legs.worker.part(legs.request.id(), "x", null);
            Answer answer = legs.answer();
            assertThat(answer.error()).isEqualTo("621 out of order answer parts");
            assertThat(answer.object()).isEqualTo(client == 0 ? Ids.CLIENT_ERROR : Ids.CLIENT_ERROR_EX);
            legs.worker.unpaid();
            legs.client.free().peer().alive();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: 9.4 second first answer -> 621 out of order answer parts")
    @MethodSource("mixes")
    void failsOnASecondFirstAnswer(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            String id = legs.request.id();
            legs.worker.head(id, "");
            legs.answer();
            legs.worker.head(id, "");
            Answer answer = legs.answer();
            assertThat(answer.error()).isEqualTo("621 out of order answer parts");
            assertThat(answer.object()).isEqualTo(client == 0 ? Ids.CLIENT_PART_ERROR : Ids.CLIENT_ERROR_EX);
            legs.worker.part(id, "late", USED).unpaid();
            legs.client.free().peer().alive();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: the worker dies in the middle")
    @MethodSource("mixes")
    void endsTheAnswerWhenTheWorkerDies(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            String id = legs.request.id();
            legs.worker.head(id, "").part(id, "x", null);
            legs.answer();
            legs.answer();
            legs.worker.peer().die();
            Answer answer = legs.answer();
            assertThat(answer.isError()).isTrue();
            assertThat(answer.object()).isEqualTo(client == 0 ? Ids.CLIENT_PART_ERROR : Ids.CLIENT_ERROR_EX);
            assertThat(answer.info().tokens().total()).isZero();
            legs.client.free().peer().alive();
        }
    }

    @ParameterizedTest(name = "client {0}, worker {1}: an answer that is no http.response")
    @MethodSource("mixes")
    void failsOnAHeadThatIsNoHttpResponse(int client, int worker) {
        try (Legs legs = new Legs(client, worker, false)) {
            legs.worker.first(legs.request.id(), Tl.of(Ids.HTTP_REQUEST), null);
            Answer answer = legs.answer();
            assertThat(answer.error()).startsWith(answer.code() + " proxy: received incorrect answer");
            legs.worker.unpaid();
            legs.client.free().peer().alive();
        }
    }
}
