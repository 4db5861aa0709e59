package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Answers by idempotency key: a repeat of a request joins its run or reads its stored answer, so it is charged once.
 *
 * <p>A run that ends without a complete answer cost nothing and is forgotten; a repeat runs again. Complete answers are kept for
 * a time. When memory is short, the oldest answers are dropped first, but their keys stay known for the same time: a repeat is told
 * that it ran and was charged, and never runs a second time, whatever other accounts do. Running ones are never forgotten.
 *
 * <p>Thread-safe: one lock, held for map operations only.
 */
final class IdempotencyKeys {

    /** A key within an account. */
    record Key(TonAddress wallet, String text) {}

    /** What is known about one key. Mutable fields are guarded by the outer lock. */
    static final class Entry {
        private final Key key;
        private final Hash256 fingerprint;
        private final Answer answer;
        private long expires;
        private long bytes;

        private Entry(Key key, Hash256 fingerprint, Answer answer) {
            this.key = key;
            this.fingerprint = fingerprint;
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Limits limits;
    private final AnswerMemory memory;
    private final LongSupplier nanoTime;
    private final Map<Key, Entry> entries = new HashMap<>();
    private final Map<TonAddress, Integer> keysOf = new HashMap<>();
    private final Deque<Entry> complete = new ArrayDeque<>();
    private final Deque<Entry> answers = new ArrayDeque<>();
    private long bytes;

    /**
     * @param ttlNanos how long a complete answer is kept
     * @param maxAnswers complete answers kept
     * @param maxBytes bytes of complete answers kept
     * @param maxAnswerBytes bytes of one answer
     * @param maxKeysOfAccount keys of one account, running or remembered
     */
    record Limits(long ttlNanos, int maxAnswers, long maxBytes, int maxAnswerBytes, int maxKeysOfAccount) {}

    IdempotencyKeys(Limits limits, AnswerMemory memory, LongSupplier nanoTime) {
        this.limits = limits;
        this.memory = memory;
        this.nanoTime = nanoTime;
    }

    /**
     * The answer of a key. Of the first claim the caller must start a run and then call {@link #finished}.
     *
     * @param maxLag bytes that may wait for a reader
     * @throws ApiException with {@link ErrorKind#IDEMPOTENCY_CONFLICT} if the key belongs to another request, with {@link
     *     ErrorKind#RATE_LIMITED} if the account has too many keys
     */
    synchronized Claim claim(Key key, Hash256 fingerprint, int maxLag) {
        forgetExpired();
        Entry known = entries.get(key);
        if (known == null) {
            if (keysOf.merge(key.wallet, 1, Integer::sum) > limits.maxKeysOfAccount) {
                keysOf.merge(key.wallet, -1, Integer::sum);
                throw ApiError.rateLimited("This account has used too many idempotency keys lately.", RETRY)
                        .toException();
            }
            Entry entry = new Entry(key, fingerprint, new Answer(true, limits.maxAnswerBytes, maxLag, memory));
            entries.put(key, entry);
            return new Claim(entry, true);
        } else if (!known.fingerprint.equals(fingerprint)) {
            throw ApiError.of(
                            ErrorKind.IDEMPOTENCY_CONFLICT,
                            "This idempotency key was used for another request.",
                            "Use a new key for a new request.")
                    .toException();
        }
        return new Claim(known, false);
    }

    /** An entry and whether it was made by this claim. */
    record Claim(Entry entry, boolean first) {}

    /**
     * The run of a claimed key has ended.
     *
     * @param keep whether a repeat gets this answer; else it runs again
     */
    synchronized void finished(Entry entry, boolean keep) {
        if (!keep) {
            remove(entry);
            entry.answer.forget();
            return;
        }
        entry.expires = nanoTime.getAsLong() + limits.ttlNanos;
        entry.bytes = entry.answer.size();
        bytes += entry.bytes;
        complete.add(entry);
        answers.add(entry);
        while (answers.size() > limits.maxAnswers || bytes > limits.maxBytes) {
            dropOldestAnswer();
        }
    }

    private void dropOldestAnswer() {
        Entry oldest = answers.removeFirst();
        bytes -= oldest.bytes;
        oldest.answer.forget();
    }

    private void forgetExpired() {
        long now = nanoTime.getAsLong();
        while (!complete.isEmpty() && complete.getFirst().expires - now <= 0) {
            Entry oldest = complete.removeFirst();
            if (answers.peekFirst() == oldest) {
                dropOldestAnswer();
            }
            remove(oldest);
        }
    }

    private void remove(Entry entry) {
        entries.remove(entry.key);
        keysOf.computeIfPresent(entry.key.wallet, (wallet, count) -> count == 1 ? null : count - 1);
    }

    /** Keys known now. */
    synchronized int size() {
        return entries.size();
    }
}
