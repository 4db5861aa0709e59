package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.quote.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The policy {@code tdx}: a genuine TDX quote under Intel's root key, bound to the peer's certificate, from a platform that is up to date
 * ({@code docs/protocol/attestation.md} 5, 9.5). By default any image is accepted; pin images or measurements to say which.
 *
 * <p>{@link #simulated} makes the same policy for a simulated platform: it has another name and its verdicts are worth {@link
 * AssuranceLevel#SIMULATED} only. Immutable and thread-safe.
 */
public final class TdxPolicy implements AttestationPolicy {

    /** Name of the policy for Intel's platforms. */
    public static final String NAME = "tdx";

    /** Name of the policy for a simulated platform. */
    public static final String SIMULATED_NAME = "simulated_tdx";

    private final String name;
    private final QuoteVerifier verifier;
    private final QuoteRequirements wanted;

    private TdxPolicy(String name, QuoteVerifier verifier, QuoteRequirements wanted) {
        this.name = name;
        this.verifier = verifier;
        this.wanted = wanted;
    }

    /** A policy for Intel's platforms. */
    public static Builder builder(CollateralSource collateral) {
        return new Builder(NAME, QuoteVerifier.of(RootKey.intel(), collateral));
    }

    /** A policy for a simulated platform, for tests. */
    public static Builder simulated(RootKey.Simulated root, CollateralSource collateral) {
        return new Builder(SIMULATED_NAME, QuoteVerifier.of(root, collateral));
    }

    @Override
    public String name() {
        return name;
    }

    /** What quotes under the policy's root key are worth, if it says which images or RTMRs are good. */
    @Override
    public AssuranceLevel assurance() {
        return wanted.imageHashes == null && wanted.rtmrs.isEmpty()
                ? AssuranceLevel.NONE
                : verifier.rootKey().assurance();
    }

    @Override
    public Verdict evaluate(PeerEvidence evidence, Instant at) {
        return verifier.verify(evidence, at, name, wanted);
    }

    @Override
    public String toString() {
        return "AttestationPolicy[" + name + "]";
    }

    /** Says what the policy asks for. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final QuoteVerifier verifier;
        private final QuoteRequirements wanted = new QuoteRequirements();

        private Builder(String name, QuoteVerifier verifier) {
            this.name = name;
            this.verifier = verifier;
        }

        /**
         * Accepts these images only ({@code docs/protocol/attestation.md} 6).
         *
         * @throws IllegalArgumentException if there are none
         */
        public Builder imageHashes(Set<Hash256> hashes) {
            Set<Hash256> fixed = notEmpty("image hashes", hashes);
            return imageHashes(() -> fixed);
        }

        /**
         * Accepts the images of a list that may change, such as the one in the root contract. It is asked at each evaluation and must
         * answer at once; an empty list accepts nothing, and so does an exception.
         */
        public Builder imageHashes(Supplier<Set<Hash256>> hashes) {
            wanted.imageHashes = hashes;
            return this;
        }

        /**
         * Accepts these firmwares only.
         *
         * @throws IllegalArgumentException if there are none
         */
        public Builder mrTds(Set<Measurement> values) {
            wanted.mrTds.addAll(notEmpty("MRTD", values));
            return this;
        }

        /**
         * Accepts these sets of RTMR0 to RTMR3 only.
         *
         * @throws IllegalArgumentException if there are none, or one has other than four
         */
        public Builder rtmrs(Set<List<Measurement>> values) {
            for (List<Measurement> set : notEmpty("RTMRs", values)) {
                if (set.size() != 4) {
                    throw new IllegalArgumentException("RTMRs: " + set.size() + " (expected: 4)");
                }
                wanted.rtmrs.add(List.copyOf(set));
            }
            return this;
        }

        /**
         * Accepts these TDX modules only, beyond the demand that Intel signed them.
         *
         * @throws IllegalArgumentException if there are none
         */
        public Builder mrSeams(Set<Measurement> values) {
            wanted.mrSeams.addAll(notEmpty("MRSEAM", values));
            return this;
        }

        /**
         * Accepts these bound service trust domains, besides none.
         *
         * @throws IllegalArgumentException if there are none
         */
        public Builder serviceTds(Set<Measurement> values) {
            wanted.serviceTds.addAll(notEmpty("MRSERVICETD", values));
            return this;
        }

        /** Accepts these attributes besides SEPT_VE_DISABLE, which is demanded. */
        public Builder allowAttributes(Set<TdAttribute> attributes) {
            wanted.attributes.addAll(attributes);
            return this;
        }

        /**
         * Accepts a status besides UpToDate.
         *
         * @param status any but {@link TcbStatus#REVOKED}
         * @param grace how long after the earliest date (Intel's tcbDate) of those among platform, TDX module and quoting enclave that are not
         *     UpToDate; not negative, at most 100 years
         * @throws IllegalArgumentException if either is anything else
         */
        public Builder allowStatus(TcbStatus status, Duration grace) {
            if (status == TcbStatus.REVOKED) {
                throw new IllegalArgumentException("status: Revoked (expected: one that a policy may allow)");
            }
            if (grace.isNegative() || grace.compareTo(Duration.ofDays(36_525)) > 0) {
                throw new IllegalArgumentException("grace: " + grace + " (expected: 0 to 36525 days)");
            }
            wanted.statuses.put(status, grace);
            return this;
        }

        /**
         * Demands collateral of at least this tcbEvaluationDataNumber.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder minimumTcbEvaluation(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("TCB evaluation number: " + number + " (expected: >= 0)");
            }
            wanted.minimumEvaluation = number;
            return this;
        }

        /** Demands that platform, TDX module and quoting enclave are all up to date with at least this date. */
        public Builder minimumTcbDate(Instant date) {
            wanted.minimumTcbDate = date;
            return this;
        }

        /**
         * How long a verdict stands before the peer must be judged anew; 24 hours unless set.
         *
         * @throws IllegalArgumentException if not positive or longer than 30 days
         */
        public Builder maximumQuoteAge(Duration age) {
            if (age.isNegative() || age.isZero() || age.compareTo(Duration.ofDays(30)) > 0) {
                throw new IllegalArgumentException("verdict age: " + age + " (expected: up to 30 days)");
            }
            wanted.maximumAge = age;
            return this;
        }

        /** The policy as described so far. */
        public TdxPolicy build() {
            return new TdxPolicy(name, verifier, wanted.copy());
        }

        private static <T> Set<T> notEmpty(String field, Set<T> values) {
            if (values.isEmpty()) {
                throw new IllegalArgumentException(field + ": none (expected: at least one)");
            }
            return Set.copyOf(values);
        }
    }
}
