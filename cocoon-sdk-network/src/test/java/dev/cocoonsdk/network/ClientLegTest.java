package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits, extensions and long life of our own links of the client's leg. */
class ClientLegTest {

    private final RecordingClientAnswer answer = new RecordingClientAnswer();

    @Test
    void aClientThatAsksOnAndReadsNothingIsClosed() {
        ClientLinkPair pair = ClientLinkPair.ready();
        pair.portWire.waiting = (1 << 25) + 1;
        RecordingClientAnswer answer = new RecordingClientAnswer();
        pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        assertThat(pair.port.failure().kind()).isEqualTo(LinkFailure.Kind.VIOLATION);
        assertThat(pair.port.replies).isEmpty();
        assertThat(answer.failure.origin()).isEqualTo(AnswerFailure.Origin.LINK_LOST);
    }

    @Test
    void partsThatWaitTogetherTravelInOneFrameAndAreCounted() {
        ClientLinkPair pair = ClientLinkPair.ready();
        ClientReply reply = start(pair);
        reply.head(ClientRequestTest.HEAD);
        pair.exchange();
        reply.part(TlBytes.ofUtf8("a"));
        reply.part(TlBytes.ofUtf8("bc"));
        assertThat(pair.portLink.waitingBytes()).isEqualTo(3);
        pair.exchange();
        assertThat(pair.portLink.waitingBytes()).isZero();
        reply.part(TlBytes.ofUtf8("d"));
        reply.complete(ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 200", "part abc", "part d", "complete 10");
    }

    @Test
    void bytesThatTheNetworkHasNotTakenAreCounted() {
        RecordingClientPort port = new RecordingClientPort();
        TestWire wire = new TestWire();
        wire.waiting = 1234;
        ProxyClientLink link =
                ProxyClientLink.create(TestNetwork.proxy(), port, wire, ByteLayer.plain(), new ManualClock().context());
        assertThat(link.waitingBytes()).isEqualTo(1234);
    }

    @Test
    void aPartOfFiftyMebibytesArrivesInPieces() {
        ClientLinkPair pair = ClientLinkPair.ready();
        long[] received = new long[1];
        pair.clientLink.run(ClientRequestTest.query(), new CountingAnswer(received));
        pair.exchange();
        ClientReply reply = pair.port.replies.get(0);
        reply.head(ClientRequestTest.HEAD);
        reply.part(TlBytes.wrap(new byte[50 << 20]));
        reply.complete(ClientRequestTest.INFO);
        pair.exchange();
        assertThat(received[0]).isEqualTo(50 << 20);
        assertThat(pair.client.failures).isEmpty();
    }

    @Test
    void aRequestAboveSixteenMebibytesIsRefusedBeforeAnythingIsSent() {
        ClientLinkPair pair = ClientLinkPair.ready();
        ClientQuery query = ClientRequestTest.query();
        ClientQuery large =
                new ClientQuery(query.id(), "m", TlBytes.wrap(new byte[1 << 24]), 1, 1, query.timeout(), 0, false);
        assertThatThrownBy(() -> pair.clientLink.run(large, answer))
                .isInstanceOf(MessageTooLargeException.class)
                .satisfies(
                        e -> assertThat(((MessageTooLargeException) e).size()).isGreaterThan(1 << 24));
        assertThat(pair.clientWire.take()).isEmpty();
        assertThat(pair.clientLink.running()).isZero();
        assertThat(answer.events).isEmpty();
        start(pair).fail(1, "no", ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 1");
    }

    @Test
    void aHeadAboveSixteenMebibytesIsRefusedAndTheRequestStaysOpen() {
        ClientLinkPair pair = ClientLinkPair.ready();
        ClientReply reply = start(pair);
        HttpResponse large = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.wrap(new byte[1 << 24]));
        assertThatThrownBy(() -> reply.head(large)).isInstanceOf(MessageTooLargeException.class);
        assertThat(reply.isHeadSent()).isFalse();
        reply.fail(651, "too large", ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 651");
    }

    @Test
    void anIdInUseIsRefused() {
        ClientLinkPair pair = ClientLinkPair.ready();
        start(pair);
        assertThatThrownBy(() -> pair.clientLink.run(ClientRequestTest.query(), answer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEndOfTheClientAbandonsItsRequestsAtTheProxy() {
        ClientLinkPair pair = ClientLinkPair.ready();
        ClientReply reply = start(pair);
        pair.clientLink.close("bye");
        pair.exchange();
        assertThat(answer.failure.origin()).isEqualTo(Origin.LINK_LOST);
        assertThat(pair.port.unfinished).containsExactly(reply);
        reply.head(ClientRequestTest.HEAD);
        reply.part(TlBytes.ofUtf8("late"));
        reply.complete(ClientRequestTest.INFO);
        pair.portLink.requestPayment(ClientRequestTest.ID, TestNetwork.charges(1, 1, 1), TokenCount.of(1));
        assertThat(pair.portWire.take()).isEmpty();
        assertThat(pair.portLink.waitingBytes()).isZero();
    }

    @Test
    void bothSidesSayHelloOnceAndTheProxyAnnouncesCancel() {
        ClientLinkPair pair = ClientLinkPair.ready();
        assertThat(pair.port.hellos).hasSize(1);
        assertThat(pair.client.hellos).hasSize(1);
        assertThat(pair.client.hellos.get(0).features()).containsExactly(Extensions.CANCEL);
        assertThat(pair.port.hellos.get(0).features()).isEmpty();
        assertThat(pair.clientLink.understandsCancel()).isTrue();
    }

    @Test
    void aClientWithoutExtensionsHearsNothingOfThem() {
        ClientLinkPair pair = ClientLinkPair.ready(TestNetwork.client().withExtensions(false));
        assertThat(pair.port.hellos).isEmpty();
        assertThat(pair.client.hellos).isEmpty();
        ClientReply reply = start(pair);
        pair.exchange();
        assertThat(pair.clientLink.understandsCancel()).isFalse();
        assertThat(reply.isEnded()).isFalse();
    }

    @Test
    void aProxyWithoutExtensionsStaysSilentAndIsNeverAskedToCancel() {
        ProxySettings proxy = TestNetwork.proxy();
        ClientLinkPair pair = new ClientLinkPair(
                        TestNetwork.client(),
                        new ProxySettings(proxy.contracts(), proxy.owner(), true, false, 0, 2, false))
                .connect();
        ClientCall call = pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        assertThat(pair.port.hellos).isEmpty();
        assertThat(call.cancel()).isFalse();
        pair.exchange();
        assertThat(pair.port.cancelled).isEmpty();
        assertThat(answer.events).isEmpty();
    }

    @Test
    void aCancelBeforeTheHeadEndsFreeOfCharge() {
        ClientLinkPair pair = ClientLinkPair.ready();
        ClientCall call = pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        assertThat(call.cancel()).isTrue();
        pair.exchange();
        assertThat(pair.port.cancelled).hasSize(1);
        pair.port.cancelled.get(0).cancelled(ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 653");
        assertThat(answer.failure.mayBeCharged()).isFalse();
        assertThat(call.cancel()).isFalse();
    }

    @Test
    void aCancelAfterTheHeadCompletesWithWhatWasProduced() {
        ClientLinkPair pair = ClientLinkPair.ready();
        ClientCall call = pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        pair.port.replies.get(0).head(ClientRequestTest.HEAD);
        pair.exchange();
        assertThat(call.isStarted()).isTrue();
        call.cancel();
        pair.exchange();
        pair.port.cancelled.get(0).cancelled(ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("head 200", "complete 10");
    }

    @Test
    void aClientThatGivesUpCancels() {
        ClientLinkPair pair = ClientLinkPair.ready();
        pair.clientLink.run(ClientRequestTest.query(ClientRequestTest.ID, Duration.ofSeconds(10), false), answer);
        pair.pass(Duration.ofSeconds(14));
        assertThat(pair.port.cancelled).isEmpty();
        pair.pass(Duration.ofSeconds(2));
        assertThat(answer.events).containsExactly("failure 652");
        assertThat(pair.port.cancelled).hasSize(1);
    }

    @Test
    void protocolZeroTellsTheModelsWithoutTheirWorkers() {
        ClientLinkPair pair = ClientLinkPair.ready(TestNetwork.client().withProtocols(0, 0));
        pair.port.models = List.of(ProxyModel.of("m", List.of(new ProxyModel.Worker(1000, 0, 60))));
        List<ProxyModel> models = new ArrayList<>();
        pair.clientLink.models(new QueryHandler<>() {
            @Override
            public void answered(List<ProxyModel> list) {
                models.addAll(list);
            }

            @Override
            public void failed(QueryFailure failure) {
                throw new AssertionError(failure);
            }
        });
        pair.exchange();
        assertThat(models).containsExactly(new ProxyModel("m", 1, List.of()));
    }

    @Test
    void aDayOfSilencePassesWithPingsAndPolls() {
        ClientLinkPair pair = ClientLinkPair.ready();
        int hours = 24;
        for (int hour = 1; hour <= hours; hour++) {
            pair.port.numbers = TestNetwork.charges(hour, 2L * hour, 3L * hour);
            pair.pass(Duration.ofHours(1));
        }
        assertThat(pair.client.failures).isEmpty();
        assertThat(pair.port.failures).isEmpty();
        assertThat(pair.clientLink.knownAccount().signed()).isEqualTo(TokenCount.of(hours));
        assertThat(pair.clientLink.knownAccount().memory()).isEqualTo(TokenCount.of(3L * hours));
        start(pair).fail(1, "still here", ClientRequestTest.INFO);
        pair.exchange();
        assertThat(answer.events).containsExactly("failure 1");
    }

    @Test
    void connectionsOfOneClientShareTheAccount() {
        ClientDirectory directory = TestNetwork.clientDirectory();
        ClientLinkPair one = new ClientLinkPair(TestNetwork.client(), TestNetwork.proxy(), directory).connect();
        ClientLinkPair two = new ClientLinkPair(TestNetwork.client(), TestNetwork.proxy(), directory).connect();
        one.portLink.requestPayment(Hash256.ZERO, TestNetwork.charges(9, 9, 9), TokenCount.of(9));
        two.portLink.requestPayment(Hash256.ZERO, TestNetwork.charges(5, 6, 7), TokenCount.of(1));
        one.exchange();
        two.exchange();
        assertThat(one.clientLink.knownAccount()).isSameAs(two.clientLink.knownAccount());
        assertThat(two.clientLink.knownAccount().signed()).isEqualTo(TokenCount.of(9));
        assertThat(two.client.defects).isEmpty();
    }

    private ClientReply start(ClientLinkPair pair) {
        pair.clientLink.run(ClientRequestTest.query(), answer);
        pair.exchange();
        return pair.port.replies.get(0);
    }

    private record CountingAnswer(long[] received) implements ClientAnswerListener {

        @Override
        public void onHead(HttpResponse head) {}

        @Override
        public void onPart(TlBytes bytes) {
            received[0] += bytes.length();
        }

        @Override
        public void onCompleted(ClientAnswerInfo info) {}

        @Override
        public void onFailed(AnswerFailure failure) {
            throw new AssertionError(failure);
        }
    }
}
