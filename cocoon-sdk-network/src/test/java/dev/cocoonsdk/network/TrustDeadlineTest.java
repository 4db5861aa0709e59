package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verdict holds until its end: for each request, and not only for the handshake. */
class TrustDeadlineTest {

    private static final Duration HOLDS = Duration.ofSeconds(30);
    private static final Duration JUST_BEFORE = HOLDS.minusSeconds(1);
    private static final HttpResponse OK = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.EMPTY);

    private final RecordingClientAnswer answer = new RecordingClientAnswer();
    private final RecordingAnswer atProxy = new RecordingAnswer();

    /** The only verdicts that can be made here are those of fake quotes; they hold for a day. */
    private static ByteLayer trusted() {
        Hash256 key = Hash256.sha256(new byte[1]);
        PeerEvidence evidence =
                PeerEvidence.none("peer").withCertificateKey(key).withQuote(Bytes.wrap(ReportData.of(key)));
        Instant at = ManualClock.START.plus(HOLDS).minus(Duration.ofDays(1));
        Verdict.Trusted verdict = (Verdict.Trusted) AttestationPolicy.fakeTdx().evaluate(evidence, at);
        return new PlainLayer(new Peer(verdict, verdict.imageHash()));
    }

    private static ClientLinkPair client(ByteLayer ofClient, ByteLayer ofPort) {
        return new ClientLinkPair(
                        TestNetwork.client(), TestNetwork.proxy(), TestNetwork.clientDirectory(), ofClient, ofPort)
                .connect();
    }

    private static LinkPair worker(ByteLayer ofWorker, ByteLayer ofProxy) {
        return new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), TestNetwork.directory(), ofWorker, ofProxy)
                .connect();
    }

    @Test
    void anIdleClientEndsTheConnectionWhenTheVerdictIsOver() {
        ClientLinkPair pair = client(trusted(), ByteLayer.plain());
        pair.pass(JUST_BEFORE);
        assertThat(pair.clientLink.isReady()).isTrue();
        pair.pass(Duration.ofSeconds(1));
        assertThat(pair.client.failure())
                .isEqualTo(
                        new LinkFailure(Kind.CLOSED_HERE, ErrorCodes.NOT_READY, "the verdict about the peer is over"));
    }

    @Test
    void aClientGivesNoRequestToAProxyWhoseVerdictIsOverThoughTheClockJumped() {
        ClientLinkPair pair = client(trusted(), ByteLayer.plain());
        pair.clock.jump(HOLDS);
        pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        assertThat(answer.failure.origin()).isEqualTo(Origin.NOT_SENT);
        assertThat(pair.port.requests).isEmpty();
        pair.pass(Duration.ofSeconds(10));
        assertThat(pair.clientLink.isClosed()).isTrue();
    }

    @Test
    void whatTheClientAskedBeforeIsAnsweredToItsEnd() {
        ClientLinkPair pair = client(trusted(), ByteLayer.plain());
        pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        pair.pass(HOLDS.plusSeconds(5));
        assertThat(pair.clientLink.isReady()).isFalse();
        ClientReply reply = pair.port.replies.get(0);
        reply.head(OK);
        reply.part(TlBytes.ofUtf8("a"));
        reply.complete(ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 200", "part a", "complete 10");
        assertThat(pair.clientLink.isClosed()).isFalse();
        pair.pass(Duration.ofSeconds(1));
        assertThat(pair.clientLink.isClosed()).isTrue();
    }

    @Test
    void aProxyTakesNoRequestOfAClientWhoseVerdictIsOver() {
        ClientLinkPair pair = client(ByteLayer.plain(), trusted());
        pair.clock.jump(HOLDS);
        pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        assertThat(answer.failure.code()).isEqualTo(ErrorCodes.NOT_READY);
        assertThat(pair.port.requests).isEmpty();
        pair.pass(Duration.ofSeconds(10));
        assertThat(pair.portLink.isClosed()).isTrue();
    }

    @Test
    void aProxyGivesNoRequestToAWorkerWhoseVerdictIsOverAndTellsTheMarketOnce() {
        LinkPair pair = worker(ByteLayer.plain(), trusted());
        WorkerAnswer running = run(pair);
        pair.pass(HOLDS.plusSeconds(10));
        assertThat(pair.proxyLink.isReady()).isFalse();
        assertThat(pair.proxyLink.isClosed()).isFalse();
        assertThat(pair.proxy.events).containsOnlyOnce("trust over");
        running.head(OK);
        running.complete(AnswerInfo.none());
        pair.exchange();
        pair.pass(Duration.ofSeconds(1));
        assertThat(atProxy.events).containsExactly("head 200", "complete 0");
        assertThat(pair.proxyLink.isClosed()).isTrue();
    }

    @Test
    void aWorkerRefusesRequestsOfAProxyWhoseVerdictIsOverAndSaysThatItTakesNone() {
        LinkPair pair = worker(trusted(), ByteLayer.plain());
        WorkerAnswer running = run(pair);
        pair.pass(HOLDS.plusSeconds(2));
        assertThat(pair.proxy.events).endsWith("disabled true");
        RecordingAnswer late = new RecordingAnswer();
        pair.proxyLink.run(query(2), late);
        pair.exchange();
        assertThat(late.failure.code()).isEqualTo(ErrorCodes.NOT_READY);
        assertThat(pair.worker.answers).containsExactly(running);
        running.head(OK);
        running.complete(AnswerInfo.none());
        pair.exchange();
        pair.pass(Duration.ofSeconds(1));
        assertThat(pair.workerLink.isClosed()).isTrue();
    }

    private WorkerAnswer run(LinkPair pair) {
        pair.proxyLink.run(query(1), atProxy);
        pair.exchange();
        return pair.worker.answers.get(0);
    }

    private static WorkerQuery query(int id) {
        HttpRequest http = new HttpRequest("POST", "/v1/chat/completions", "HTTP/1.1", List.of(), TlBytes.ofUtf8("{}"));
        return new WorkerQuery(
                Hash256.sha256(new byte[] {(byte) id}), http.toBoxedBytes(), null, Duration.ofMinutes(20), false);
    }
}
