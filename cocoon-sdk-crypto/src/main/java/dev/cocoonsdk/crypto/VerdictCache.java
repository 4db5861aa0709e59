package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what another policy said about a quote. A verdict is remembered until its deadline, the earlier of the time to live and
 * {@link Verdict.Trusted#validUntil()}; the verdicts that this policy gives carry that deadline as their {@code validUntil}, so that
 * whoever holds one can check it at each request ({@code docs/protocol/attestation.md} 8.4).
 *
 * <p>Part of the key are the quote, the certificate's key, all claims and the policy's revision; the peer's name is not, so the same
 * enclave is known under another address. Refusals are not remembered: they may rest on collateral, and whoever sends many bad quotes
 * must not displace the good ones. Thread-safe; when full, what was not used for longest goes.
 */
public final class VerdictCache implements AttestationPolicy {

    private final AttestationPolicy policy;
    private final Duration timeToLive;
    private final Supplier<?> revision;

    /** Guarded by itself. */
    private final Map<Key, Remembered> entries;

    private VerdictCache(AttestationPolicy policy, Duration timeToLive, int maxEntries, Supplier<?> revision) {
        this.policy = policy;
        this.timeToLive = timeToLive;
        this.revision = revision;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Remembered> eldest) {
                return size() > maxEntries;
            }
        };
    }

    /**
     * A cache in front of a policy that never changes.
     *
     * @param timeToLive how long a verdict is used, at most; positive
     * @param maxEntries how many verdicts are remembered; positive
     * @throws IllegalArgumentException if either is not positive
     */
    public static VerdictCache of(AttestationPolicy policy, Duration timeToLive, int maxEntries) {
        return of(policy, timeToLive, maxEntries, () -> "");
    }

    /**
     * A cache in front of a policy whose lists may change, such as the image hashes in the root contract.
     *
     * @param timeToLive how long a verdict is used, at most; positive
     * @param maxEntries how many verdicts are remembered; positive
     * @param revision gives a value that is equal to the one before unless a list has changed; asked at each evaluation
     * @throws IllegalArgumentException if time to live or number is not positive
     */
    public static VerdictCache of(AttestationPolicy policy, Duration timeToLive, int maxEntries, Supplier<?> revision) {
        if (timeToLive.isNegative() || timeToLive.isZero() || maxEntries < 1) {
            throw new IllegalArgumentException(
                    "verdict cache: " + timeToLive + ", " + maxEntries + " entries (expected: both positive)");
        }
        return new VerdictCache(policy, timeToLive, maxEntries, revision);
    }

    private record Key(
            Hash256 quote,
            @Nullable Hash256 certificateKey,
            @Nullable Hash256 imageHash,
            @Nullable CollateralRootHash root,
            Object revision) {}

    private record Remembered(Verdict verdict, Instant judgedAt, Instant deadline) {

        boolean holdsAt(Instant at) {
            return !at.isBefore(judgedAt) && at.isBefore(deadline);
        }
    }

    /** The name of the policy behind it. */
    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public AssuranceLevel assurance() {
        return policy.assurance();
    }

    @Override
    public Verdict evaluate(PeerEvidence evidence, Instant at) {
        Bytes quote = evidence.quote();
        if (quote == null) {
            return policy.evaluate(evidence, at);
        }
        Key key = new Key(
                Hash256.sha256(quote.toByteArray()),
                evidence.certificateKey(),
                evidence.imageHash(),
                evidence.collateralRootHash(),
                Objects.requireNonNull(revision.get()));
        Remembered known;
        synchronized (entries) {
            known = entries.get(key);
        }
        if (known == null || !known.holdsAt(at)) {
            known = judge(key, evidence, at);
        }
        return addressed(known.verdict(), evidence.peer());
    }

    private Remembered judge(Key key, PeerEvidence evidence, Instant at) {
        Verdict verdict = policy.evaluate(evidence, at);
        Instant deadline = at.plus(timeToLive);
        if (verdict instanceof Verdict.Trusted trusted) {
            if (trusted.validUntil().isBefore(deadline)) {
                deadline = trusted.validUntil();
            }
            verdict = copy(trusted, trusted.peer(), deadline);
        }
        Remembered result = new Remembered(verdict, at, deadline);
        synchronized (entries) {
            if (verdict instanceof Verdict.Trusted) {
                entries.put(key, result);
            } else {
                entries.remove(key);
            }
        }
        return result;
    }

    private static Verdict addressed(Verdict verdict, String peer) {
        if (verdict.peer().equals(peer)) {
            return verdict;
        } else if (verdict instanceof Verdict.Trusted trusted) {
            return copy(trusted, peer, trusted.validUntil());
        } else if (verdict instanceof Verdict.Rejected r) {
            return new Verdict.Rejected(
                    peer, r.step(), r.field(), r.expected(), r.actual(), r.failure(), r.retryMayHelp());
        }
        return verdict;
    }

    private static Verdict.Trusted copy(Verdict.Trusted trusted, String peer, Instant until) {
        QuoteFacts facts = trusted.facts();
        return facts == null
                ? new Verdict.Trusted(peer, trusted.assurance(), trusted.imageHash(), until)
                : new Verdict.Trusted(peer, trusted.assurance(), facts, until);
    }

    /** Forgets every verdict, as when a list has changed. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
    }

    @Override
    public String toString() {
        return "VerdictCache[" + policy + "]";
    }
}
