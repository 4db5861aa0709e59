package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawAnswer;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.RawWorker.ProxyParams;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.provider.engine.EngineFailure;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What our provider answers a proxy that is played by hand: {@code docs/protocol/wire.md} 9.3 to 9.5, 9.7, 10.1, 10.2. */
class ProviderRequestsConformanceTest {

    private static final String BODY = "{\"messages\":[],\"model\":\"Qwen/Qwen3-8B\"}";
    private static final String STREAMED = "{\"messages\":[],\"model\":\"Qwen/Qwen3-8B\",\"stream\":true}";

    private ProviderUnderTest provider;
    private RawPeer proxy;
    private int count;

    @AfterEach
    void stop() {
        proxy.close();
        provider.close();
    }

    private void start(Script script, int protocol) {
        provider = ProviderUnderTest.start(script);
        proxy = ready(protocol);
    }

    private RawPeer ready(int protocol) {
        RawPeer peer = provider.proxy().accept();
        ProxyParams params = new ProxyParams(3, Facts.PROXY_KEY, Facts.OWNER, Facts.PROXY_CONTRACT, true, protocol);
        peer.answer(peer.query(Ids.WORKER_CONNECT).id(), RawProxy.workerConnected(params, Facts.WORKER_CONTRACT));
        peer.answer(peer.query(Ids.COMPARE).id(), RawProxy.compared(RawProxy.payout(0), 0, 0, 0));
        return peer.answer(peer.query(Ids.HANDSHAKE_COMPLETE).id(), Tl.of(Ids.HANDSHAKE_COMPLETED));
    }

    private String nextId() {
        return String.format("%064x", ++count);
    }

    private String send(Tl http) {
        String id = nextId();
        proxy.packet(RawProxy.runQueryEx(id, http, 1000, 100.0, false));
        return id;
    }

    private List<RawAnswer> answers() {
        List<RawAnswer> answers = new ArrayList<>();
        do {
            answers.add(RawAnswer.next(proxy));
        } while (answers.get(answers.size() - 1).info() == null);
        return answers;
    }

    private static String text(List<RawAnswer> answers) {
        StringBuilder text = new StringBuilder();
        answers.subList(1, answers.size()).forEach(part -> text.append(part.body()));
        return text.toString();
    }

    @ParameterizedTest(name = "9.5 one JSON answer, protocol {0}")
    @ValueSource(ints = {1, 2})
    void answersWithHeadPartsAndFinalInfo(int protocol) {
        start(Script.chat(ProviderUnderTest.MODEL, List.of("Hel", "lo"), 10, 2), protocol);
        String id = send(Http.chat(BODY));
        List<RawAnswer> answers = answers();
        assertThat(answers).hasSizeGreaterThanOrEqualTo(2);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.id()).isEqualTo(id));
        RawAnswer head = answers.get(0);
        assertThat(head.object()).isEqualTo(Ids.ANSWER_EX);
        assertThat(head.http().status()).isEqualTo(200);
        assertThat(head.http().version()).isEqualTo("HTTP/1.1");
        assertThat(head.http().headers())
                .containsEntry("Transfer-Encoding", "chunked")
                .doesNotContainKey("Content-Length");
        assertThat(head.http().headers().get("X-Cocoon-Worker-Start")).matches("[0-9]+\\.[0-9]{6}");
        assertThat(head.http().headers().get("X-Cocoon-Worker-End")).matches("[0-9]+\\.[0-9]{6}");
        assertThat(head.http().payload()).isEmpty();
        assertThat(answers.subList(1, answers.size()))
                .allSatisfy(part -> assertThat(part.object()).isEqualTo(Ids.PART_EX));
        RawAnswer.Info info = answers.get(answers.size() - 1).info();
        assertThat(info.flags()).isEqualTo(protocol == 2 ? 2 : 0);
        assertThat(info.tokens().prompt()).isEqualTo(10);
        assertThat(info.tokens().completion()).isEqualTo(2);
        assertThat(info.tokens().total()).isEqualTo(12);
        if (protocol == 2) {
            assertThat(info.tokens().start())
                    .isPositive()
                    .isLessThanOrEqualTo(info.tokens().end());
        }
        assertThat(text(answers)).contains("Hello").contains("\"total_cost\":24");
        proxy.alive();
    }

    @Test
    void theCoefficientOfTheRequestSetsThePrice() {
        start(Script.chat(ProviderUnderTest.MODEL, List.of("x"), 100, 50), 2);
        proxy.packet(RawProxy.runQueryEx(nextId(), Http.chat(BODY), 1500, 100.0, false));
        List<RawAnswer> answers = answers();
        assertThat(answers.get(answers.size() - 1).info().tokens().prompt()).isEqualTo(150);
        assertThat(answers.get(answers.size() - 1).info().tokens().total()).isEqualTo(225);
    }

    @Test
    void streamsServerSentEventsAndCountsThem() {
        start(
                Script.streamedChat(ProviderUnderTest.MODEL, List.of("Hel", "lo"), 7, 3)
                        .paced(Duration.ofMillis(20)),
                2);
        send(Http.chat(STREAMED));
        List<RawAnswer> answers = answers();
        assertThat(answers).as("parts come as they are made").hasSizeGreaterThan(3);
        assertThat(text(answers)).startsWith("data: ").contains("[DONE]");
        assertThat(answers.get(answers.size() - 1).info().tokens().total()).isEqualTo(10);
    }

    @ParameterizedTest(name = "9.5 debug {0}")
    @ValueSource(booleans = {true, false})
    void givesDebugInformationWhenAsked(boolean debug) {
        start(Script.chat(ProviderUnderTest.MODEL, List.of("x"), 1, 1), 2);
        proxy.packet(RawProxy.runQueryEx(nextId(), Http.chat(BODY), 1000, 100.0, debug));
        List<RawAnswer> answers = answers();
        RawAnswer.Info info = answers.get(answers.size() - 1).info();
        assertThat(info.flags()).isEqualTo(debug ? 3 : 2);
        if (debug) {
            assertThat(info.tokens().debug())
                    .contains("\"type\":\"worker_stats\"")
                    .startsWith("{\"answer_receive_end_at\":");
        }
    }

    @Test
    void takesTheOldRequestObjectToo() {
        start(Script.chat(ProviderUnderTest.MODEL, List.of("x"), 1, 1), 2);
        proxy.packet(RawProxy.runQuery(nextId(), Http.chat(BODY), 1000, 100.0));
        assertThat(answers().get(0).http().status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "9.5 upstream status {0} is passed through")
    @ValueSource(ints = {400, 404, 429, 500, 503})
    void passesErrorsOfTheEngineThrough(int status) {
        start(Script.empty().head(status).body("{\"error\":\"no\"}").end(), 2);
        send(Http.chat(BODY));
        List<RawAnswer> answers = answers();
        assertThat(answers.get(0).http().status()).isEqualTo(status);
        assertThat(text(answers)).contains("\"error\":\"no\"");
        assertThat(answers.get(answers.size() - 1).info().tokens().total()).isZero();
    }

    @ParameterizedTest(name = "9.5 status {0} has no body and completes at once")
    @ValueSource(ints = {204, 304})
    void completesABodylessAnswerWithItsHeadOrAnEmptyPart(int status) {
        start(Script.empty().head(status), 2);
        send(Http.chat(BODY));
        List<RawAnswer> answers = answers();
        assertThat(answers.get(0).http().headers())
                .containsEntry("Content-Length", "0")
                .doesNotContainKey("Transfer-Encoding");
        assertThat(text(answers)).isEmpty();
    }

    @Test
    void dropsHeadersOfTheConnectionInEveryLetterCase() {
        start(
                Script.empty()
                        .head(
                                200,
                                new EngineHeader("Content-Length", "2"),
                                new EngineHeader("TRANSFER-encoding", "chunked"),
                                new EngineHeader("connection", "close"),
                                new EngineHeader("X-Kept", "yes"))
                        .body("{}")
                        .end(),
                2);
        send(Http.chat(BODY));
        assertThat(answers().get(0).http().headers().keySet())
                .containsExactly("X-Kept", "X-Cocoon-Worker-Start", "X-Cocoon-Worker-End", "Transfer-Encoding");
    }

    @ParameterizedTest(name = "9.5 failure {0} before the first answer -> {1}")
    @CsvSource({
        "TIMEOUT,652 worker: timeout",
        "INVALID_REQUEST,621 worker: invalid http request: why",
        "FAILED,602 worker: why"
    })
    void reportsFailuresOfTheEngineWithFinalInfo(EngineFailure.Kind kind, String expected) {
        start(Script.empty().fail(new EngineFailure(kind, "why")), 2);
        send(Http.chat(BODY));
        RawAnswer error = RawAnswer.next(proxy);
        assertThat(error.object()).isEqualTo(Ids.ERROR_EX);
        assertThat(error.text()).isEqualTo(expected.substring(4));
        assertThat(error.info()).isNotNull();
        assertThat(error.info().tokens().total()).isZero();
    }

    @Test
    void reportsAFailureAfterTheFirstAnswer() {
        start(
                Script.empty()
                        .head(200)
                        .body("data: {}\n\n")
                        .fail(new EngineFailure(EngineFailure.Kind.FAILED, "gone")),
                2);
        send(Http.chat(STREAMED));
        List<RawAnswer> answers = answers();
        RawAnswer error = answers.get(answers.size() - 1);
        assertThat(error.object()).isEqualTo(Ids.ERROR_EX);
        assertThat(error.info().tokens().total()).isZero();
        proxy.alive();
    }

    @ParameterizedTest(name = "9.5 active >= max_active_requests -> 602 too many active queries, protocol {0}")
    @ValueSource(ints = {1, 2})
    void refusesMoreThanItsCapacity(int protocol) {
        provider = ProviderUnderTest.start(Script.empty().head(200), 2, LinkContext.system(), builder -> builder);
        proxy = ready(protocol);
        send(Http.chat(BODY));
        send(Http.chat(BODY));
        RawAnswer.next(proxy);
        RawAnswer.next(proxy);
        String third = send(Http.chat(BODY));
        RawAnswer error = RawAnswer.next(proxy);
        assertThat(error.object()).isEqualTo(Ids.ERROR_EX);
        assertThat(error.id()).isEqualTo(third);
        assertThat(error.error()).isEqualTo("602 too many active queries");
        assertThat(error.info().flags()).isEqualTo(protocol == 2 ? 2 : 0);
        assertThat(error.info().tokens().total()).isZero();
        if (protocol == 2) {
            assertThat(error.info().tokens().start()).isPositive();
            assertThat(error.info().tokens().end()).isPositive();
        }
    }

    @Test
    void servesManyRequestsAtOnceEachWithItsOwnId() {
        start(Script.chat(ProviderUnderTest.MODEL, List.of("x"), 1, 1), 2);
        Map<String, Boolean> completed = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            completed.put(send(Http.chat(BODY)), false);
        }
        while (completed.containsValue(false)) {
            RawAnswer answer = RawAnswer.next(proxy);
            assertThat(completed).containsEntry(answer.id(), false);
            completed.put(answer.id(), answer.info() != null);
        }
    }

    @Test
    void stopsTheEngineWhenTheProxyDies() {
        start(Script.empty().head(200), 2);
        send(Http.chat(BODY));
        RawAnswer.next(proxy);
        proxy.die();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> provider.engine().played().get(0).cancelled().isDone());
        proxy = ready(2);
        proxy.alive();
        assertThat(provider.provider().active()).isZero();
    }

    static Stream<Case> queriesThatAreNoRequests() {
        return Stream.of(
                Case.of("query empty", Tl::new, "621"),
                Case.of("query of another type", () -> Tl.of(Ids.HTTP_RESPONSE), "621"),
                Case.of("query with trailing bytes", () -> Http.chat(BODY).i32(0), "621"));
    }

    @ParameterizedTest(name = "9.5 {0}")
    @MethodSource("queriesThatAreNoRequests")
    void refusesAQueryThatIsNoHttpRequest(Case line) {
        start(Script.empty(), 2);
        send(line.query().get());
        RawAnswer error = RawAnswer.next(proxy);
        assertThat(error.object()).isEqualTo(Ids.ERROR_EX);
        assertThat(error.error()).startsWith(line.expected());
        proxy.alive();
    }

    @Test
    void requestsBeforeTheHandshakeIsCompleteAreIgnored() {
        provider = ProviderUnderTest.start();
        proxy = provider.proxy().connectedWorker();
        long compare = proxy.query(Ids.COMPARE).id();
        send(Http.chat(BODY));
        proxy.answer(compare, RawProxy.compared(RawProxy.payout(0), 0, 0, 0));
        proxy.answer(proxy.query(Ids.HANDSHAKE_COMPLETE).id(), Tl.of(Ids.HANDSHAKE_COMPLETED));
        proxy.alive();
        assertThat(provider.engine().played()).isEmpty();
    }

    @Test
    void anAnswerIsNeverLargerThanAFrame() {
        String large = "x".repeat(1 << 20);
        Script script = Script.empty().head(200);
        for (int i = 0; i < 20; i++) {
            script = script.body("data: " + large + "\n\n");
        }
        start(script.body("data: [DONE]\n\n").end(), 2);
        send(Http.chat(STREAMED));
        assertThat(text(answers())).hasSizeGreaterThan(20 << 20);
    }
}
