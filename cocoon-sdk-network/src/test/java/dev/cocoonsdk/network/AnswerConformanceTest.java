package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy's link against a worker that answers in raw bytes, rightly and wrongly (wire.md 9.3 to 9.5). */
class AnswerConformanceTest {

    private static final int RUN_QUERY_EX = 0xc805e7e2;
    private static final int ANSWER_EX = 0x1ce574e8;
    private static final int PART_EX = 0x6d85b50f;
    private static final int ERROR_EX = 0x8f7fb0a7;
    private static final int ANSWER = 0x37e5f725;
    private static final int PART = 0x72eb00ee;
    private static final int ERROR = 0x669d014e;
    private static final String ID = "bb".repeat(32);
    /** http.response{HTTP/1.1, 200, OK, no headers, empty payload}, wire.md 15. */
    private static final String RESPONSE = "2bc4d01c08485454502f312e31000000c8000000024f4b000000000000000000";

    private final RecordingProxy listener = new RecordingProxy();
    private final RecordingAnswer answer = new RecordingAnswer();
    private final TestWire wire = new TestWire();
    private final ManualClock clock = new ManualClock();
    private final ProxyWorkerLink link = ProxyWorkerLink.create(TestNetwork.proxy(), listener, wire, clock.context());
    private final RawPeer worker = new RawPeer(link, wire);

    @BeforeEach
    void handshakeAndRequest() {
        worker.connect();
        worker.query(
                1,
                TinyTl.of(0xcc484c5d)
                        .i32(3)
                        .str("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m")
                        .str("m@c:v")
                        .i32(1200)
                        .bool(true)
                        .i32(1)
                        .i32(60)
                        .i32(0)
                        .i32(2));
        worker.expectAnswer(1, 0x66bc82ee);
        worker.query(2, TinyTl.of(0xdb386501).i64(0).i64(0).i64(0));
        worker.expectAnswer(2, 0x9054c411);
        worker.query(3, TinyTl.of(0xf843b066).bool(false));
        worker.expectAnswer(3, 0x3ad9b886);
        link.run(
                new WorkerQuery(Hash256.ofHex(ID), TlBytes.ofUtf8("query"), null, Duration.ofSeconds(100), false),
                answer);
    }

    @Test
    void writesRunQueryExAsTheReferenceDoes() {
        ByteBuffer query = worker.expectPacket(RUN_QUERY_EX);
        assertThat(RawPeer.data(query)).asString().isEqualTo("query");
        assertThat(query.getInt()).as("signed payment: empty").isEqualTo(0xb347ce64);
        assertThat(query.getLong()).as("coefficient").isEqualTo(1200);
        assertThat(query.getDouble()).as("timeout").isEqualTo(95.0);
        byte[] id = new byte[32];
        query.get(id);
        assertThat(Hash256.of(id).toHex()).isEqualTo(ID);
        assertThat(query.getInt()).as("flags").isEqualTo(1);
        assertThat(query.getInt()).as("enable_debug").isEqualTo(TinyTl.FALSE);
        assertThat(query.hasRemaining()).isFalse();
    }

    @Test
    void readsTheAnswersOfTheProtocolDescription() {
        worker.packet(TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(0));
        worker.packet(part("{}\n").i32(1).i32(2).raw(tokens(10)).f64(1.5).f64(2.5));
        assertThat(answer.events).containsExactly("head 200", "part {}\n", "complete 10");
        assertThat(answer.info.start()).isEqualTo("1970-01-01T00:00:01.500Z");
        assertThat(answer.info.end()).isEqualTo("1970-01-01T00:00:02.500Z");
    }

    @Test
    void readsTheOldAnswersOnAnyConnection() {
        worker.packet(TinyTl.of(ANSWER).bytes(hex(RESPONSE)).bool(false).raw(ID).raw(tokens(0)));
        worker.packet(TinyTl.of(PART).str("x").bool(true).raw(ID).raw(tokens(5)));
        assertThat(answer.events).containsExactly("head 200", "part x", "complete 5");
    }

    @Test
    void anAnswerMayCompleteWithItsHead() {
        worker.packet(
                TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(1).i32(0).raw(tokens(7)));
        assertThat(answer.events).containsExactly("head 200", "complete 7");
    }

    @Test
    void anErrorWithoutFinalInfoIsTolerated() {
        worker.packet(
                TinyTl.of(ERROR_EX).raw(ID).i32(652).str("worker: timeout").i32(0));
        assertThat(answer.failure.message()).isEqualTo("worker: timeout");
        assertThat(answer.failure.origin()).isEqualTo(Origin.WORKER);
    }

    @Test
    void tokensOfAnErrorAreNotBelieved() {
        worker.packet(TinyTl.of(ERROR).i32(621).str("no").raw(ID).raw(tokens(99)));
        assertThat(answer.failure.info().tokens()).isEqualTo(AnswerInfo.NO_TOKENS);
    }

    @Test
    void aPartBeforeTheHeadFailsTheRequest() {
        worker.packet(part("x").i32(0));
        assertThat(answer.failure.code()).isEqualTo(621);
        assertThat(answer.failure.message()).isEqualTo("out of order answer parts");
        assertThat(answer.failure.origin()).isEqualTo(Origin.VIOLATION);
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void aSecondHeadFailsTheRequestAndLaterPartsAreDropped() {
        worker.packet(TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(0));
        worker.packet(TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(0));
        worker.packet(part("x").i32(0));
        assertThat(answer.events).containsExactly("head 200", "failure 621");
    }

    @Test
    void aHeadThatIsNoHttpResponseFailsTheRequest() {
        worker.packet(TinyTl.of(ANSWER_EX).raw(ID).str("nonsense").i32(0));
        assertThat(answer.failure.message()).isEqualTo("proxy: received incorrect answer");
    }

    @Test
    void negativeTokenCountsFailTheRequest() {
        worker.packet(
                TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(1).i32(0).raw(tokens(-1)));
        assertThat(answer.events).containsExactly("head 200", "failure 621");
    }

    @Test
    void answersForUnknownRequestsAreIgnored() {
        worker.packet(TinyTl.of(PART_EX).raw("cc".repeat(32)).str("x").i32(0));
        worker.packet(TinyTl.of(ERROR_EX).raw("cc".repeat(32)).i32(1).str("x").i32(0));
        assertThat(answer.events).isEmpty();
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void unknownMessagesAreIgnored() {
        worker.packet(TinyTl.of(0x0badcafe).i32(1));
        worker.packet(TinyTl.of(0xbc748f32));
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void aKnownMessageThatDoesNotParseClosesTheConnectionInsteadOfTheProcess() {
        worker.packet(part("x").i32(1));
        assertThat(listener.failure().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(answer.failure.origin()).isEqualTo(Origin.LINK_LOST);
    }

    @Test
    void aNegativeCoefficientClosesTheConnection() {
        worker.packet(TinyTl.of(0x6af092b0).i32(-1));
        assertThat(listener.failure().kind()).isEqualTo(Kind.VIOLATION);
        assertThat(listener.failure().detail()).isEqualTo("invalid coefficient value");
    }

    @Test
    void negativeFlagsCloseTheConnection() {
        worker.packet(part("x").i32(-1));
        assertThat(listener.failure().kind()).isEqualTo(Kind.MALFORMED);
    }

    private static TinyTl part(String text) {
        return TinyTl.of(PART_EX).raw(ID).str(text);
    }

    private static String tokens(long total) {
        TinyTl tl = new TinyTl();
        for (int i = 0; i < 4; i++) {
            tl.i64(1);
        }
        return java.util.HexFormat.of().formatHex(tl.i64(total).done());
    }

    private static byte[] hex(String hex) {
        return java.util.HexFormat.of().parseHex(hex);
    }
}
