package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestOpenerTest {

    private final SealedStage stage = new SealedStage(SealSuite.X25519, 2);
    private final SealedCall call = stage.seal("x");

    @Test
    void aRequestOpensOnceOnly() {
        RequestOpener opener = stage.opener();
        opener.open(call.body());
        assertThat(refusal(opener, call.body())).isEqualTo(Refusal.REPLAYED);
    }

    @Test
    void aFullWindowRefusesRatherThanForgets() {
        ReplayWindow window = new ReplayWindow(1);
        RequestOpener opener = new RequestOpener(stage.keys::get, window, stage.clock, stage.random);
        opener.open(call.body());
        assertThat(refusal(opener, stage.seal("y").body())).isEqualTo(Refusal.BUSY);
        assertThat(refusal(opener, call.body())).isEqualTo(Refusal.REPLAYED);
    }

    @Test
    void timesAreKept() {
        Instant expires = call.header().expiresAt();
        assertThat(refusal(at(expires), call.body())).isEqualTo(Refusal.EXPIRED);
        assertThat(at(expires.minusMillis(1)).open(call.body()).header()).isNotNull();
        Instant earliest = call.header().createdAt().minus(RequestOpener.CLOCK_TOLERANCE);
        assertThat(refusal(at(earliest.minusMillis(1)), call.body())).isEqualTo(Refusal.NOT_YET_VALID);
        assertThat(at(earliest).open(call.body()).header()).isNotNull();
    }

    @Test
    void noRequestIsRememberedForLongerThanTheGreatestAge() {
        SealTerms terms =
                new SealTerms(SealedStage.TERMS.model(), SealedStage.TERMS.limits(), false, Duration.ofHours(1));
        SealedCall hour = RequestSealer.of(stage.clock, stage.random, Padding.none())
                .seal(SealedStage.request(new byte[1]), terms, stage.recipients());
        Instant end = hour.header().createdAt().plus(RequestOpener.MAX_AGE);
        assertThat(refusal(at(end), hour.body())).isEqualTo(Refusal.EXPIRED);
        assertThat(at(end.minusMillis(1)).open(hour.body()).header()).isNotNull();
    }

    @Test
    void otherKeysAreAMismatchAndSoAreDestroyedOnes() {
        SealedStage stranger = new SealedStage(SealSuite.X25519, 1);
        assertThatThrownBy(() -> stranger.opener().open(call.body())).isInstanceOf(KeyMismatchException.class);
        stage.keys.values().forEach(RecipientPrivateKey::destroy);
        assertThatThrownBy(() -> stage.opener().open(call.body())).isInstanceOf(KeyMismatchException.class);
    }

    @Test
    void headersOfOtherVersionsAndSuitesAreNamed() {
        byte[] body = call.body().toByteArray();
        byte[] version = body.clone();
        version[4] = 2;
        assertThat(refusal(stage.opener(), Bytes.wrap(version))).isEqualTo(Refusal.UNSUPPORTED_VERSION);
        byte[] suite = body.clone();
        suite[6] = 9;
        assertThat(refusal(stage.opener(), Bytes.wrap(suite))).isEqualTo(Refusal.UNSUPPORTED_SUITE);
        assertThat(refusal(stage.opener(), Bytes.wrap(new byte[EnvelopeHeader.MAX_SEALED + 1])))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void anEvidenceRequestIsItsHeader() {
        SealedCall ask =
                RequestSealer.of(stage.clock, stage.random, Padding.none()).evidenceRequest(SealedStage.TERMS);
        assertThat(stage.opener().check(ask.body()).recipients()).isEmpty();
        byte[] longer = Arrays.copyOf(ask.body().toByteArray(), ask.body().length() + 1);
        assertThat(refusal(stage.opener(), Bytes.wrap(longer))).isEqualTo(Refusal.MALFORMED);
        assertThat(refusal(stage.opener(), ask.body())).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void openingTwiceOrByTwoRecipientsGivesUnrelatedAnswerKeys() {
        List<RecipientKey> recipients = stage.recipients();
        OpenedRequest first = stage.opener(recipients.get(0)).open(call.body());
        OpenedRequest again = stage.opener(recipients.get(0)).open(call.body());
        OpenedRequest other = stage.opener(recipients.get(1)).open(call.body());
        List<byte[]> answers = List.of(answer(first), answer(first), answer(again), answer(other));
        for (byte[] one : answers) {
            assertThat(AnswerLog.of(call.opener(), one).bodyText()).isEqualTo("same");
            assertThat(answers.stream().filter(each -> sameStream(each, one))).hasSize(1);
        }
    }

    @Test
    void aSaltThatComesTwiceStillGivesOtherKeysToOtherRecipients() {
        List<RecipientKey> recipients = stage.recipients();
        byte[] salt = new byte[32];
        byte[] one = withSalt(recipients.get(0), salt);
        byte[] two = withSalt(recipients.get(1), salt);
        assertThat(sameStream(one, two)).isFalse();
    }

    @Test
    void theHeaderNeedsItsFirstBytesOnly() {
        byte[] body = call.body().toByteArray();
        EnvelopeHeader whole = EnvelopeHeader.parse(call.body());
        assertThat(whole.model()).isEqualTo(SealedStage.TERMS.model());
        assertThat(whole.limits()).isEqualTo(SealedStage.TERMS.limits());
        assertThat(whole.recipients()).isSorted().containsExactlyInAnyOrderElementsOf(stage.keys.keySet());
        assertThat(EnvelopeHeader.parse(Bytes.wrap(Arrays.copyOf(body, whole.length())))
                        .requestId())
                .isEqualTo(call.requestId());
        for (int i = 0; i < whole.length(); i++) {
            byte[] cut = Arrays.copyOf(body, i);
            SealedFormatException e =
                    catchThrowableOfType(SealedFormatException.class, () -> EnvelopeHeader.parse(Bytes.wrap(cut)));
            assertThat(e.isIncomplete()).isTrue();
        }
        assertThat(EnvelopeHeader.requestIdOf(call.body())).isEqualTo(call.requestId());
        assertThat(EnvelopeHeader.requestIdOf(Bytes.EMPTY)).isEqualTo(Hash256.ZERO);
    }

    @Test
    void textFormsTellNoSecret() {
        SealedCall sealed = stage.seal("prompt-that-is-secret");
        OpenedRequest opened = stage.opener().open(sealed.body());
        assertThat(sealed + " " + opened + " " + opened.inner() + " " + stage.keys.values())
                .doesNotContain("prompt-that-is-secret");
    }

    @Test
    void closedCallsOpenNothing() {
        SealedCall sealed = stage.seal("x");
        byte[] answer = answer(stage.opener().open(sealed.body()));
        sealed.close();
        assertThatThrownBy(() -> AnswerLog.of(sealed.opener(), answer)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recipientsAreOfOneSuiteAndDistinct() {
        RequestSealer sealer = RequestSealer.of(stage.clock, stage.random, Padding.none());
        InnerRequest inner = SealedStage.request(new byte[1]);
        RecipientKey key = stage.recipients().get(0);
        RecipientKey other = new SealedStage(SealSuite.X_WING, 1).recipients().get(0);
        for (List<RecipientKey> wrong : List.of(List.<RecipientKey>of(), List.of(key, key), List.of(key, other))) {
            assertThatThrownBy(() -> sealer.seal(inner, SealedStage.TERMS, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private RequestOpener at(Instant now) {
        return new RequestOpener(stage.keys::get, new ReplayWindow(10), Clock.fixed(now, ZoneOffset.UTC), stage.random);
    }

    private static Refusal refusal(RequestOpener opener, Bytes body) {
        return catchThrowableOfType(SealedException.class, () -> opener.open(body))
                .refusal();
    }

    private static byte[] answer(OpenedRequest opened) {
        return SealedStage.answer(opened, Padding.none(), "same".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private byte[] withSalt(RecipientKey recipient, byte[] salt) {
        java.security.SecureRandom fixed = new java.security.SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(salt, 0, bytes, 0, bytes.length);
            }
        };
        RequestOpener opener = new RequestOpener(
                id -> id.equals(recipient.keyId()) ? stage.keys.get(id) : null,
                new ReplayWindow(10),
                stage.clock,
                fixed);
        return answer(opener.open(call.body()));
    }

    /** Same plaintext under the same nonce: equal only if the keys are. */
    private static boolean sameStream(byte[] one, byte[] two) {
        return Arrays.equals(Arrays.copyOfRange(one, 106, 120), Arrays.copyOfRange(two, 106, 120));
    }

    @Test
    void theWindowForgetsWhatHasExpiredAndNothingElse() {
        ReplayWindow window = new ReplayWindow(2);
        Hash256 a = Hash256.sha256(new byte[] {1});
        Hash256 b = Hash256.sha256(new byte[] {2});
        Hash256 c = Hash256.sha256(new byte[] {3});
        Instant now = SealedStage.NOW;
        Instant soon = now.plusSeconds(10);
        Instant later = now.plusSeconds(20);
        assertThat(window.enter(a, soon, now)).isEqualTo(ReplayWindow.Outcome.FRESH);
        assertThat(window.enter(b, later, now)).isEqualTo(ReplayWindow.Outcome.FRESH);
        assertThat(window.enter(c, later, now)).isEqualTo(ReplayWindow.Outcome.FULL);
        assertThat(window.enter(c, later, soon)).isEqualTo(ReplayWindow.Outcome.FRESH);
        assertThat(window.enter(b, later, soon)).isEqualTo(ReplayWindow.Outcome.REPLAYED);
        assertThat(window.enter(a, soon, now)).isEqualTo(ReplayWindow.Outcome.EXPIRED);
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void batchesWaitForBytesOrTime() {
        Batch none = Batching.NONE.begin();
        Instant now = SealedStage.NOW;
        assertThat(none.add(java.nio.ByteBuffer.wrap(new byte[3]), now)).isEqualTo(Bytes.wrap(new byte[3]));
        Batch batch = new Batching(10, Duration.ofMillis(50)).begin();
        assertThat(batch.add(java.nio.ByteBuffer.wrap(new byte[4]), now)).isNull();
        assertThat(batch.due()).isEqualTo(now.plusMillis(50));
        assertThat(batch.add(java.nio.ByteBuffer.wrap(new byte[6]), now)).isEqualTo(Bytes.wrap(new byte[10]));
        assertThat(batch.due()).isNull();
        assertThat(batch.flush()).isNull();
        batch.add(java.nio.ByteBuffer.wrap(new byte[1]), now);
        assertThat(batch.add(java.nio.ByteBuffer.wrap(new byte[1]), now.plusMillis(50)))
                .isEqualTo(Bytes.wrap(new byte[2]));
    }
}
