package dev.cocoonsdk.network.tl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TlPropertiesTest {

    private static final List<Schema.Line> LINES = Schema.lines();

    @Provide
    Arbitrary<Schema.Line> combinators() {
        return Arbitraries.of(LINES);
    }

    @Property(tries = 2000)
    void everyRecordSurvivesWritingAndReading(@ForAll("combinators") Schema.Line line, @ForAll long seed) {
        TlObject object = Samples.random(line, new Random(seed));
        TlBytes bytes = object.toBoxedBytes();
        assertThat(bytes.length()).isEqualTo(object.boxedSize()).isEqualTo(object.bareSize() + 4);
        assertThat(TlReader.parse(bytes, TlObjects::read)).isEqualTo(object);
    }

    @Property(tries = 500)
    void everyPrefixOfARecordIsAFormatError(@ForAll("combinators") Schema.Line line, @ForAll long seed) {
        Random random = new Random(seed);
        TlBytes bytes = Samples.random(line, random).toBoxedBytes();
        TlBytes prefix = bytes.slice(0, random.nextInt(bytes.length()));
        assertThatThrownBy(() -> TlReader.parse(prefix, TlObjects::read)).isInstanceOf(TlFormatException.class);
    }

    @Property(tries = 500)
    void bytesAfterARecordAreAFormatError(@ForAll("combinators") Schema.Line line, @ForAll long seed) {
        byte[] bytes = Samples.random(line, new Random(seed)).toBoxedBytes().toByteArray();
        TlBytes longer = TlBytes.wrap(Arrays.copyOf(bytes, bytes.length + 4));
        assertThatThrownBy(() -> TlReader.parse(longer, TlObjects::read))
                .isInstanceOfSatisfying(
                        TlFormatException.class, e -> assertThat(e.offset()).isEqualTo(bytes.length));
    }

    @Property(tries = 3000)
    void damagedRecordsGiveAValueOrAFormatError(@ForAll("combinators") Schema.Line line, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = Samples.random(line, random).toBoxedBytes().toByteArray();
        for (int i = 0; i < 3; i++) {
            bytes[random.nextInt(Math.min(bytes.length, 300))] = (byte) random.nextInt();
        }
        assertReadsTotally(TlBytes.wrap(bytes));
    }

    @Property(tries = 3000)
    void anyBytesGiveAValueOrAFormatError(@ForAll("combinators") Schema.Line line, @ForAll byte[] content) {
        byte[] bytes = new byte[4 + content.length];
        TlWriter id = TlWriter.ofSize(4);
        id.writeInt(line.generatedId());
        System.arraycopy(id.toBytes().toByteArray(), 0, bytes, 0, 4);
        System.arraycopy(content, 0, bytes, 4, content.length);
        assertReadsTotally(TlBytes.wrap(bytes));
    }

    private static void assertReadsTotally(TlBytes bytes) {
        TlObject object;
        try {
            object = TlReader.parse(bytes, TlObjects::read);
        } catch (TlFormatException e) {
            assertThat(e.offset()).isBetween(0, bytes.length());
            return;
        }
        assertThat(TlReader.parse(object.toBoxedBytes(), TlObjects::read)).isEqualTo(object);
    }
}
