package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests of the HTTP interface to the {@link Marketplace}: serialises them, honours idempotency keys, and keeps
 * answers until their readers have them. Thread-safe.
 */
public final class HttpOrders {

    private static final int DOCUMENT_LAG = 8;
    private static final int KEYS_OF_ACCOUNT = 100_000;

    private final Marketplace marketplace;
    private final MarketStats stats;
    private final Function<ModelQuery, TlBytes> serializer;
    private final int maxBufferedBytes;
    private final AnswerMemory memory;
    private final IdempotencyKeys keys;

    /**
     * @param serializer makes the {@code http.request} for the worker
     * @param limits bounds of memory
     * @param clock monotonic clock in nanoseconds
     */
    public HttpOrders(
            Marketplace marketplace,
            MarketStats stats,
            Function<ModelQuery, TlBytes> serializer,
            MemoryLimits limits,
            LongSupplier clock) {
        this.marketplace = marketplace;
        this.stats = stats;
        this.serializer = serializer;
        this.maxBufferedBytes = limits.answerBytes;
        this.memory = limits.memory;
        this.keys = new IdempotencyKeys(
                new IdempotencyKeys.Limits(
                        limits.keyTtl.toNanos(),
                        limits.keyAnswers,
                        limits.keyBytes,
                        limits.answerBytes,
                        KEYS_OF_ACCOUNT),
                limits.memory,
                clock);
    }

    /**
     * Bounds of memory.
     *
     * @param answerBytes bytes of one answer that wait for its reader or are kept for a key; eight times as many may wait if the
     *     answer is no stream
     * @param keyTtl how long the answer to an idempotency key is kept
     * @param keyAnswers answers kept for keys
     * @param keyBytes bytes of all answers kept for keys
     * @param memory counts the bytes of all answers
     */
    public record MemoryLimits(int answerBytes, Duration keyTtl, int keyAnswers, long keyBytes, AnswerMemory memory) {}

    /** A request under way, as its caller sees it. */
    public static final class Ticket {

        private final Answer.Reader reader;
        private final @Nullable Running run;

        private Ticket(Answer.Reader reader, @Nullable Running run) {
            this.reader = reader;
            this.run = run;
        }

        /** Where the answer comes from. */
        public Answer.Reader reader() {
            return reader;
        }

        /**
         * The caller needs no more. Before the end this cancels the request, unless it has an idempotency key: then it goes on,
         * so that a repeat gets the answer.
         */
        public void close() {
            if (reader.close() && run != null) {
                run.abandon();
            }
        }
    }

    /**
     * Takes a request.
     *
     * @param key the caller's idempotency key, or null
     * @param listener called when there may be more to read, also before this method returns; see {@link Answer#read}
     * @throws ApiException if it is refused; then nothing ran and nothing is reserved
     */
    public Ticket submit(ClientAccount account, ModelQuery query, @Nullable String key, Runnable listener) {
        if (key != null) {
            return submitOnce(account, query, new IdempotencyKeys.Key(account.wallet(), key), listener);
        }
        Answer answer = new Answer(false, maxBufferedBytes, maxLag(query), memory);
        Answer.Reader reader = answer.read(listener);
        return new Ticket(reader, admit(account, query, answer, complete -> {}));
    }

    /** A document comes at once from the worker, so that even a steady reader falls behind by most of it. */
    private int maxLag(ModelQuery query) {
        return query.stream()
                ? maxBufferedBytes
                : (int) Math.min(Integer.MAX_VALUE, (long) maxBufferedBytes * DOCUMENT_LAG);
    }

    private Ticket submitOnce(ClientAccount account, ModelQuery query, IdempotencyKeys.Key key, Runnable listener) {
        IdempotencyKeys.Claim claim;
        Ticket ticket;
        try {
            claim = keys.claim(key, query.fingerprint(), maxLag(query));
            ticket = new Ticket(claim.entry().answer().read(listener), null);
        } catch (ApiException e) {
            stats.rejected.increment();
            throw e;
        }
        if (claim.first()) {
            start(account, query, claim.entry());
        }
        return ticket;
    }

    private void start(ClientAccount account, ModelQuery query, IdempotencyKeys.Entry entry) {
        boolean started = false;
        try {
            admit(account, query, entry.answer(), keep -> keys.finished(entry, keep));
            started = true;
        } catch (ApiException e) {
            entry.answer().fail(e.error());
            throw e;
        } finally {
            if (!started) {
                keys.finished(entry, false);
                entry.answer().signal();
            }
        }
    }

    private Running admit(ClientAccount account, ModelQuery query, Answer answer, Marketplace.Finished finished) {
        Order order = new Order(Terms.of(query), serializer.apply(query), null);
        return marketplace.admit(account, order, new AnswerWriter(answer, query.events(), stats), finished);
    }
}
