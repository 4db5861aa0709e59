package dev.cocoonsdk.crypto.sealed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that was changed on the way is read, and what was done is named. */
class SealedTamperingTest {

    private final SealedStage stage = new SealedStage(SealSuite.X25519, 2);
    private final SealedCall call = stage.seal(SealedStage.request(new byte[150_000]), Padding.none());
    private final SealedCall small = stage.seal("a prompt");

    @Test
    void noChangedByteOfARequestOpens() {
        byte[] body = small.body().toByteArray();
        for (int i = 0; i < body.length; i++) {
            for (int bit : new int[] {0, 7}) {
                byte[] changed = body.clone();
                changed[i] ^= (byte) (1 << bit);
                refused(changed, "byte " + i);
            }
        }
    }

    @Test
    void noShortenedOrLengthenedRequestOpens() {
        byte[] body = small.body().toByteArray();
        for (int i = 0; i < body.length; i++) {
            refused(Arrays.copyOf(body, i), "cut to " + i);
            refused(without(body, i), "without byte " + i);
            refused(with(body, i), "with a byte before " + i);
        }
        assertThat(kind(Arrays.copyOf(body, body.length + 1))).isEqualTo(Kind.EXTENDED);
        assertThat(kind(Arrays.copyOf(body, body.length - 1))).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void whatWasDoneToTheRecordsOfARequestIsNamed() {
        byte[] body = call.body().toByteArray();
        List<byte[]> parts = parts(body, call.header().length());
        assertThat(kind(join(parts, 0, 1, 2, 3, 4))).isEqualTo(Kind.TRUNCATED);
        assertThat(kind(join(parts, 0, 1, 3, 2, 4, 5))).isEqualTo(Kind.REORDERED);
        assertThat(kind(join(parts, 0, 1, 3, 4, 5))).isEqualTo(Kind.REORDERED);
        assertThat(kind(join(parts, 0, 1, 2, 2, 3, 4, 5))).isEqualTo(Kind.DUPLICATED);
        assertThat(kind(join(parts, 0, 1, 2, 3, 4, 5, 5))).isEqualTo(Kind.EXTENDED);
        byte[] changed = body.clone();
        changed[body.length - 1] ^= 1;
        assertThat(kind(changed)).isEqualTo(Kind.MODIFIED);
        byte[] otherModel = body.clone();
        otherModel[70] ^= 1;
        assertThat(kind(otherModel)).isEqualTo(Kind.HEADER_MODIFIED);
        assertThat(stage.freshOpener().open(call.body()).inner().body().length())
                .isEqualTo(150_000);
    }

    @Test
    void recordsOfOneRequestDoNotFitIntoAnother() {
        SealedCall other = stage.seal("b prompt");
        byte[] mixed = Arrays.copyOf(small.body().toByteArray(), small.body().length());
        System.arraycopy(
                other.body().toByteArray(),
                other.header().length(),
                mixed,
                small.header().length(),
                mixed.length - small.header().length());
        assertThat(kind(mixed)).isEqualTo(Kind.MODIFIED);
    }

    @Test
    void noChangedByteOfAnAnswerIsRead() {
        byte[] answer = answer(small);
        for (int i = 0; i < answer.length; i++) {
            for (int bit : new int[] {0, 7}) {
                byte[] changed = answer.clone();
                changed[i] ^= (byte) (1 << bit);
                unread(changed, "byte " + i);
            }
        }
    }

    @Test
    void noShortenedOrLengthenedAnswerIsWhole() {
        byte[] answer = answer(small);
        for (int i = 0; i < answer.length; i++) {
            unread(Arrays.copyOf(answer, i), "cut to " + i);
            unread(without(answer, i), "without byte " + i);
            unread(with(answer, i), "with a byte before " + i);
        }
    }

    @Test
    void whatWasDoneToTheRecordsOfAnAnswerIsNamed() {
        List<byte[]> parts = parts(answer(small), 102);
        assertThat(answerKind(join(parts, 0, 1, 2, 3))).isEqualTo(Kind.TRUNCATED);
        assertThat(answerKind(join(parts, 0, 1, 3, 2, 4))).isEqualTo(Kind.REORDERED);
        assertThat(answerKind(join(parts, 0, 1, 3, 4))).isEqualTo(Kind.REORDERED);
        assertThat(answerKind(join(parts, 0, 1, 2, 2, 3, 4))).isEqualTo(Kind.DUPLICATED);
        assertThat(answerKind(join(parts, 0, 1, 2, 3, 4, 4))).isEqualTo(Kind.EXTENDED);
        assertThat(answerKind(answer(stage.seal("another")))).isEqualTo(Kind.SUBSTITUTED);
    }

    @Test
    void anAnswerOfOneOpeningDoesNotContinueAnother() {
        List<byte[]> first = parts(answer(small), 102);
        List<byte[]> second = parts(answer(small), 102);
        byte[] mixed = join(List.of(first.get(0), first.get(1), second.get(2)), 0, 1, 2);
        assertThat(answerKind(mixed)).isEqualTo(Kind.MODIFIED);
    }

    @Test
    void afterAFailureTheOpenerStaysClosed() {
        byte[] answer = answer(small);
        AnswerOpener opener = small.opener();
        byte[] changed = answer.clone();
        changed[110] ^= 1;
        SealedException first = catchThrowableOfType(
                SealedException.class, () -> opener.feed(ByteBuffer.wrap(changed), new AnswerLog()));
        assertThat(first).isNotNull();
        assertThat(catchThrowableOfType(
                        SealedException.class, () -> opener.feed(ByteBuffer.wrap(answer), new AnswerLog())))
                .isSameAs(first);
        assertThat(catchThrowableOfType(SealedException.class, opener::finish)).isSameAs(first);
    }

    private byte[] answer(SealedCall to) {
        return SealedStage.answer(
                stage.freshOpener().open(to.body()), Padding.none(), "one".getBytes(UTF_8), "two".getBytes(UTF_8));
    }

    private void refused(byte[] body, String what) {
        SealedException e = catchThrowableOfType(
                SealedException.class, () -> stage.freshOpener().open(Bytes.wrap(body)));
        assertThat(e).as(what).isNotNull();
    }

    private Kind kind(byte[] body) {
        return catchThrowableOfType(
                        SealedTamperingException.class,
                        () -> stage.freshOpener().open(Bytes.wrap(body)))
                .kind();
    }

    /** Either it fails, or it says without any content that it was refused, which anybody may say. */
    private void unread(byte[] answer, String what) {
        AnswerLog log = new AnswerLog();
        AnswerOpener opener = small.opener();
        SealedException e = catchThrowableOfType(SealedException.class, () -> {
            opener.feed(ByteBuffer.wrap(answer), log);
            opener.finish();
        });
        assertThat("onetwo").as(what).startsWith(log.bodyText());
        if (e == null) {
            assertThat(log.events).as(what).noneMatch(event -> event.startsWith("head") || event.startsWith("final"));
        }
    }

    private Kind answerKind(byte[] answer) {
        return catchThrowableOfType(SealedTamperingException.class, () -> AnswerLog.of(small.opener(), answer))
                .kind();
    }

    /** The header, then each record. */
    private static List<byte[]> parts(byte[] message, int header) {
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(message, header)));
        List<Integer> borders = SealedStage.recordBorders(message, header);
        for (int i = 0; i + 1 < borders.size(); i++) {
            parts.add(Arrays.copyOfRange(message, borders.get(i), borders.get(i + 1)));
        }
        return parts;
    }

    private static byte[] join(List<byte[]> parts, int... order) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(order).forEach(i -> out.writeBytes(parts.get(i)));
        return out.toByteArray();
    }

    private static byte[] without(byte[] bytes, int index) {
        return join(List.of(Arrays.copyOf(bytes, index), Arrays.copyOfRange(bytes, index + 1, bytes.length)), 0, 1);
    }

    private static byte[] with(byte[] bytes, int index) {
        List<byte[]> parts = new ArrayList<>(Collections.nCopies(1, Arrays.copyOf(bytes, index)));
        parts.add(new byte[] {0x55});
        parts.add(Arrays.copyOfRange(bytes, index, bytes.length));
        return join(parts, 0, 1, 2);
    }
}
