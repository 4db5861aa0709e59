package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.ledger.Reservation;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One admitted request from the choice of a worker to the charge; {@link RunState} has the table of states.
 *
 * <p>Thread-safe. One lock guards the state; events come from the session's thread, {@link #abandon} from a reader's.
 * Under the lock the run calls the registry, the ledger, the answer and {@link WorkerSession}, none
 * of which calls back; readers are signalled after it is released. The place at the worker is given back in {@link Leg#release},
 * the reservation in {@link #finish}, which every way out passes exactly once.
 */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final int MAX_WORKERS = 3;
    private static final int MAX_ERROR_TEXT = 500;

    private final Market market;
    private final Admitted request;
    private final AnswerWriter writer;
    private final Set<Worker> tried = new HashSet<>();
    private final long deadlineNanos;
    private RunState state = RunState.SENT;
    private Leg leg;
    private boolean abandoned;

    /**
     * What admission has decided.
     *
     * @param request the serialised request
     * @param seconds time limit of the whole run
     * @param finished told at the end whether the answer is complete
     */
    record Admitted(
            Terms terms, TlBytes request, double seconds, Reservation reservation, Answer answer, Finished finished) {}

    /** Told the end of a run. */
    interface Finished {
        /**
         * The run is over.
         *
         * @param complete whether the answer is complete and worth keeping
         */
        void finished(boolean complete);
    }

    private Run(Market market, Admitted request, Worker first) {
        this.market = market;
        this.request = request;
        this.writer = new AnswerWriter(request.answer, request.terms.stream(), market.stats());
        this.deadlineNanos = market.nanoTime() + (long) (request.seconds * 1e9);
        this.leg = new Leg(first);
    }

    /** Starts a request whose tokens are reserved and whose place at the worker is taken. */
    static Run start(Market market, Admitted request, Worker first) {
        Run run = new Run(market, request, first);
        run.begin();
        return run;
    }

    private synchronized void begin() {
        leg.send();
    }

    private Duration timeLeft() {
        return Duration.ofNanos(deadlineNanos - market.nanoTime());
    }

    /** Nobody reads the answer any more: asks the worker to stop, if it can. The charge is what the worker then reports. */
    synchronized void abandon() {
        if (state != RunState.ENDED && !abandoned) {
            abandoned = true;
            market.stats().cancelled.increment();
            leg.cancel();
        }
    }

    private void fail(ApiError error) {
        leg.release(false);
        market.ledger().release(request.reservation);
        finish(false);
        market.stats().failed.increment();
        writer.fail(error);
    }

    private void finish(boolean complete) {
        state = RunState.ENDED;
        request.finished.finished(complete);
    }

    /** Gives the request to another worker if that is safe and possible, else fails it. */
    private void moveOrFail(ApiError error) {
        tried.add(leg.worker);
        boolean safe = state == RunState.SENT
                && !abandoned
                && tried.size() < MAX_WORKERS
                && !timeLeft().isNegative();
        Worker next = safe ? nextWorker() : null;
        if (next == null) {
            fail(error);
            return;
        }
        leg.release(false);
        market.stats().moved.increment();
        leg = new Leg(next);
        leg.send();
    }

    private @Nullable Worker nextWorker() {
        Terms terms = request.terms;
        try {
            return market.registry().choose(terms.model(), terms.endpoint(), terms.maxCoefficient(), tried);
        } catch (ApiException none) {
            LOG.debug("no other worker for {}: {}", terms.model(), none.error().kind());
            return null;
        }
    }

    private static ApiError timeout(String message) {
        return ApiError.of(
                ErrorKind.TIMEOUT, message, "Nothing is charged; send a larger timeout or a smaller max_tokens.");
    }

    private static ApiError failure(String message) {
        return ApiError.of(ErrorKind.PROVIDER_FAILURE, message, "Nothing is charged; try again.");
    }

    /** The request at one worker. Events of a leg that is no longer the current one are ignored. */
    private final class Leg implements WorkerSession.Answers {

        private final Hash256 id = market.newId();
        private final Worker worker;

        Leg(Worker worker) {
            this.worker = worker;
        }

        void send() {
            worker.session()
                    .run(
                            new WorkerSession.Command(
                                    id,
                                    request.request,
                                    timeLeft(),
                                    request.terms.debug(),
                                    request.terms.maxCoefficient()),
                            this);
        }

        void cancel() {
            worker.session().cancel(id);
        }

        void release(boolean success) {
            market.registry().release(worker, success);
        }

        private boolean isOver() {
            return state == RunState.ENDED || leg != this;
        }

        @Override
        public void onHead(Answer.Head head) {
            synchronized (Run.this) {
                if (!isOver()) {
                    state = RunState.ANSWERING;
                    writer.head(head);
                }
            }
        }

        @Override
        public void onBody(byte[] bytes) {
            synchronized (Run.this) {
                if (!isOver() && !abandoned) {
                    write(bytes);
                }
            }
        }

        private void write(byte[] bytes) {
            try {
                writer.body(bytes);
            } catch (ApiException e) {
                cancel();
                fail(e.error());
            }
        }

        @Override
        public void onCompleted(WorkerSession.Usage usage) {
            synchronized (Run.this) {
                if (isOver()) {
                    return;
                }
                charge(usage);
                boolean keep = !abandoned && (usage.totalTokens() > 0 || !writer.isHttpError());
                market.stats().success.increment();
                writer.end(usage.debug());
                finish(keep);
            }
        }

        private void charge(WorkerSession.Usage usage) {
            release(true);
            long reserved = request.reservation.tokens();
            if (usage.totalTokens() > reserved || usage.totalTokens() < 0) {
                market.stats().overcharges.increment();
                LOG.warn(
                        "worker {} reports {} tokens for a request with {} reserved",
                        worker.account().owner(),
                        usage.totalTokens(),
                        reserved);
            }
            long charged = market.ledger().settle(request.reservation, worker.account(), usage.totalTokens());
            WorkerSession.Earned earned = new WorkerSession.Earned(
                    id, charged, request.reservation.client().owner());
            market.ledger().whenStored(() -> {
                market.stats().tokens.add(charged);
                worker.session().tellEarned(earned);
            });
        }

        @Override
        public void onError(int code, String text) {
            synchronized (Run.this) {
                if (!isOver()) {
                    failed(code, text.length() <= MAX_ERROR_TEXT ? text : text.substring(0, MAX_ERROR_TEXT));
                }
            }
        }

        private void failed(int code, String text) {
            if (code == ErrorCodes.PROTOCOL_VIOLATION && state == RunState.SENT) {
                fail(ApiError.of(
                        ErrorKind.INVALID_REQUEST,
                        "The worker refused the request: " + text + ".",
                        "Correct the request, or use a model whose worker accepts it."));
            } else if (code == ErrorCodes.TIMEOUT) {
                fail(timeout("The worker did not answer in time: " + text + "."));
            } else {
                moveOrFail(failure("The worker reported an error: " + text + "."));
            }
        }

        @Override
        public void onTooDear(int coefficient) {
            synchronized (Run.this) {
                if (!isOver()) {
                    moveOrFail(market.registry().priceTooHigh(coefficient));
                }
            }
        }

        @Override
        public void onViolation() {
            synchronized (Run.this) {
                if (!isOver()) {
                    LOG.warn("worker {} breaks the protocol", worker.account().owner());
                    moveOrFail(failure("The worker's answer breaks the protocol."));
                }
            }
        }

        @Override
        public void onTimeout() {
            synchronized (Run.this) {
                if (!isOver()) {
                    fail(timeout("There was no complete answer within the time limit."));
                }
            }
        }

        @Override
        public void onGone() {
            synchronized (Run.this) {
                if (!isOver()) {
                    moveOrFail(failure("The connection to the worker broke."));
                }
            }
        }

        @Override
        public void onBatchEnd() {
            writer.signal();
        }
    }
}
