package dev.cocoonsdk.crypto.sealed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.transport.Header;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedRoundTripTest {

    @ParameterizedTest
    @EnumSource(SealSuite.class)
    void everyRecipientReadsTheRequestAndTheClientReadsEachAnswer(SealSuite suite) {
        SealedStage stage = new SealedStage(suite, 3);
        SealedCall call = stage.seal("the prompt");
        for (RecipientKey recipient : stage.recipients()) {
            OpenedRequest opened = stage.opener(recipient).open(call.body());
            assertThat(opened.inner().body()).isEqualTo(Bytes.utf8("the prompt"));
            assertThat(opened.inner().path()).isEqualTo("/v1/chat/completions");
            assertThat(opened.requestHash()).isEqualTo(call.requestHash());
            AnswerOpener opener = call.opener();
            AnswerLog log = AnswerLog.of(
                    opener,
                    SealedStage.answer(opened, Padding.padme(), "the ".getBytes(UTF_8), "answer".getBytes(UTF_8)));
            assertThat(log.events).containsExactly("head 200", "final receipt");
            assertThat(log.bodyText()).isEqualTo("the answer");
            assertThat(opener.keyId()).isEqualTo(recipient.keyId());
        }
    }

    @Test
    void onlyAllowedHeadersTravel() {
        InnerRequest inner = InnerRequest.of(
                "POST",
                "/v1/chat/completions",
                List.of(
                        new Header("Authorization", "Bearer secret"),
                        new Header("Accept", "text/event-stream"),
                        new Header("Cookie", "a=b"),
                        new Header("User-Agent", "me")),
                Bytes.EMPTY);
        assertThat(inner.headers()).containsExactly(new Header("accept", "text/event-stream"));
        assertThatThrownBy(() -> new InnerRequest("POST", "/", List.of(new Header("authorization", "x")), Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 65_535, 65_536, 65_537, 200_000, 1_000_000})
    void bodiesOfAnySizeComeBack(int size) {
        SealedStage stage = new SealedStage(SealSuite.X25519, 1);
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        for (Padding padding : List.of(Padding.none(), Padding.padme(), Padding.buckets(100_000))) {
            SealedCall call = stage.seal(SealedStage.request(body), padding);
            OpenedRequest opened = stage.opener().open(call.body());
            assertThat(opened.inner().body()).isEqualTo(Bytes.wrap(body));
            AnswerLog log = AnswerLog.of(call.opener(), SealedStage.answer(opened, padding, body));
            assertThat(log.body.toByteArray()).isEqualTo(body);
        }
    }

    @Test
    void theLargestRequestFitsAndOneByteMoreIsRefused() {
        SealedStage stage = new SealedStage(SealSuite.X25519, 1);
        int overhead = stage.seal(SealedStage.request(new byte[0]), Padding.none())
                .body()
                .length();
        int body = 16_711_680 - overhead - 255 * 25;
        SealedCall call = stage.seal(SealedStage.request(new byte[body]), Padding.none());
        assertThat(call.body().length()).isEqualTo(EnvelopeHeader.MAX_SEALED);
        assertThat(stage.opener().open(call.body()).inner().body().length()).isEqualTo(body);
        assertThatThrownBy(() -> stage.seal(SealedStage.request(new byte[body + 1]), Padding.none()))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_LARGE));
        assertThat(stage.seal(SealedStage.request(new byte[body - 1000]), Padding.padme())
                        .body()
                        .length())
                .isLessThanOrEqualTo(EnvelopeHeader.MAX_SEALED);
    }

    @Test
    void answerAndReceiptHashesAgreeOnBothSides() {
        SealedStage stage = new SealedStage(SealSuite.X25519, 1);
        SealedCall call = stage.seal("x");
        AnswerSealer sealer = stage.opener().open(call.body()).answer(Padding.none());
        Bytes head = sealer.head(SealedStage.okHead());
        Bytes body = sealer.body(ByteBuffer.wrap("y".getBytes(UTF_8)));
        Hash256 hash = sealer.answerHashSoFar();
        Bytes end = sealer.end(Bytes.utf8("r"));
        assertThat(hash).isEqualTo(Hash256.sha256(head.toByteArray(), body.toByteArray()));
        AnswerOpener opener = call.opener();
        assertThat(opener.answerHash()).isNull();
        AnswerLog.of(opener, SealedStage.concat(List.of(head, body, end)));
        assertThat(opener.answerHash()).isEqualTo(hash);
    }

    @Test
    void errorsAreSealedBeforeAndAfterTheHead() {
        SealedStage stage = new SealedStage(SealSuite.X25519, 1);
        SealedCall call = stage.seal("x");
        OpenedRequest opened = stage.opener().open(call.body());
        Bytes early = opened.answer(Padding.padme()).error(429, Bytes.utf8("{}"));
        assertThat(AnswerLog.of(call.opener(), early.toByteArray()).events).containsExactly("error 429 {}");
        AnswerSealer sealer = opened.answer(Padding.padme());
        List<Bytes> late = List.of(
                sealer.head(SealedStage.okHead()),
                sealer.body(ByteBuffer.wrap(new byte[10])),
                sealer.error(500, Bytes.utf8("{}")));
        assertThat(AnswerLog.of(call.opener(), SealedStage.concat(late)).events)
                .containsExactly("head 200", "error 500 {}");
    }

    @Test
    void answersInClearAreTold() {
        SealedStage stage = new SealedStage(SealSuite.X25519, 1);
        SealedCall call = stage.seal("x");
        Hash256 id = call.requestId();
        assertThat(AnswerLog.of(
                                call.opener(),
                                SealedAnswers.keyMismatch(id, Bytes.utf8("{}")).toByteArray())
                        .events)
                .containsExactly("mismatch {}");
        for (Refusal refusal : Refusal.values()) {
            byte[] answer = SealedAnswers.refused(id, refusal).toByteArray();
            assertThat(AnswerLog.of(call.opener(), answer).events).containsExactly("refused " + refusal);
        }
        SealedCall ask =
                RequestSealer.of(stage.clock, stage.random, Padding.none()).evidenceRequest(SealedStage.TERMS);
        assertThat(stage.opener().check(ask.body()).kind()).isEqualTo(EnvelopeHeader.Kind.EVIDENCE_REQUEST);
        byte[] evidence =
                SealedAnswers.evidence(ask.requestId(), Bytes.utf8("{}")).toByteArray();
        assertThat(AnswerLog.of(ask.opener(), evidence).events).containsExactly("evidence {}");
    }
}
