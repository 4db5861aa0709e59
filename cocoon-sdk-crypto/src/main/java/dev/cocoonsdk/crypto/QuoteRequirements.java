package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.quote.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a policy asks of a genuine quote. Filled by the policy's builder, never changed afterwards. */
final class QuoteRequirements {

    /** Longest time for which a verdict stands, unless a policy says otherwise. */
    static final Duration VERDICT_AGE = Duration.ofHours(24);

    @Nullable
    Supplier<Set<Hash256>> imageHashes;

    final Set<Measurement> mrTds = new HashSet<>();
    final Set<List<Measurement>> rtmrs = new HashSet<>();
    final Set<Measurement> mrSeams = new HashSet<>();
    final Set<Measurement> serviceTds = new HashSet<>();
    final Map<TcbStatus, Duration> statuses = new EnumMap<>(TcbStatus.class);
    final Set<TdAttribute> attributes = EnumSet.noneOf(TdAttribute.class);
    int minimumEvaluation;
    Instant minimumTcbDate = Instant.EPOCH;
    Duration maximumAge = VERDICT_AGE;

    /** A copy that later changes of the original do not reach. */
    QuoteRequirements copy() {
        QuoteRequirements copy = new QuoteRequirements();
        copy.imageHashes = imageHashes;
        copy.mrTds.addAll(mrTds);
        copy.rtmrs.addAll(rtmrs);
        copy.mrSeams.addAll(mrSeams);
        copy.serviceTds.addAll(serviceTds);
        copy.statuses.putAll(statuses);
        copy.attributes.addAll(attributes);
        copy.minimumEvaluation = minimumEvaluation;
        copy.minimumTcbDate = minimumTcbDate;
        copy.maximumAge = maximumAge;
        return copy;
    }

    /** Whether a status is allowed that counts from a date, and until when: null if not at all. */
    @Nullable
    Instant allowedUntil(TcbStatus status, Instant since) {
        if (status == TcbStatus.UP_TO_DATE) {
            return Instant.MAX;
        }
        Duration grace = statuses.get(status);
        return grace == null ? null : since.plus(grace);
    }
}
