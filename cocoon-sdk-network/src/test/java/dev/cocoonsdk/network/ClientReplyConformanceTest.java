package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy's client port sends to a client that speaks raw bytes (wire.md 9.4, 9.7 to 9.9 and 16). */
class ClientReplyConformanceTest {

    private static final int RUN_QUERY = 0xbc748f32;
    private static final int RUN_QUERY_EX = 0xf54cb74b;
    private static final int ANSWER = 0x9b943922;
    private static final int ERROR = 0x6d60569a;
    private static final int PART = 0xb765de4c;
    private static final int PART_ERROR = 0xd790a022;
    private static final int ANSWER_EX = 0xcd524720;
    private static final int ERROR_EX = 0x072562a8;
    private static final int PART_EX = 0xc07bfaec;
    private static final int REQUEST_PAYMENT = 0xc6bcf127;
    private static final int PAYMENT_STATUS = 0xaa8a0ecc;
    private static final String ID = "bb".repeat(32);
    private static final HttpResponse HEAD = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.EMPTY);
    private static final String RESPONSE = "2bc4d01c08485454502f312e31000000c8000000024f4b000000000000000000";
    private static final ClientAnswerInfo INFO = ClientAnswerInfo.of(
            new TokensUsed(1, 2, 3, 4, 10),
            Instant.ofEpochMilli(1500),
            Instant.ofEpochSecond(9),
            new AnswerInfo(AnswerInfo.NO_TOKENS, Instant.ofEpochSecond(2), Instant.ofEpochSecond(8), "w"),
            "p");

    private final RecordingClientPort port = new RecordingClientPort();
    private final TestWire wire = new TestWire();
    private final ProxyClientLink link =
            ProxyClientLink.create(TestNetwork.proxy(), port, wire, ByteLayer.plain(), new ManualClock().context());
    private final RawPeer client = new RawPeer(link, wire);

    private ClientReply request(int protocol, boolean debug) {
        client.connect();
        client.query(
                1,
                TinyTl.of(0xff5fa0f4)
                        .i32(3)
                        .str(TestNetwork.WALLET.toWire(false))
                        .bool(true)
                        .i32(0)
                        .i32(protocol)
                        .i32(3));
        client.expectAnswer(1, 0x95317ad1);
        client.query(2, TinyTl.of(0x6c276723).str("secret"));
        client.expectAnswer(2, 0x75d5ac34);
        client.packet(
                protocol == 0 ? query(RUN_QUERY) : query(RUN_QUERY_EX).i32(1).bool(debug));
        return port.replies.get(0);
    }

    private static TinyTl query(int id) {
        return TinyTl.of(id)
                .str("m")
                .str("query")
                .i32(4000)
                .i32(1000)
                .f64(114)
                .raw(ID)
                .i32(3);
    }

    @Test
    void readsTheRequest() {
        ClientReply reply = request(2, true);
        ClientRequest request = port.requests.get(0);
        assertThat(reply.request()).isEqualTo(request.withoutQuery());
        assertThat(request.id().toHex()).isEqualTo(ID);
        assertThat(request.model()).isEqualTo("m");
        assertThat(request.query().toUtf8()).isEqualTo("query");
        assertThat(request.maxCoefficient()).isEqualTo(4000);
        assertThat(request.maxTokens()).isEqualTo(1000);
        assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(114));
        assertThat(request.minConfigVersion()).isEqualTo(3);
        assertThat(request.debug()).isTrue();
        assertThat(link.running()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1,false,0", "1,true,1", "2,false,2", "2,true,3"})
    void aCompletedAnswerAlwaysCarriesACompleteFinalInfo(int protocol, boolean debug, int flags) {
        ClientReply reply = request(protocol, debug);
        reply.head(HEAD);
        reply.part(TlBytes.ofUtf8("a"));
        reply.part(TlBytes.ofUtf8("b"));
        reply.complete(INFO);
        ByteBuffer head = client.expectPacket(ANSWER_EX);
        assertThat(id(head)).isEqualTo(ID);
        assertThat(HexFormat.of().formatHex(RawPeer.data(head))).isEqualTo(RESPONSE);
        assertThat(head.getInt()).isZero();
        assertThat(head.hasRemaining()).isFalse();
        ByteBuffer last = client.expectPacket(PART_EX);
        assertThat(id(last)).isEqualTo(ID);
        assertThat(text(last)).isEqualTo("ab");
        assertThat(last.getInt()).isEqualTo(1);
        assertFinalInfo(last, flags, 10);
        assertThat(client.isSilent()).isTrue();
        assertThat(link.running()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1,false,0,false", "2,true,3,false", "2,false,2,true"})
    void ownErrorsAreNewObjectsWithFinalInfoForProtocolOneAndTwo(
            int protocol, boolean debug, int flags, boolean started) {
        ClientReply reply = request(protocol, debug);
        if (started) {
            reply.head(HEAD);
            client.expectPacket(ANSWER_EX);
        }
        reply.fail(651, "no workers for model m", INFO);
        ByteBuffer error = client.expectPacket(ERROR_EX);
        assertThat(id(error)).isEqualTo(ID);
        assertThat(error.getInt()).isEqualTo(651);
        assertThat(text(error)).isEqualTo("no workers for model m");
        assertThat(error.getInt()).isEqualTo(1);
        assertFinalInfo(error, flags, 0);
        reply.fail(651, "again", INFO);
        assertThat(client.isSilent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRejectionThatNoWorkerSawIsComplete(boolean debug) {
        request(2, debug)
                .fail(602, "client balance is too low", ClientAnswerInfo.ofProxy(Instant.EPOCH, Instant.EPOCH));
        ByteBuffer error = client.expectPacket(ERROR_EX);
        error.position(error.position() + 36);
        text(error);
        assertThat(error.getInt()).isEqualTo(1);
        assertThat(error.getInt()).isEqualTo(debug ? 3 : 2);
        assertThat(error.remaining()).isEqualTo(40 + (debug ? 8 : 0) + 32);
    }

    @Test
    void protocolZeroGetsTheOldObjects() {
        ClientReply reply = request(0, false);
        reply.head(HEAD);
        reply.part(TlBytes.ofUtf8("a"));
        link.flush();
        reply.complete(INFO);
        ByteBuffer head = client.expectPacket(ANSWER);
        assertThat(HexFormat.of().formatHex(RawPeer.data(head))).isEqualTo(RESPONSE);
        assertOldEnd(head, false, 0);
        ByteBuffer part = client.expectPacket(PART);
        assertThat(text(part)).isEqualTo("a");
        assertOldEnd(part, false, 0);
        ByteBuffer last = client.expectPacket(PART);
        assertThat(text(last)).isEmpty();
        assertOldEnd(last, true, 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void protocolZeroGetsTheOldErrors(boolean started) {
        ClientReply reply = request(0, false);
        if (started) {
            reply.head(HEAD);
            client.expectPacket(ANSWER);
        }
        reply.fail(652, "timeout in proxy", INFO);
        ByteBuffer error = client.expectPacket(started ? PART_ERROR : ERROR);
        assertThat(error.getInt()).isEqualTo(652);
        assertThat(text(error)).isEqualTo("timeout in proxy");
        assertThat(id(error)).isEqualTo(ID);
        error.position(error.position() + 32);
        assertThat(error.getLong()).as("total").isZero();
        assertThat(error.hasRemaining()).isFalse();
    }

    @Test
    void theRequestIsFollowedByItsPaymentWhichNeverFalls() {
        request(2, false).fail(651, "no", INFO);
        client.expectPacket(ERROR_EX);
        link.requestPayment(ClientRequestTest.ID, TestNetwork.charges(5, 20, 30), TokenCount.of(7));
        link.requestPayment(ClientRequestTest.ID, TestNetwork.charges(4, 19, 31), TokenCount.of(1));
        assertPayment(20, 30, 7);
        assertPayment(20, 31, 1);
        port.numbers = TestNetwork.charges(0, 0, 0);
        client.query(9, TinyTl.of(0x9ed1c697));
        ByteBuffer status = client.expectAnswer(9, PAYMENT_STATUS);
        assertThat(status.getInt()).isEqualTo(0x02998182);
        assertThat(RawPeer.data(status)).isEqualTo(TestNetwork.charge(5).toBoc());
        assertThat(status.getLong()).isEqualTo(20);
        assertThat(status.getLong()).isEqualTo(31);
    }

    @Test
    void tellsBothFormsOfTheModelList() {
        request(2, false);
        port.models = List.of(
                ProxyModel.of(
                        "m",
                        List.of(
                                new ProxyModel.Worker(900, 1, 60),
                                new ProxyModel.Worker(1000, 2, 60),
                                new ProxyModel.Worker(1200, 3, 60))),
                ProxyModel.of("idle", List.of()));
        client.query(5, TinyTl.of(0x7f062bdb));
        ByteBuffer first = client.expectAnswer(5, 0xf64e0e01);
        assertThat(first.getInt()).isEqualTo(2);
        assertThat(text(first)).isEqualTo("m");
        assertThat(new int[] {first.getInt(), first.getInt(), first.getInt(), first.getInt()})
                .containsExactly(3, 900, 1000, 1200);
        assertThat(text(first)).isEqualTo("idle");
        assertThat(first.remaining()).isEqualTo(16);
        client.query(6, TinyTl.of(0xb2133d72));
        ByteBuffer second = client.expectAnswer(6, 0x0cf0dc67);
        assertThat(second.getInt()).isEqualTo(2);
        assertThat(text(second)).isEqualTo("m");
        assertThat(new int[] {second.getInt(), second.getInt(), second.getInt(), second.getInt(), second.getInt()})
                .containsExactly(3, 0, 900, 1, 60);
    }

    @Test
    void aRequestIdInUseClosesTheConnection() {
        request(2, false);
        client.packet(query(RUN_QUERY_EX).i32(1).bool(false));
        assertThat(port.failure().kind()).isEqualTo(Kind.VIOLATION);
        assertThat(port.unfinished).hasSize(1).allMatch(ClientReply::isEnded);
    }

    @Test
    void aRequestThatDoesNotParseClosesTheConnection() {
        request(2, false);
        client.packet(TinyTl.of(RUN_QUERY_EX).str("m"));
        assertThat(port.failure().kind()).isEqualTo(Kind.MALFORMED);
    }

    private void assertPayment(long database, long memory, long tokens) {
        ByteBuffer payment = client.expectPacket(REQUEST_PAYMENT);
        assertThat(id(payment)).isEqualTo(ClientRequestTest.ID.toHex());
        assertThat(payment.getInt()).isEqualTo(0x02998182);
        assertThat(RawPeer.data(payment)).isEqualTo(TestNetwork.charge(5).toBoc());
        assertThat(payment.getLong()).isEqualTo(database);
        assertThat(payment.getLong()).isEqualTo(memory);
        assertThat(payment.getLong()).isEqualTo(tokens);
        assertThat(payment.hasRemaining()).isFalse();
    }

    private static void assertFinalInfo(ByteBuffer in, int flags, long total) {
        assertThat(in.getInt()).as("final info flags").isEqualTo(flags);
        in.position(in.position() + 32);
        assertThat(in.getLong()).as("total").isEqualTo(total);
        if ((flags & 1) != 0) {
            assertThat(text(in)).isEqualTo("w");
            assertThat(text(in)).isEqualTo("p");
        }
        if ((flags & 2) != 0) {
            assertThat(new double[] {in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble()})
                    .containsExactly(1.5, 9, 2, 8);
        }
        assertThat(in.hasRemaining()).isFalse();
    }

    private static void assertOldEnd(ByteBuffer in, boolean completed, long total) {
        assertThat(in.getInt()).isEqualTo(completed ? TinyTl.TRUE : TinyTl.FALSE);
        assertThat(id(in)).isEqualTo(ID);
        in.position(in.position() + 32);
        assertThat(in.getLong()).as("total").isEqualTo(total);
        assertThat(in.hasRemaining()).isFalse();
    }

    private static String text(ByteBuffer in) {
        return new String(RawPeer.data(in), StandardCharsets.UTF_8);
    }

    private static String id(ByteBuffer in) {
        byte[] bytes = new byte[32];
        in.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
