package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests between our own links of the client's leg. */
class ClientRequestTest {

    static final Hash256 ID = Hash256.ofHex("ab".repeat(32));
    private static final TokensUsed TOKENS = new TokensUsed(1, 2, 3, 4, 10);
    private static final Instant START = Instant.ofEpochSecond(100);
    private static final Instant END = Instant.ofEpochSecond(102);
    private static final AnswerInfo WORKER = new AnswerInfo(TOKENS, Instant.ofEpochSecond(101), END, "{\"worker\":1}");
    static final ClientAnswerInfo INFO = ClientAnswerInfo.of(TOKENS, START, END, WORKER, "{\"proxy\":1}");
    static final HttpResponse HEAD = new HttpResponse(
            "HTTP/1.1", 200, "OK", List.of(new HttpHeader("content-type", "text/event-stream")), TlBytes.EMPTY);

    static ClientQuery query(Hash256 id, Duration timeout, boolean debug) {
        TlBytes http = new HttpRequest("POST", "/v1/chat/completions", "HTTP/1.1", List.of(), TlBytes.ofUtf8("{}"))
                .toBoxedBytes();
        return new ClientQuery(id, "m", http, 4000, 1000, timeout, TestNetwork.CONFIG_VERSION, debug);
    }

    static ClientQuery query() {
        return query(ID, Duration.ofSeconds(100), false);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,2", "0,1,0,2", "0,2,0,2", "1,2,0,2", "0,2,0,0", "0,2,0,1", "1,1,1,2", "2,2,2,2"})
    void anAnswerArrivesInTheSameFormInEveryProtocolVersion(int min, int max, int proxyMin, int proxyMax) {
        ProxySettings proxy = TestNetwork.proxy();
        ClientLinkPair pair = new ClientLinkPair(
                        TestNetwork.client().withProtocols(min, max),
                        new ProxySettings(proxy.contracts(), proxy.owner(), true, false, proxyMin, proxyMax, true))
                .connect();
        int protocol = Math.min(max, proxyMax);
        assertThat(pair.clientLink.protocol()).isEqualTo(protocol);
        RecordingClientAnswer answer = new RecordingClientAnswer();
        pair.clientLink.run(query(ID, Duration.ofSeconds(100), true), answer);
        pair.exchange();
        ClientReply reply = pair.port.replies.get(0);
        assertThat(reply.request().model()).isEqualTo("m");
        assertThat(reply.request().timeout()).isEqualTo(Duration.ofSeconds(95));
        assertThat(reply.request().debug()).isEqualTo(protocol > 0);
        reply.head(HEAD);
        reply.part(TlBytes.ofUtf8("data: a"));
        pair.exchange();
        reply.complete(INFO);
        pair.portLink.requestPayment(ID, TestNetwork.charges(5, 10, 10), TokenCount.of(10));
        pair.exchange();

        assertThat(answer.events).containsExactly("head 200", "part data: a", "complete 10");
        assertThat(answer.info.tokens()).isEqualTo(TOKENS);
        assertThat(answer.info.proxyStart()).isEqualTo(protocol == 2 ? START : null);
        assertThat(answer.info.workerEnd()).isEqualTo(protocol == 2 ? END : null);
        assertThat(answer.info.proxyDebug()).isEqualTo(protocol == 0 ? null : "{\"proxy\":1}");
        assertThat(answer.info.workerDebug()).isEqualTo(protocol == 0 ? null : "{\"worker\":1}");
        assertThat(pair.client.payments).containsExactly("10 of 10");
        assertThat(pair.clientLink.knownAccount().signed()).isEqualTo(TokenCount.of(5));
        assertThat(pair.clientLink.running()).isZero();
        assertThat(pair.portLink.running()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "0,true", "1,false", "1,true", "2,false", "2,true"})
    void anErrorIsFreeBeforeAndAfterTheHeadInEveryProtocolVersion(int protocol, boolean started) {
        ClientLinkPair pair = ClientLinkPair.ready(TestNetwork.client().withProtocols(0, protocol));
        RecordingClientAnswer answer = new RecordingClientAnswer();
        pair.clientLink.run(query(), answer);
        pair.exchange();
        ClientReply reply = pair.port.replies.get(0);
        if (started) {
            reply.head(HEAD);
        }
        reply.fail(ErrorCodes.NOT_READY, "no workers for model", INFO);
        pair.exchange();

        assertThat(answer.events).endsWith("failure 651").hasSize(started ? 2 : 1);
        assertThat(answer.failure.origin()).isEqualTo(Origin.PROXY);
        assertThat(answer.failure.mayBeCharged()).isFalse();
        assertThat(answer.failure.message()).isEqualTo("no workers for model");
        assertThat(answer.failure.info().tokens()).isEqualTo(AnswerInfo.NO_TOKENS);
    }
}
