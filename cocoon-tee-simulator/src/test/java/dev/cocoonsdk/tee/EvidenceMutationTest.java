package dev.cocoonsdk.tee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.QuoteVerifier;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.collateral.Collateral;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every offset of quote, certificate chain and collateral, one flipped bit each (another one at each offset). */
class EvidenceMutationTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final Hash256 KEY = Hash256.sha256(new byte[] {1});
    private static final SimulatedImage IMAGE = SimulatedImage.named("provider");
    private static final SimulatedPlatform PLATFORM =
            SimulatedPlatform.create(Bytes.utf8("seed of the mutation test"), CLOCK);
    private static final Collateral GOOD = PLATFORM.currentCollateral();

    /** What the verifier, which asks in the thread of the caller, finds next. */
    private static final ThreadLocal<Collateral> COLLATERAL = ThreadLocal.withInitial(() -> GOOD);

    /** One for all, so that the parts that are not changed are verified once; it remembers them by their content. */
    private static final QuoteVerifier VERIFIER = QuoteVerifier.of(PLATFORM.rootKey(), platform -> COLLATERAL.get());

    @TestFactory
    Stream<DynamicTest> noByteOfAQuoteIsFree() {
        return Stream.of(
                quote("version 4", PLATFORM.quote(IMAGE)),
                quote("version 5, TDX 1.0", PLATFORM.quote(IMAGE).version(5)),
                quote("version 5, TDX 1.5", PLATFORM.quote(IMAGE).tdx15()));
    }

    private static DynamicTest quote(String name, QuoteMaker maker) {
        Bytes quote = maker.reportData(Bytes.wrap(ReportData.of(KEY))).make();
        return DynamicTest.dynamicTest(name, () -> {
            assertThat(verdict(quote, GOOD)).isInstanceOf(Verdict.Trusted.class);
            assertThat(trusted(quote, changed -> verdict(changed, GOOD))).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> noByteOfCollateralIsFree() {
        List<Bytes> items = items(GOOD);
        return IntStream.range(0, items.size())
                .mapToObj(index -> DynamicTest.dynamicTest("item " + index, () -> {
                    Bytes quote = good();
                    assertThat(trusted(items.get(index), changed -> verdict(quote, with(index, changed))))
                            .isEmpty();
                }));
    }

    @Test
    void paddingAndLineEndsBehindTheSignedPartsChangeNoFact() {
        Verdict.Trusted plain = (Verdict.Trusted) verdict(good(), GOOD);
        List<Verdict> same = new ArrayList<>();
        for (int value : new int[] {0, 1, 0xff}) {
            byte[] padding = new byte[70];
            Arrays.fill(padding, (byte) value);
            same.add(verdict(
                    PLATFORM.quote(IMAGE)
                            .reportData(Bytes.wrap(ReportData.of(KEY)))
                            .trailing(Bytes.wrap(padding))
                            .make(),
                    GOOD));
        }
        for (int index : new int[] {0, 2}) {
            same.add(verdict(good(), with(index, append(items(GOOD).get(index), '\n'))));
        }
        for (int index : new int[] {1, 3, 5}) {
            String pem = text(items(GOOD).get(index));
            same.add(verdict(good(), with(index, Bytes.utf8(pem.stripTrailing()))));
            same.add(verdict(good(), with(index, Bytes.utf8(pem + "\0"))));
        }
        assertThat(same).allSatisfy(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Trusted.class);
            Verdict.Trusted trusted = (Verdict.Trusted) verdict;
            assertThat(trusted.facts()).isEqualTo(plain.facts());
            assertThat(trusted.imageHash()).isEqualTo(plain.imageHash());
            assertThat(trusted.validUntil()).isEqualTo(plain.validUntil());
        });
    }

    @Test
    void otherFormsOfTheSameContentAreNotTrusted() {
        assertThat(verdict(good(), with(4, append(GOOD.pckCrl(), '\n'))).isAccepted())
                .isFalse();
        assertThat(verdict(good(), with(6, append(GOOD.rootCaCrl(), '\n'))).isAccepted())
                .isFalse();
        for (int index : new int[] {0, 2}) {
            String json = text(items(GOOD).get(index));
            assertThat(verdict(good(), with(index, Bytes.utf8(" " + json))).isAccepted())
                    .isFalse();
            assertThat(verdict(good(), with(index, Bytes.utf8(json.replace(",\"signature\"", ", \"signature\""))))
                            .isAccepted())
                    .isFalse();
        }
        for (int index : new int[] {1, 3, 5}) {
            String pem = text(items(GOOD).get(index));
            assertThat(verdict(good(), with(index, Bytes.utf8("# " + pem))).isAccepted())
                    .isFalse();
            assertThat(verdict(good(), with(index, Bytes.utf8(pem.replaceFirst("\n", "\n\n"))))
                            .isAccepted())
                    .isFalse();
        }
    }

    /** Offsets at which a change was not noticed. */
    private static List<Integer> trusted(Bytes original, Function<Bytes, Verdict> judge) {
        return IntStream.range(0, original.length())
                .parallel()
                .filter(offset -> judge.apply(flipped(original, offset)).isAccepted())
                .boxed()
                .toList();
    }

    private static Bytes flipped(Bytes original, int offset) {
        byte[] changed = original.toByteArray();
        changed[offset] ^= (byte) (1 << offset % Byte.SIZE);
        return Bytes.wrap(changed);
    }

    private static Verdict verdict(Bytes quote, Collateral collateral) {
        PeerEvidence evidence =
                PeerEvidence.none("peer").withCertificateKey(KEY).withQuote(quote);
        COLLATERAL.set(collateral);
        return VERIFIER.verify(evidence, CLOCK.instant());
    }

    private static Bytes good() {
        return PLATFORM.quotes(IMAGE).quote(Bytes.wrap(ReportData.of(KEY)));
    }

    private static List<Bytes> items(Collateral all) {
        return List.of(
                all.tcbInfo(),
                all.tcbInfoIssuerChain(),
                all.qeIdentity(),
                all.qeIdentityIssuerChain(),
                all.pckCrl(),
                all.pckCrlIssuerChain(),
                all.rootCaCrl());
    }

    private static Collateral with(int index, Bytes item) {
        List<Bytes> items = new ArrayList<>(items(GOOD));
        items.set(index, item);
        return new Collateral(
                items.get(0), items.get(1), items.get(2), items.get(3), items.get(4), items.get(5), items.get(6));
    }

    private static Bytes append(Bytes item, char end) {
        byte[] longer = Arrays.copyOf(item.toByteArray(), item.length() + 1);
        longer[item.length()] = (byte) end;
        return Bytes.wrap(longer);
    }

    private static String text(Bytes item) {
        return new String(item.toByteArray(), StandardCharsets.US_ASCII);
    }
}
