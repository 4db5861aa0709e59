package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.CocoonsdkEvidence;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hello, cancel and evidence ({@code docs/protocol-extensions.md}). */
class ExtensionsTest {

    private static final HttpRequest HTTP =
            new HttpRequest("POST", "/v1/chat/completions", "HTTP/1.1", List.of(), TlBytes.EMPTY);
    private static final HttpResponse OK = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.EMPTY);
    private static final AnswerInfo INFO =
            AnswerInfo.of(new TokensUsed(1, 0, 2, 0, 3), Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
    private static final WorkerSettings EXTENDED = TestNetwork.worker()
            .withHello(Extensions.providerHello(List.of("/v1/chat/completions"), List.of("summarize"), 512));

    private final RecordingAnswer answer = new RecordingAnswer();

    @Test
    void helloIsSaidOnceByEachSide() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        pair.pass(Duration.ofSeconds(60));
        assertThat(pair.proxy.hellos).containsExactly(EXTENDED.hello());
        assertThat(pair.worker.hellos).containsExactly(Extensions.brokerHello());
        assertThat(pair.proxyLink.understandsCancel()).isTrue();
    }

    @Test
    void nothingOfItHappensWithAWorkerThatSaysNoHello() {
        LinkPair pair = LinkPair.ready();
        WorkerCall call = run(pair);
        assertThat(call.cancel()).isFalse();
        pair.exchange();
        assertThat(pair.worker.cancelled).isEmpty();
        assertThat(pair.worker.hellos).isEmpty();
        assertThat(pair.proxyLink.hello()).isNull();
    }

    @Test
    void aProxyWithoutExtensionsStaysSilent() {
        ProxySettings plain = new ProxySettings(TestNetwork.CONTRACTS, TestNetwork.OWNER, true, false, 0, 2, false);
        LinkPair pair = new LinkPair(EXTENDED, plain).connect();
        assertThat(pair.worker.hellos).isEmpty();
        assertThat(pair.proxy.hellos).isEmpty();
        assertThat(run(pair).cancel()).isFalse();
        assertThat(pair.proxyLink.isReady()).isTrue();
    }

    @Test
    void aCancelBeforeTheHeadEndsFreeOfCharge() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        WorkerCall call = run(pair);
        assertThat(call.cancel()).isTrue();
        pair.exchange();
        assertThat(pair.worker.cancelled).containsExactlyElementsOf(pair.worker.answers);
        pair.worker.cancelled.get(0).cancelled(INFO);
        pair.exchange();
        assertThat(answer.failure.code()).isEqualTo(ErrorCodes.CANCELLED);
        assertThat(answer.failure.info().tokens()).isEqualTo(AnswerInfo.NO_TOKENS);
        assertThat(call.cancel()).isFalse();
    }

    @Test
    void aCancelAfterTheHeadCompletesWithWhatWasProduced() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        WorkerCall call = run(pair);
        pair.worker.answers.get(0).head(OK);
        pair.worker.answers.get(0).part(TlBytes.ofUtf8("half"));
        pair.exchange();
        call.cancel();
        pair.exchange();
        pair.worker.cancelled.get(0).cancelled(INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 200", "part half", "complete 3");
    }

    @Test
    void aCancelForAnAnswerThatEndedMeanwhileIsIgnored() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        WorkerCall call = run(pair);
        WorkerAnswer atWorker = pair.worker.answers.get(0);
        atWorker.head(OK);
        atWorker.complete(INFO);
        call.cancel();
        pair.exchange();
        assertThat(pair.worker.cancelled).isEmpty();
        assertThat(answer.events).containsExactly("head 200", "complete 3");
    }

    @Test
    void aTimeoutInTheProxyCancelsTheWork() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        run(pair);
        pair.pass(Duration.ofSeconds(60));
        assertThat(answer.failure.code()).isEqualTo(ErrorCodes.TIMEOUT);
        assertThat(pair.worker.cancelled).hasSize(1);
    }

    @Test
    void aHugeHelloClosesTheConnection() {
        LinkPair pair = LinkPair.ready(
                TestNetwork.worker().withHello(Extensions.providerHello(List.of("x".repeat(70_000)), List.of(), 0)));
        assertThat(pair.proxy.failure()).isNotNull();
        assertThat(pair.proxy.failure().detail()).isEqualTo("hello is too large");
    }

    @Test
    void aHugeHelloOfABrokerClosesTheConnection() {
        RecordingWorker worker = new RecordingWorker();
        RawPeer proxy = PaymentTest.proxyOf(EXTENDED, worker);
        proxy.packet(new TinyTl()
                .rawBytes(Extensions.providerHello(List.of("x".repeat(70_000)), List.of(), 0)
                        .toBoxedBytes()
                        .toByteArray()));
        assertThat(worker.failure()).isNotNull();
        assertThat(worker.failure().detail()).isEqualTo("hello is too large");
    }

    @Test
    void evidenceReachesABrokerThatAnnouncedIt() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        assertThat(pair.workerLink.understandsEvidence()).isTrue();
        pair.workerLink.sendEvidence(TlBytes.ofUtf8("{\"first\":1}"));
        pair.workerLink.sendEvidence(TlBytes.ofUtf8("{\"rotated\":2}"));
        pair.exchange();
        assertThat(pair.proxy.evidence)
                .containsExactly(TlBytes.ofUtf8("{\"first\":1}"), TlBytes.ofUtf8("{\"rotated\":2}"));
    }

    @Test
    void evidenceIsKeptFromABrokerWithoutExtensions() {
        ProxySettings plain = new ProxySettings(TestNetwork.CONTRACTS, TestNetwork.OWNER, true, false, 0, 2, false);
        LinkPair pair = new LinkPair(EXTENDED, plain).connect();
        pair.workerLink.sendEvidence(TlBytes.ofUtf8("{}"));
        assertThat(pair.workerLink.understandsEvidence()).isFalse();
        assertThat(pair.workerWire.take()).isEmpty();
    }

    @Test
    void evidenceOfAWorkerThatSaidNoHelloIsIgnored() {
        LinkPair pair = LinkPair.ready();
        pair.workerLink.send(new CocoonsdkEvidence(TlBytes.ofUtf8("{}")));
        pair.exchange();
        assertThat(pair.proxy.evidence).isEmpty();
        assertThat(pair.proxy.failure()).isNull();
    }

    @Test
    void evidenceThatIsTooLargeIsNotSent() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        TlBytes huge = TlBytes.wrap(new byte[Extensions.MAX_EVIDENCE + 1]);
        assertThatIllegalArgumentException().isThrownBy(() -> pair.workerLink.sendEvidence(huge));
    }

    @Test
    void evidenceThatIsTooLargeClosesTheConnection() {
        LinkPair pair = LinkPair.ready(EXTENDED);
        pair.workerLink.send(new CocoonsdkEvidence(TlBytes.wrap(new byte[Extensions.MAX_EVIDENCE + 1])));
        pair.exchange();
        assertThat(pair.proxy.failure()).isNotNull();
        assertThat(pair.proxy.failure().detail()).isEqualTo("evidence is too large");
    }

    private WorkerCall run(LinkPair pair) {
        WorkerCall call = pair.proxyLink.run(
                new WorkerQuery(Hash256.ZERO, HTTP.toBoxedBytes(), null, Duration.ofSeconds(60), false), answer);
        pair.exchange();
        return call;
    }
}
