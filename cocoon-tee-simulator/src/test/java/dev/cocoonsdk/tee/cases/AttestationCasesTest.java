package dev.cocoonsdk.tee.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.QuoteVerifier;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.tee.cases.AttestationCase.Expected;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AttestationCasesTest {

    private static final List<AttestationCase> NEGATIVE = AttestationCases.negative();
    private static final List<AttestationCase> POSITIVE = AttestationCases.positive();

    @TestFactory
    Stream<DynamicTest> everyCaseGetsItsNamedVerdict() {
        return Stream.concat(POSITIVE.stream(), NEGATIVE.stream())
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private static void check(AttestationCase one) {
        Verdict verdict = CasePolicies.policy(one, one.source()).evaluate(one.evidence(), one.at());
        Expected expected = one.expected();
        if (expected == null) {
            assertThat(verdict).isInstanceOf(Verdict.Trusted.class);
            assertThat(verdict.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
            Verdict.Rejected refusal = (Verdict.Rejected) verdict;
            assertThat(new Expected(refusal.step(), refusal.field(), refusal.failure()))
                    .as(verdict.message())
                    .isEqualTo(expected);
        }
    }

    @Test
    void thereAreAtLeastSixtyCasesWithNamesOfTheirOwn() {
        assertThat(NEGATIVE).hasSizeGreaterThanOrEqualTo(60);
        assertThat(NEGATIVE.stream().map(AttestationCase::name)).doesNotHaveDuplicates();
    }

    @Test
    void noCaseIsTrustedUnderIntelsRoot() {
        for (AttestationCase one : POSITIVE) {
            Verdict verdict = TdxPolicy.builder(one.source()).build().evaluate(one.evidence(), one.at());
            assertThat(verdict.isAccepted()).as(one.name()).isFalse();
            Verdict direct = QuoteVerifier.of(RootKey.intel(), one.source()).verify(one.evidence(), one.at());
            assertThat(direct.message()).contains("root key");
        }
    }
}
