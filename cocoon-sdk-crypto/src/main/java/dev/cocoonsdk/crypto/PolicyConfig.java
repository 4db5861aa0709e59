package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.collateral.CachingCollateral;
import dev.cocoonsdk.crypto.collateral.CollateralService;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What configurations say about policies ({@code docs/protocol/attestation.md} 5), as a value: makes the policy of a name. Policies of
 * quotes remember their verdicts to their end. Immutable; the {@code with} methods copy.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><td>{@code any}</td><td>asks for nothing</td></tr>
 * <tr><td>{@code fake_tdx}</td><td>a fake quote; test networks only</td></tr>
 * <tr><td>{@code tdx}</td><td>a genuine quote under the root key of Intel</td></tr>
 * <tr><td>{@code simulated_tdx}</td><td>the same under the root key of a simulated platform; test networks only</td></tr>
 * </table>
 *
 * @param collateral where collateral comes from; null for Intel's service, with what it gave remembered in memory
 * @param imageHashes the only images that quotes may name, besides what the root configuration says; empty for any. The policy {@code any}
 *     looks at no quote, so there is none with such a list
 * @param minimumTcbEvaluation lowest tcbEvaluationDataNumber of collateral, 0 for any
 * @param verdictAge how long a verdict holds at most; null for the policy's 24 hours
 * @param simulatedRoot root key of the simulated platform, null if there is none
 */
public record PolicyConfig(
        @Nullable CollateralSource collateral,
        Set<Hash256> imageHashes,
        int minimumTcbEvaluation,
        @Nullable Duration verdictAge,
        RootKey.@Nullable Simulated simulatedRoot) {

    /** Intel's service, any image, no simulated platform. */
    public static final PolicyConfig DEFAULT = new PolicyConfig(null, Set.of(), 0, null, null);

    private static final Duration DAY = Duration.ofHours(24);

    /** As many verdicts as the reference's router keeps (attestation.md 8.4). */
    private static final int REMEMBERED = 10_000;

    private static final String FAKE = "fake_tdx";
    private static final String ANY = "any";

    /** The names that there are, weakest first. */
    public static final List<String> NAMES = List.of(ANY, FAKE, TdxPolicy.SIMULATED_NAME, TdxPolicy.NAME);

    /** Copies the set. */
    public PolicyConfig {
        imageHashes = Set.copyOf(imageHashes);
    }

    /** With another source of collateral. */
    public PolicyConfig withCollateral(CollateralSource source) {
        return new PolicyConfig(source, imageHashes, minimumTcbEvaluation, verdictAge, simulatedRoot);
    }

    /** With other images. */
    public PolicyConfig withImageHashes(Set<Hash256> hashes) {
        return new PolicyConfig(collateral, hashes, minimumTcbEvaluation, verdictAge, simulatedRoot);
    }

    /** With another lowest tcbEvaluationDataNumber. */
    public PolicyConfig withMinimumTcbEvaluation(int number) {
        return new PolicyConfig(collateral, imageHashes, number, verdictAge, simulatedRoot);
    }

    /** With the root key of a simulated platform. */
    public PolicyConfig withSimulatedRoot(RootKey.Simulated root) {
        return new PolicyConfig(collateral, imageHashes, minimumTcbEvaluation, verdictAge, root);
    }

    /** With another limit of verdicts. */
    public PolicyConfig withVerdictAge(Duration age) {
        return new PolicyConfig(collateral, imageHashes, minimumTcbEvaluation, age, simulatedRoot);
    }

    /** With a simulated platform and its collateral. */
    public PolicyConfig withSimulatedPlatform(RootKey.Simulated root, CollateralSource source) {
        return new PolicyConfig(source, imageHashes, minimumTcbEvaluation, verdictAge, root);
    }

    /**
     * Looks whether there is such a policy in such a network, without making it.
     *
     * @param test whether the network is a test network
     * @throws PolicyUnavailableException if not
     */
    public void check(String name, boolean test) {
        if (!NAMES.contains(name)) {
            throw new PolicyUnavailableException(name, "unknown (expected: one of " + String.join(", ", NAMES) + ")");
        } else if (!test && (name.equals(FAKE) || name.equals(TdxPolicy.SIMULATED_NAME))) {
            throw new PolicyUnavailableException(
                    name, "for test networks only, because such a quote proves nothing (expected: tdx, or any)");
        } else if (name.equals(TdxPolicy.SIMULATED_NAME) && simulatedRoot == null) {
            throw new PolicyUnavailableException(name, "needs the root key of a simulated platform");
        } else if (name.equals(ANY) && !imageHashes.isEmpty()) {
            throw new PolicyUnavailableException(
                    name,
                    "looks at no image, but image_hashes are configured (expected: a policy of quotes, or no list)");
        }
    }

    /**
     * The policy of a name.
     *
     * @param test whether the network is a test network
     * @throws PolicyUnavailableException if there is no such policy in such a network
     */
    public AttestationPolicy policy(String name, boolean test) {
        check(name, test);
        return switch (name) {
            case ANY -> AttestationPolicy.any();
            case FAKE -> new FakeTdxPolicy(imageHashes);
            case TdxPolicy.NAME -> configured(TdxPolicy.builder(source()));
            default -> configured(simulated(simulatedRoot));
        };
    }

    private TdxPolicy.Builder simulated(RootKey.@Nullable Simulated root) {
        if (root == null) {
            throw new IllegalStateException("checked before");
        }
        return TdxPolicy.simulated(root, collateral == null ? CollateralSource.none() : collateral);
    }

    private CollateralSource source() {
        return collateral != null
                ? collateral
                : CachingCollateral.builder(CollateralService.builder().build()).build();
    }

    private AttestationPolicy configured(TdxPolicy.Builder policy) {
        if (!imageHashes.isEmpty()) {
            policy.imageHashes(imageHashes);
        }
        if (verdictAge != null) {
            policy.maximumQuoteAge(verdictAge);
        }
        Duration age = verdictAge == null ? DAY : verdictAge;
        return VerdictCache.of(policy.minimumTcbEvaluation(minimumTcbEvaluation).build(), age, REMEMBERED);
    }
}
