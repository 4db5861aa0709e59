package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerFailure.Origin;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's link against a proxy that answers in raw bytes, rightly and wrongly (wire.md 9.4, 9.7 and 16). */
class ClientAnswerConformanceTest {

    private static final int RUN_QUERY_EX = 0xf54cb74b;
    private static final int ANSWER = 0x9b943922;
    private static final int ERROR = 0x6d60569a;
    private static final int PART = 0xb765de4c;
    private static final int PART_ERROR = 0xd790a022;
    private static final int ANSWER_EX = 0xcd524720;
    private static final int ERROR_EX = 0x072562a8;
    private static final int PART_EX = 0xc07bfaec;
    private static final int REQUEST_PAYMENT = 0xc6bcf127;
    private static final int SIGNED_PAYMENT = 0x02998182;
    private static final int EMPTY_PAYMENT = 0xb347ce64;
    private static final int GET_MODELS = 0xb2133d72;
    private static final String ID = "bb".repeat(32);
    /** http.response{HTTP/1.1, 200, OK, no headers, empty payload}, wire.md 15. */
    private static final String RESPONSE = "2bc4d01c08485454502f312e31000000c8000000024f4b000000000000000000";

    private final RecordingClient listener = new RecordingClient();
    private final RecordingClientAnswer answer = new RecordingClientAnswer();
    private final TestWire wire = new TestWire();
    private final ManualClock clock = new ManualClock();
    private final ClientLink link = ClientLink.create(
            TestNetwork.client().withExtensions(false),
            TestNetwork.clientDirectory(),
            listener,
            wire,
            ByteLayer.plain(),
            clock.context());
    private final RawPeer proxy = new RawPeer(link, wire);

    @BeforeEach
    void handshakeAndRequest() {
        proxy.accept();
        proxy.answer(
                proxy.expectQuery(0xff5fa0f4),
                TinyTl.of(0x95317ad1)
                        .i32(3)
                        .raw("559087582b7e5ea2b2b986c258e0067b806a59b154e955decf00429610eab095")
                        .str("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m")
                        .str("UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO")
                        .bool(true)
                        .i32(2)
                        .str("UQCwXwYe-KUBqEcviBBVOV77CeiDVrcetWBxip3nsSRv6Hfp")
                        .i32(0x417bf016)
                        .i64(1)
                        .i32(EMPTY_PAYMENT));
        proxy.answer(
                proxy.expectQuery(0xd3474303),
                TinyTl.of(0x75d5ac34).i32(EMPTY_PAYMENT).i64(0).i64(0));
        link.run(
                new ClientQuery(
                        Hash256.ofHex(ID),
                        "model",
                        TlBytes.ofUtf8("query"),
                        4000,
                        1000,
                        Duration.ofSeconds(120),
                        7,
                        false),
                answer);
    }

    @Test
    void writesRunQueryExAsTheReferenceDoes() {
        ByteBuffer query = proxy.expectPacket(RUN_QUERY_EX);
        assertThat(RawPeer.data(query)).asString().isEqualTo("model");
        assertThat(RawPeer.data(query)).asString().isEqualTo("query");
        assertThat(query.getInt()).as("max_coefficient").isEqualTo(4000);
        assertThat(query.getInt()).as("max_tokens").isEqualTo(1000);
        assertThat(query.getDouble()).as("timeout").isEqualTo(114.0);
        byte[] id = new byte[32];
        query.get(id);
        assertThat(HexFormat.of().formatHex(id)).isEqualTo(ID);
        assertThat(query.getInt()).as("min_config_version").isEqualTo(7);
        assertThat(query.getInt()).as("flags").isEqualTo(1);
        assertThat(query.getInt()).as("enable_debug").isEqualTo(TinyTl.FALSE);
        assertThat(query.hasRemaining()).isFalse();
    }

    @Test
    void readsTheNewAnswersWithTheirFinalInfo() {
        head();
        proxy.packet(TinyTl.of(PART_EX).raw(ID).str("a").i32(0));
        proxy.packet(finalInfo(TinyTl.of(PART_EX).raw(ID).str("b").i32(1), 10));
        assertThat(answer.events).containsExactly("head 200", "part a", "part b", "complete 10");
        assertThat(answer.info.proxyStart()).isEqualTo(Instant.parse("1970-01-01T00:00:01.500Z"));
        assertThat(answer.info.proxyEnd()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(answer.info.workerStart()).isNull();
        assertThat(answer.info.workerEnd()).isEqualTo(Instant.ofEpochSecond(4));
        assertThat(answer.info.workerDebug()).isEqualTo("{\"w\":1}");
        assertThat(answer.info.proxyDebug()).isEqualTo("{\"p\":1}");
        assertThat(answer.info.toString()).doesNotContain("{");
        assertThat(link.running()).isZero();
    }

    @Test
    void readsTheOldAnswersOnAnyConnection() {
        proxy.packet(tokens(TinyTl.of(ANSWER).bytes(hex(RESPONSE)).bool(false).raw(ID), 0));
        proxy.packet(tokens(TinyTl.of(PART).str("a").bool(true).raw(ID), 10));
        assertThat(answer.events).containsExactly("head 200", "part a", "complete 10");
    }

    @Test
    void anAnswerMayCompleteWithItsHead() {
        proxy.packet(finalInfo(TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(1), 3));
        assertThat(answer.events).containsExactly("head 200", "complete 3");
    }

    @Test
    void takesTheProxysOwnErrorsInTheOldForm() {
        proxy.packet(
                tokens(TinyTl.of(ERROR).i32(651).str("no workers for model m").raw(ID), 5));
        assertFailure(651, "no workers for model m");
    }

    @Test
    void takesAnOldErrorAfterTheHead() {
        head();
        proxy.packet(
                tokens(TinyTl.of(PART_ERROR).i32(652).str("timeout in proxy").raw(ID), 5));
        assertFailure(652, "timeout in proxy");
    }

    @Test
    void takesTheOldFormsOfErrorsAtTheWrongMoment() {
        proxy.packet(
                tokens(TinyTl.of(PART_ERROR).i32(652).str("timeout in proxy").raw(ID), 5));
        assertFailure(652, "timeout in proxy");
    }

    @Test
    void takesANewErrorWithAndWithoutFinalInfo() {
        proxy.packet(TinyTl.of(ERROR_EX).raw(ID).i32(621).str("worker: bad").i32(0));
        assertFailure(621, "worker: bad");
    }

    @Test
    void believesNoTokensOfAnError() {
        head();
        proxy.packet(
                finalInfo(TinyTl.of(ERROR_EX).raw(ID).i32(653).str("cancelled").i32(1), 99));
        assertFailure(653, "cancelled");
        assertThat(answer.failure.info().end()).isEqualTo(Instant.ofEpochSecond(4));
    }

    @Test
    void ignoresAPartBeforeTheHeadAndASecondHead() {
        proxy.packet(TinyTl.of(PART_EX).raw(ID).str("early").i32(0));
        head();
        proxy.packet(TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(0));
        proxy.packet(finalInfo(TinyTl.of(PART_EX).raw(ID).str("a").i32(1), 1));
        assertThat(answer.events).containsExactly("head 200", "part a", "complete 1");
    }

    @Test
    void aHeadThatIsNoHttpResponseFailsTheRequest() {
        proxy.packet(TinyTl.of(ANSWER_EX).raw(ID).str("x").i32(0));
        assertThat(answer.failure.origin()).isEqualTo(Origin.VIOLATION);
        assertThat(answer.failure.mayBeCharged()).isTrue();
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void negativeTokenCountsFailTheRequest() {
        head();
        proxy.packet(finalInfo(TinyTl.of(PART_EX).raw(ID).str("a").i32(1), -1));
        assertThat(answer.events).containsExactly("head 200", "failure 621");
    }

    @Test
    void dropsWhatComesAfterTheEnd() {
        head();
        proxy.packet(finalInfo(TinyTl.of(PART_EX).raw(ID).str("").i32(1), 1));
        proxy.packet(finalInfo(TinyTl.of(PART_EX).raw(ID).str("a").i32(1), 1));
        proxy.packet(TinyTl.of(ERROR_EX).raw(ID).i32(621).str("late").i32(0));
        assertThat(answer.events).containsExactly("head 200", "complete 1");
    }

    @Test
    void givesUpFiveSecondsAfterTheCallersTimeoutAndDropsLateAnswers() {
        passTalking(Duration.ofSeconds(124));
        assertThat(answer.events).isEmpty();
        passTalking(Duration.ofSeconds(1));
        assertThat(answer.events).containsExactly("failure 652");
        assertThat(answer.failure.origin()).isEqualTo(Origin.TIMEOUT);
        assertThat(answer.failure.mayBeCharged()).isTrue();
        head();
        assertThat(answer.events).hasSize(1);
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void aLostConnectionEndsEveryCallAtOnceAndSaysThatItWasSent() {
        head();
        List<QueryFailure> models = new ArrayList<>();
        link.models(failuresTo(models));
        link.transportDown("reset");
        assertThat(answer.events).containsExactly("head 200", "failure 651");
        assertThat(answer.failure.origin()).isEqualTo(Origin.LINK_LOST);
        assertThat(answer.failure.mayBeCharged()).isTrue();
        assertThat(models).hasSize(1);
        assertThat(link.nextDeadline()).isEqualTo(LinkContext.NEVER);
    }

    @Test
    void aCallOnAClosedLinkFailsAtOnceAndSaysThatNothingWasSent() {
        link.close("enough");
        RecordingClientAnswer late = new RecordingClientAnswer();
        ClientCall call = link.run(ClientRequestTest.query(), late);
        assertThat(call.isEnded()).isTrue();
        assertThat(late.failure.origin()).isEqualTo(Origin.NOT_SENT);
        assertThat(late.failure.mayBeCharged()).isFalse();
        List<QueryFailure> models = new ArrayList<>();
        link.models(failuresTo(models));
        assertThat(models).hasSize(1);
        assertThat(link.running()).isZero();
    }

    @Test
    void mergesThePaymentAfterEachRequestAndNeverFalls() {
        proxy.packet(payment(10, 20, 30, 30));
        proxy.packet(payment(5, 15, 25, 0));
        assertThat(listener.payments).containsExactly("30 of 30", "0 of 30");
        assertThat(link.knownAccount().signed().value()).isEqualTo(10);
        assertThat(link.knownAccount().database().value()).isEqualTo(20);
        assertThat(listener.defects).isEmpty();
    }

    @Test
    void reportsABadPaymentAndStaysOpen() {
        proxy.packet(TinyTl.of(REQUEST_PAYMENT)
                .raw(ID)
                .i32(SIGNED_PAYMENT)
                .bytes(TestNetwork.signed(5).toBoc())
                .i64(-3)
                .i64(9)
                .i64(-9));
        proxy.packet(TinyTl.of(SIGNED_PAYMENT).str("rubbish"));
        assertThat(listener.defects).hasSize(2);
        assertThat(listener.payments).containsExactly("-9 of 9");
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void takesASignedPaymentThatComesAlone() {
        proxy.packet(TinyTl.of(SIGNED_PAYMENT).bytes(TestNetwork.charge(12).toBoc()));
        assertThat(link.knownAccount().signed().value()).isEqualTo(12);
    }

    @Test
    void readsTheModelsOfAProxy() {
        proxy.expectPacket(RUN_QUERY_EX);
        List<List<ProxyModel>> models = new ArrayList<>();
        link.models(new QueryHandler<>() {
            @Override
            public void answered(List<ProxyModel> list) {
                models.add(list);
            }

            @Override
            public void failed(QueryFailure failure) {
                throw new AssertionError(failure);
            }
        });
        proxy.answer(
                proxy.expectQuery(GET_MODELS),
                TinyTl.of(0x0cf0dc67)
                        .i32(2)
                        .str("m")
                        .i32(1)
                        .i32(0)
                        .i32(1200)
                        .i32(3)
                        .i32(60)
                        .str("idle")
                        .i32(0));
        assertThat(models)
                .containsExactly(List.of(
                        ProxyModel.of("m", List.of(new ProxyModel.Worker(1200, 3, 60))),
                        ProxyModel.of("idle", List.of())));
    }

    @Test
    void waitsTenSecondsForTheModels() {
        proxy.expectPacket(RUN_QUERY_EX);
        List<QueryFailure> failures = new ArrayList<>();
        link.models(failuresTo(failures));
        proxy.expectQuery(GET_MODELS);
        clock.advance(Duration.ofSeconds(10));
        link.tick();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).timeout()).isTrue();
    }

    @Test
    void ignoresUnknownMessagesAndAnswersForUnknownRequests() {
        proxy.packet(TinyTl.of(0x0badcafe).i32(5));
        proxy.packet(TinyTl.of(PART_EX).raw("cc".repeat(32)).str("a").i32(0));
        assertThat(answer.events).isEmpty();
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void aKnownMessageThatDoesNotParseClosesTheConnection() {
        proxy.packet(TinyTl.of(PART_EX).raw(ID).str("a").i32(1));
        assertThat(listener.failure().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(answer.events).containsExactly("failure 651");
    }

    private static QueryHandler<List<ProxyModel>> failuresTo(List<QueryFailure> failures) {
        return new QueryHandler<>() {
            @Override
            public void answered(List<ProxyModel> list) {
                throw new AssertionError("an answer");
            }

            @Override
            public void failed(QueryFailure failure) {
                failures.add(failure);
            }
        };
    }

    /** Time passes while the proxy sends something every second. */
    private void passTalking(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            proxy.send(TinyTl.of(RawPeer.PONG).i64(second).done());
            link.tick();
        }
    }

    private void head() {
        proxy.packet(TinyTl.of(ANSWER_EX).raw(ID).bytes(hex(RESPONSE)).i32(0));
    }

    private static TinyTl payment(long signed, long database, long memory, long tokens) {
        return TinyTl.of(REQUEST_PAYMENT)
                .raw(ID)
                .i32(SIGNED_PAYMENT)
                .bytes(TestNetwork.charge(signed).toBoc())
                .i64(database)
                .i64(memory)
                .i64(tokens);
    }

    private static TinyTl finalInfo(TinyTl message, long total) {
        return tokens(message.i32(3), total)
                .str("{\"w\":1}")
                .str("{\"p\":1}")
                .f64(1.5)
                .f64(2)
                .f64(0)
                .f64(4);
    }

    private static TinyTl tokens(TinyTl message, long total) {
        return message.i64(1).i64(2).i64(3).i64(4).i64(total);
    }

    private void assertFailure(int code, String message) {
        assertThat(answer.failure).isNotNull();
        assertThat(answer.failure.origin()).isEqualTo(Origin.PROXY);
        assertThat(answer.failure.mayBeCharged()).isFalse();
        assertThat(answer.failure.code()).isEqualTo(code);
        assertThat(answer.failure.message()).isEqualTo(message);
        assertThat(answer.failure.info().tokens()).isEqualTo(AnswerInfo.NO_TOKENS);
        assertThat(link.running()).isZero();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
