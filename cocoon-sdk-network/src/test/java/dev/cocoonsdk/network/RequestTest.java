package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests from a proxy's link to a worker's link and their answers (wire.md 9), both sides ours. */
class RequestTest {

    private static final HttpRequest HTTP =
            new HttpRequest("POST", "/v1/chat/completions", "HTTP/1.1", List.of(), TlBytes.ofUtf8("{\"model\":\"m\"}"));
    private static final HttpResponse OK = new HttpResponse(
            "HTTP/1.1", 200, "OK", List.of(new HttpHeader("content-type", "text/event-stream")), TlBytes.EMPTY);
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000, 500_000_000);
    private static final AnswerInfo INFO =
            new AnswerInfo(new TokensUsed(1, 2, 3, 4, 10), START, START.plusSeconds(1), "{\"debug\":1}");

    private final RecordingAnswer answer = new RecordingAnswer();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anAnswerArrivesInTheSameFormInEveryProtocolVersion(int protocol) {
        LinkPair pair = LinkPair.ready(TestNetwork.worker().withProtocols(protocol, protocol));
        assertThat(pair.workerLink.protocol()).isEqualTo(protocol);
        WorkerAnswer atWorker = run(pair, 1, true);
        assertThat(atWorker.request().http()).isEqualTo(HTTP);
        assertThat(atWorker.request().coefficient()).isEqualTo(1000);
        assertThat(atWorker.request().timeout()).hasMillis(114_000);
        assertThat(atWorker.request().debug()).isEqualTo(protocol > 0);

        atWorker.head(OK);
        atWorker.part(TlBytes.ofUtf8("a"));
        pair.exchange();
        atWorker.part(TlBytes.ofUtf8("b"));
        pair.exchange();
        atWorker.complete(INFO);
        pair.exchange();

        assertThat(answer.events).containsExactly("head 200", "part a", "part b", "complete 10");
        assertThat(answer.head).isEqualTo(OK);
        assertThat(answer.info.tokens()).isEqualTo(INFO.tokens());
        assertThat(answer.info.start()).isEqualTo(protocol == 2 ? START : null);
        assertThat(answer.info.debug()).isEqualTo(protocol > 0 ? "{\"debug\":1}" : null);
        assertThat(pair.proxyLink.running()).isZero();
        assertThat(pair.worker.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anErrorIsFreeBeforeAndAfterTheHeadInEveryProtocolVersion(int protocol) {
        LinkPair pair = LinkPair.ready(TestNetwork.worker().withProtocols(protocol, protocol));
        run(pair, 1, false).fail(602, "too many active queries", INFO);
        pair.exchange();
        assertThat(answer.failure.origin()).isEqualTo(Origin.WORKER);
        assertThat(answer.failure.code()).isEqualTo(602);
        assertThat(answer.failure.message()).isEqualTo("too many active queries");
        assertThat(answer.failure.info().tokens()).isEqualTo(AnswerInfo.NO_TOKENS);

        WorkerAnswer second = run(pair, 2, false);
        second.head(OK);
        second.part(TlBytes.ofUtf8("x"));
        second.fail(621, "broken", INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 602", "head 200", "part x", "failure 621");
    }

    @Test
    void partsThatWaitTogetherTravelInOneFrame() {
        LinkPair pair = LinkPair.ready();
        WorkerAnswer atWorker = run(pair, 1, false);
        atWorker.head(OK);
        atWorker.part(TlBytes.ofUtf8("a"));
        atWorker.part(TlBytes.ofUtf8("b"));
        atWorker.part(TlBytes.EMPTY);
        atWorker.part(TlBytes.ofUtf8("c"));
        pair.exchange();
        atWorker.part(TlBytes.ofUtf8("d"));
        atWorker.complete(INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 200", "part abc", "part d", "complete 10");
    }

    @Test
    void bytesOfTheHeadArriveAsAPart() {
        LinkPair pair = LinkPair.ready();
        WorkerAnswer atWorker = run(pair, 1, false);
        atWorker.head(new HttpResponse("HTTP/1.1", 404, "Not Found", List.of(), TlBytes.ofUtf8("body")));
        atWorker.complete(INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 404", "part body", "complete 10");
        assertThat(answer.head.payload().isEmpty()).isTrue();
    }

    @Test
    void aPartOfFiftyMebibytesArrivesInPieces() {
        LinkPair pair = LinkPair.ready();
        RecordingSize size = new RecordingSize();
        WorkerAnswer atWorker = run(pair, 1, size);
        atWorker.head(OK);
        atWorker.part(TlBytes.wrap(new byte[50 << 20]));
        atWorker.complete(INFO);
        pair.exchange();
        assertThat(size.bytes).isEqualTo(50 << 20);
        assertThat(size.largest).isLessThanOrEqualTo(1 << 22);
        assertThat(size.completed).isTrue();
    }

    @Test
    void aRequestAboveSixteenMebibytesIsRefusedBeforeAnythingIsSent() {
        LinkPair pair = LinkPair.ready();
        TlBytes huge = TlBytes.wrap(new byte[(1 << 24) + 1]);
        assertThatThrownBy(() ->
                        pair.proxyLink.run(new WorkerQuery(id(1), huge, null, Duration.ofSeconds(1), false), answer))
                .isInstanceOfSatisfying(
                        MessageTooLargeException.class,
                        e -> assertThat(e.size()).isGreaterThan(1 << 24));
        assertThat(pair.proxyLink.running()).isZero();
        run(pair, 2, false).fail(602, "still in order", INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 602");
    }

    @Test
    void aQueryThatIsNoHttpRequestFailsAloneWithoutReachingTheListener() {
        LinkPair pair = LinkPair.ready();
        pair.proxyLink.run(
                new WorkerQuery(id(1), TlBytes.ofUtf8("no http"), null, Duration.ofSeconds(5), false), answer);
        pair.exchange();
        assertThat(answer.failure.code()).isEqualTo(621);
        assertThat(answer.failure.message()).startsWith("worker: invalid http request");
        assertThat(pair.worker.answers).isEmpty();
        assertThat(pair.workerLink.isReady()).isTrue();
    }

    @Test
    void theProxyGivesUpWhenItsTimerRunsOutAndIgnoresLateAnswers() {
        LinkPair pair = LinkPair.ready();
        WorkerAnswer atWorker = run(pair, 1, false);
        pair.pass(Duration.ofSeconds(119));
        assertThat(answer.events).isEmpty();
        pair.pass(Duration.ofSeconds(1));
        assertThat(answer.failure.origin()).isEqualTo(Origin.TIMEOUT);
        assertThat(answer.failure.message()).isEqualTo("timeout in proxy");
        atWorker.head(OK);
        atWorker.complete(INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 652");
    }

    @Test
    void requestsFailAtOnceWhenTheConnectionIsLost() {
        LinkPair pair = LinkPair.ready();
        WorkerAnswer atWorker = run(pair, 1, false);
        pair.proxyLink.transportDown("reset");
        pair.workerLink.transportDown("reset");
        assertThat(answer.failure.origin()).isEqualTo(Origin.LINK_LOST);
        assertThat(pair.proxy.failures).hasSize(1);
        assertThat(pair.worker.unfinished).containsExactly(atWorker);
        assertThat(atWorker.isEnded()).isTrue();
        atWorker.part(TlBytes.ofUtf8("too late"));
        assertThat(pair.workerWire.take()).isEmpty();
        assertThatThrownBy(() -> run(pair, 2, false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void misuseOfAnAnswerIsAnError() {
        LinkPair pair = LinkPair.ready();
        WorkerAnswer atWorker = run(pair, 1, false);
        assertThatThrownBy(() -> atWorker.part(TlBytes.ofUtf8("x"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> atWorker.complete(INFO)).isInstanceOf(IllegalStateException.class);
        atWorker.head(OK);
        assertThatThrownBy(() -> atWorker.head(OK)).isInstanceOf(IllegalStateException.class);
        atWorker.complete(INFO);
        atWorker.complete(INFO);
        atWorker.fail(601, "after the end", INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 200", "complete 10");
    }

    @Test
    void anIdInUseIsRefused() {
        LinkPair pair = LinkPair.ready();
        run(pair, 1, false);
        assertThatThrownBy(() -> run(pair, 1, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void priceAndReadinessChangesReachTheProxy() {
        LinkPair pair = LinkPair.ready();
        pair.workerLink.setDisabled(true);
        pair.workerLink.setDisabled(true);
        pair.workerLink.setCoefficient(1500);
        pair.workerLink.setDisabled(false);
        pair.exchange();
        assertThat(pair.proxy.events)
                .containsExactly("registered", "ready", "disabled true", "coefficient 1500", "disabled false");
        assertThat(pair.proxyLink.coefficient()).isEqualTo(1500);
        assertThat(run(pair, 1, false).request().coefficient()).isEqualTo(1500);
    }

    @Test
    void changesDuringTheHandshakeAreToldAfterIt() {
        LinkPair pair = LinkPair.create();
        pair.proxy.holdNumbers = true;
        pair.connect();
        pair.workerLink.setCoefficient(7);
        pair.workerLink.setDisabled(true);
        pair.proxy.heldReply.accept(pair.proxy.numbers);
        pair.exchange();
        assertThat(pair.proxy.events).containsExactly("registered", "ready disabled", "coefficient 7");
    }

    @Test
    void theWorkerClosesOnARequestIdThatIsInUse() {
        LinkPair pair = LinkPair.ready();
        run(pair, 1, false);
        TestWire wire = pair.proxyWire;
        pair.proxyLink.run(new WorkerQuery(id(2), HTTP.toBoxedBytes(), null, Duration.ofSeconds(5), false), answer);
        byte[] frame = wire.take();
        pair.workerLink.receive(java.nio.ByteBuffer.wrap(frame));
        byte[] again = frame.clone();
        again[4]++;
        pair.workerLink.receive(java.nio.ByteBuffer.wrap(again));
        assertThat(pair.worker.failure().kind()).isEqualTo(Kind.VIOLATION);
    }

    private WorkerAnswer run(LinkPair pair, int id, boolean debug) {
        return run(pair, id, debug, answer);
    }

    private static WorkerAnswer run(LinkPair pair, int id, AnswerListener listener) {
        return run(pair, id, false, listener);
    }

    private static WorkerAnswer run(LinkPair pair, int id, boolean debug, AnswerListener listener) {
        WorkerQuery query =
                new WorkerQuery(id(id), HTTP.toBoxedBytes(), TestNetwork.signed(0), Duration.ofSeconds(120), debug);
        pair.proxyLink.run(query, listener);
        pair.exchange();
        return pair.worker.answers.get(pair.worker.answers.size() - 1);
    }

    private static Hash256 id(int number) {
        return Hash256.ofHex(String.format("%064x", number));
    }

    private static final class RecordingSize implements AnswerListener {

        long bytes;
        int largest;
        boolean completed;

        @Override
        public void onHead(HttpResponse head) {
            assertThat(head.statusCode()).isEqualTo(200);
        }

        @Override
        public void onPart(TlBytes part) {
            bytes += part.length();
            largest = Math.max(largest, part.length());
        }

        @Override
        public void onComplete(AnswerInfo info) {
            completed = true;
        }

        @Override
        public void onFailure(AnswerFailure failure) {
            throw new AssertionError(failure.toString());
        }
    }
}
