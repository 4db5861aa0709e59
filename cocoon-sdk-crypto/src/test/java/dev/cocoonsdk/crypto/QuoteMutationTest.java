package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdxVectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No byte of genuine evidence can change without losing trust, except for those that nothing looks at. By default a sample of offsets;
 * {@code -Dcocoon.mutations=all} takes every offset with three changes each.
 */
class QuoteMutationTest {

    private static final Instant NOW = Instant.parse("2025-07-01T00:00:00Z");
    private static final boolean ALL = "all".equals(System.getProperty("cocoon.mutations"));
    private static final int STEP = ALL ? 1 : 13;
    private static final int[] CHANGES = ALL ? new int[] {0x01, 0x20, 0x80} : new int[] {0x20};
    private static final Collateral GOOD = TdxVectors.collateral2025();
    private static final Bytes QUOTE = TdxVectors.read("quote_v4_uptodate.dat");

    @Test
    void onlyBytesBehindTheSignatureDataHaveNoInfluence() throws QuoteFormatException {
        int trailing = Quote.parse(QUOTE).trailing().length();
        QuoteVerifier verifier = QuoteVerifierTest.with(GOOD);

        List<Integer> free = free(QUOTE, changed -> verifier.verify(QuoteVerifierTest.evidence(changed), NOW));

        List<Integer> behind = new ArrayList<>();
        for (int i = 0; i < QUOTE.length(); i += STEP) {
            if (i >= QUOTE.length() - trailing) {
                behind.add(i);
            }
        }
        assertThat(free).isEqualTo(behind);
    }

    @TestFactory
    Stream<DynamicTest> noByteOfCollateralIsFree() {
        return Stream.of(
                item("TCB info", GOOD.tcbInfo(), changed -> with(changed, 0)),
                item("TCB info issuer chain", GOOD.tcbInfoIssuerChain(), changed -> with(changed, 1)),
                item("QE identity", GOOD.qeIdentity(), changed -> with(changed, 2)),
                item("QE identity issuer chain", GOOD.qeIdentityIssuerChain(), changed -> with(changed, 3)),
                item("PCK CRL", GOOD.pckCrl(), changed -> with(changed, 4)),
                item("PCK CRL issuer chain", GOOD.pckCrlIssuerChain(), changed -> with(changed, 5)),
                item("root CA CRL", GOOD.rootCaCrl(), changed -> with(changed, 6)));
    }

    private static DynamicTest item(String name, Bytes original, Function<Bytes, Collateral> replaced) {
        return DynamicTest.dynamicTest(name, () -> {
            Collateral[] current = {GOOD};
            QuoteVerifier verifier = QuoteVerifier.of(RootKey.intel(), platform -> current[0]);
            List<Integer> free = free(original, changed -> {
                current[0] = replaced.apply(changed);
                return verifier.verify(QuoteVerifierTest.evidence(QUOTE), NOW);
            });
            assertThat(free).as("bytes of %s without influence", name).isEmpty();
        });
    }

    /** The offsets at which some change is not noticed. */
    private static List<Integer> free(Bytes original, Function<Bytes, Verdict> judge) {
        List<Integer> free = new ArrayList<>();
        assertThat(judge.apply(original).isAccepted()).isTrue();
        for (int i = 0; i < original.length(); i += STEP) {
            for (int change : CHANGES) {
                byte[] changed = original.toByteArray();
                changed[i] ^= (byte) change;
                if (judge.apply(Bytes.wrap(changed)).isAccepted()) {
                    free.add(i);
                    break;
                }
            }
        }
        return free;
    }

    private static Collateral with(Bytes changed, int index) {
        List<Bytes> parts = new ArrayList<>(List.of(
                GOOD.tcbInfo(),
                GOOD.tcbInfoIssuerChain(),
                GOOD.qeIdentity(),
                GOOD.qeIdentityIssuerChain(),
                GOOD.pckCrl(),
                GOOD.pckCrlIssuerChain(),
                GOOD.rootCaCrl()));
        parts.set(index, changed);
        return new Collateral(
                parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5), parts.get(6));
    }
}
