package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SealedPropertiesTest {

    private static final List<Padding> MODES =
            List.of(Padding.none(), Padding.padme(), Padding.buckets(512, 4096, 65_536), Padding.buckets(100_000));

    private final SealedStage stage = new SealedStage(SealSuite.X25519, 1);

    @Property
    void paddingNeverShortensAndNeverReversesTheOrder(
            @ForAll @IntRange(max = 16_711_680) int a, @ForAll @IntRange(max = 16_711_680) int b) {
        for (Padding padding : MODES) {
            assertThat(padding.pad(a)).isGreaterThanOrEqualTo(a);
            assertThat(padding.pad(Math.max(a, b))).isGreaterThanOrEqualTo(padding.pad(Math.min(a, b)));
            assertThat(padding.pad(padding.pad(a))).isEqualTo(padding.pad(a));
        }
    }

    @Property
    void padmeCostsLessThanTwelvePercent(@ForAll @IntRange(min = 256, max = 16_711_680) int length) {
        assertThat(Padding.padme().pad(length)).isLessThanOrEqualTo((int) (length * 1.12));
    }

    @Property(tries = 100)
    void lengthsOnTheWireDependOnThePaddedLengthAlone(
            @ForAll @IntRange(max = 150_000) int a, @ForAll @IntRange(max = 150_000) int b) {
        Padding padding = Padding.buckets(75_000);
        SealedCall one = stage.seal(SealedStage.request(new byte[a]), padding);
        SealedCall two = stage.seal(SealedStage.request(new byte[b]), padding);
        boolean same = padding.pad(a) == padding.pad(b);
        assertThat(borders(one).equals(borders(two))).isEqualTo(same);
    }

    @Property(tries = 100)
    void theBordersOfPiecesDoNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int largest) {
        Random random = new Random(seed);
        SealedCall call = stage.seal("x");
        byte[] unit = new byte[random.nextInt(3000)];
        random.nextBytes(unit);
        byte[] answer = SealedStage.answer(stage.freshOpener().open(call.body()), Padding.none(), unit, unit);
        AnswerLog log = new AnswerLog();
        AnswerOpener opener = call.opener();
        for (int at = 0; at < answer.length; ) {
            int end = Math.min(answer.length, at + 1 + random.nextInt(largest));
            assertThat(opener.isFinished()).isFalse();
            opener.feed(ByteBuffer.wrap(Arrays.copyOfRange(answer, at, end)), log);
            at = end;
        }
        opener.finish();
        assertThat(Bytes.wrap(log.body.toByteArray()))
                .isEqualTo(Bytes.wrap(
                        ByteBuffer.allocate(2 * unit.length).put(unit).put(unit).array()));
        assertThat(log.events).containsExactly("head 200", "final receipt");
    }

    private static List<Integer> borders(SealedCall call) {
        return SealedStage.recordBorders(
                call.body().toByteArray(), call.header().length());
    }
}
