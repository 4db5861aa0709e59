package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.quote.Measurement;
import dev.cocoonsdk.crypto.quote.TdxVectors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TdxPolicyTest {

    private static final Instant NOW = Instant.parse("2025-07-01T00:00:00Z");
    private static final Measurement OTHER = Measurement.ofHex("11".repeat(48));

    @Test
    void theDefaultAsksForNoImageAndIsCalledTdx() {
        AttestationPolicy policy = builder().build();

        Verdict verdict = judge(policy);

        assertThat(policy.name()).isEqualTo("tdx");
        assertThat(verdict).as(verdict.message()).isInstanceOf(Verdict.Trusted.class);
        assertThat(((Verdict.Trusted) verdict).facts().policy()).isEqualTo("tdx");
    }

    @Test
    void pinnedImagesAndMeasurementsAreDemanded() {
        QuoteFacts facts = facts();

        assertThat(judge(builder()
                                .imageHashes(Set.of(facts.imageHash()))
                                .mrTds(Set.of(facts.report().mrTd()))
                                .rtmrs(Set.of(facts.report().rtmrs()))
                                .mrSeams(Set.of(facts.report().mrSeam()))
                                .build())
                        .isAccepted())
                .isTrue();
        refused(builder().imageHashes(Set.of(Hash256.ZERO)), "image hash");
        refused(builder().mrTds(Set.of(OTHER)), "MRTD");
        refused(builder().rtmrs(Set.of(List.of(OTHER, OTHER, OTHER, OTHER))), "RTMR0 to RTMR3");
        refused(builder().mrSeams(Set.of(OTHER)), "MRSEAM");
    }

    @Test
    void aListThatIsEmptyOrFailsAcceptsNothing() {
        refused(builder().imageHashes(Set::of), "image hash");
        refused(
                builder().imageHashes(() -> {
                    throw new IllegalStateException("no root configuration");
                }),
                "allowed image hashes");
    }

    @Test
    void minimumsAreDemanded() {
        assertThat(judge(builder()
                                .minimumTcbEvaluation(17)
                                .minimumTcbDate(Instant.parse("2024-03-13T00:00:00Z"))
                                .build())
                        .isAccepted())
                .isTrue();
        refused(builder().minimumTcbEvaluation(18), "tcbEvaluationDataNumber");
        refused(builder().minimumTcbDate(Instant.parse("2024-03-14T00:00:00Z")), "TCB date");
    }

    @Test
    void aVerdictIsNoOlderThanThePolicySays() {
        Verdict verdict =
                judge(builder().maximumQuoteAge(Duration.ofMinutes(10)).build());

        assertThat(((Verdict.Trusted) verdict).validUntil()).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void nobodyCanAllowRevokedOrNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().allowStatus(TcbStatus.REVOKED, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().imageHashes(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().mrTds(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().maximumQuoteAge(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().allowStatus(TcbStatus.OUT_OF_DATE, Duration.ofSeconds(-1)));
    }

    @Test
    void aSimulatedRootMakesAPolicyOfAnotherName() {
        RootKey.Simulated root = new RootKey.Simulated(Bytes.wrap(HexFormat.of().parseHex("04" + "11".repeat(64))));
        AttestationPolicy policy = TdxPolicy.simulated(root, platform -> TdxVectors.collateral2025())
                .build();

        assertThat(policy.name()).isEqualTo("simulated_tdx");
        assertThat(judge(policy).isAccepted()).isFalse();
    }

    @Test
    void aFileSaysTheSameAsTheBuilder() {
        QuoteFacts facts = facts();
        TdxPolicyFile file = file(
                "{\"policy\":\"tdx\",\"image_hashes\":[\"" + facts.imageHash().toHex()
                        + "\"],\"mrtds\":[\"" + facts.report().mrTd().toHex() + "\"],"
                        + "\"allow_statuses\":{\"SWHardeningNeeded\":\"P30D\"},\"allow_attributes\":[\"PKS\"],"
                        + "\"minimum_tcb_evaluation\":17,\"minimum_tcb_date\":\"2024-01-01T00:00:00Z\","
                        + "\"maximum_verdict_age\":\"PT1H\"}");

        Verdict verdict = judge(file.policy(platform -> TdxVectors.collateral2025()));

        assertThat(verdict).as(verdict.message()).isInstanceOf(Verdict.Trusted.class);
        assertThat(((Verdict.Trusted) verdict).validUntil()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(file.isSimulated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"policy\":\"any\"}",
                "{\"policy\":\"tdx\",\"image_hash\":[]}",
                "{\"policy\":\"tdx\",\"policy\":\"tdx\"}",
                "{\"policy\":\"tdx\",\"minimum_tcb_evaluation\":17,\"minimum_tcb_\\u0065valuation\":1}",
                "{\"policy\":\"tdx\",\"allow_statuses\":{\"OutOfDate\":\"P1D\",\"OutOfDate\":\"P9D\"}}",
                "{\"policy\":\"tdx\",\"image_hashes\":[]}",
                "{\"policy\":\"tdx\",\"image_hashes\":[\"00\"]}",
                "{\"policy\":\"tdx\",\"image_hashes\":\"00\"}",
                "{\"policy\":\"tdx\",\"root_key\":\"04\"}",
                "{\"policy\":\"simulated_tdx\"}",
                "{\"policy\":\"tdx\",\"rtmrs\":[[]]}",
                "{\"policy\":\"tdx\",\"allow_statuses\":{\"Revoked\":\"P1D\"}}",
                "{\"policy\":\"tdx\",\"allow_statuses\":{\"OutOfDate\":\"soon\"}}",
                "{\"policy\":\"tdx\",\"allow_attributes\":[\"DEBUG\"]}",
                "{\"policy\":\"tdx\",\"minimum_tcb_evaluation\":-1}",
                "{\"policy\":\"tdx\",\"minimum_tcb_date\":\"2024\"}",
                "{\"policy\":\"tdx\",\"maximum_verdict_age\":\"PT0S\"}"
            })
    void aFileThatIsNoPolicyIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> file(json)).withMessageStartingWith("policy file: ");
    }

    private static TdxPolicyFile file(String json) {
        return TdxPolicyFile.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static QuoteFacts facts() {
        return ((Verdict.Trusted) judge(builder().build())).facts();
    }

    private static TdxPolicy.Builder builder() {
        return TdxPolicy.builder(platform -> TdxVectors.collateral2025());
    }

    private static Verdict judge(AttestationPolicy policy) {
        return policy.evaluate(QuoteVerifierTest.quote("quote_v4_uptodate.dat"), NOW);
    }

    private static void refused(TdxPolicy.Builder builder, String field) {
        assertThat(judge(builder.build()))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.field()).isEqualTo(field));
    }
}
