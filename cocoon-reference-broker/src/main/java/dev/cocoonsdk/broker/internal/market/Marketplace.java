package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.Reservation;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests: admission, choice of a worker, idempotency, in the order of {@code docs/protocol/wire.md} 9.2. Both front
 * doors use it.
 *
 * <p>Thread-safe. A request's state is guarded by its own {@link Run}; this class only composes.
 */
public final class Marketplace {

    /** Largest serialised request; the frame around it needs some room ({@code docs/protocol/wire.md} 3.1). */
    public static final int MAX_REQUEST_BYTES = (1 << 24) - (1 << 12);

    private static final double TIMEOUT_SHARE = 0.95;
    private static final int DOCUMENT_LAG = 8;
    private static final int KEYS_OF_ACCOUNT = 100_000;

    private final Market market;
    private final ReservationRule rule;
    private final long pricePerToken;
    private final Function<ModelQuery, TlBytes> serializer;
    private final int maxBufferedBytes;
    private final AnswerMemory memory;
    private final IdempotencyKeys keys;
    private volatile boolean open = true;

    /**
     * @param rule worst case of a request
     * @param pricePerToken nanoton a token, for errors
     * @param serializer makes the {@code http.request} for the worker
     * @param limits bounds of memory
     */
    public Marketplace(
            Market market,
            ReservationRule rule,
            long pricePerToken,
            Function<ModelQuery, TlBytes> serializer,
            MemoryLimits limits) {
        this.market = market;
        this.rule = rule;
        this.pricePerToken = pricePerToken;
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
                market.clock());
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
        private final @Nullable Run run;

        private Ticket(Answer.Reader reader, @Nullable Run run) {
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
        try {
            if (key != null) {
                return submitOnce(account, query, new IdempotencyKeys.Key(account.wallet(), key), listener);
            }
            Answer answer = new Answer(false, maxBufferedBytes, maxLag(query), memory);
            Answer.Reader reader = answer.read(listener);
            return new Ticket(reader, admit(account, query, answer, complete -> {}));
        } catch (ApiException e) {
            market.stats().rejected.increment();
            throw e;
        }
    }

    /** A document comes at once from the worker, so that even a steady reader falls behind by most of it. */
    private int maxLag(ModelQuery query) {
        return query.stream()
                ? maxBufferedBytes
                : (int) Math.min(Integer.MAX_VALUE, (long) maxBufferedBytes * DOCUMENT_LAG);
    }

    private Ticket submitOnce(ClientAccount account, ModelQuery query, IdempotencyKeys.Key key, Runnable listener) {
        IdempotencyKeys.Claim claim = keys.claim(key, query.fingerprint(), maxLag(query));
        IdempotencyKeys.Entry entry = claim.entry();
        Ticket ticket = new Ticket(entry.answer().read(listener), null);
        if (claim.first()) {
            start(account, query, entry);
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

    private Run admit(ClientAccount account, ModelQuery query, Answer answer, Run.Finished finished) {
        TlBytes request = serializer.apply(query);
        if (request.length() > MAX_REQUEST_BYTES) {
            throw ApiError.of(
                            ErrorKind.PAYLOAD_TOO_LARGE,
                            "The request has " + request.length() + " bytes; the network carries " + MAX_REQUEST_BYTES
                                    + ".",
                            "Send less, for example smaller images, or split the request.")
                    .toException();
        }
        Reservation reservation = reserve(account, query, request.length());
        boolean started = false;
        try {
            Terms terms = Terms.of(query);
            Worker worker = market.registry().choose(query.model(), query.endpoint(), query.maxCoefficient(), Set.of());
            market.stats().queries.increment();
            market.stats().bytesReceived.add(request.length());
            Run run = Run.start(
                    market,
                    new Run.Admitted(
                            terms, request, terms.timeoutSeconds() * TIMEOUT_SHARE, reservation, answer, finished),
                    worker);
            started = true;
            return run;
        } finally {
            if (!started) {
                market.ledger().release(reservation);
            }
        }
    }

    private Reservation reserve(ClientAccount account, ModelQuery query, int requestBytes) {
        Ledger ledger = market.ledger();
        long need = rule.worstCase(query.maxTokens(), requestBytes, query.maxCoefficient());
        long available = ledger.available(account);
        if (available < query.maxTokens()) {
            throw ApiError.insufficientBalance(need, ledger.shownAvailable(account), pricePerToken)
                    .toException();
        } else if (account.state() != ClientAccount.State.RUNNING) {
            throw ApiError.of(
                            ErrorKind.CLIENT_CLOSING,
                            "The client contract is being closed.",
                            "Use a new account, or wait for the next version of the network's parameters.")
                    .toException();
        } else if (!open || !ledger.isHealthy()) {
            throw ApiError.of(
                            ErrorKind.NOT_READY,
                            open ? "The broker's ledger is out of order." : "The broker is shutting down.",
                            "Try again later, or use another broker.")
                    .retryAfter(Duration.ofSeconds(5))
                    .toException();
        }
        Reservation reservation = ledger.reserve(account, need);
        if (reservation == null) {
            throw ApiError.insufficientBalance(need, ledger.shownAvailable(account), pricePerToken)
                    .toException();
        }
        return reservation;
    }

    /** Refuses new requests from now on. */
    public void close() {
        open = false;
    }
}
