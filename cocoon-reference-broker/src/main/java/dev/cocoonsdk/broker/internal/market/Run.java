package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.ledger.Reservation;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.time.Instant;
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
final class Run implements Running {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final int MAX_WORKERS = 3;
    private static final int MAX_ERROR_TEXT = 500;
    private static final int FIRST_ERROR = 400;

    private final Market market;
    private Admitted request;
    private final Delivery delivery;
    private final Set<Worker> tried = new HashSet<>();
    private final long deadlineNanos;
    private RunState state = RunState.SENT;
    private Leg leg;
    private boolean abandoned;
    private boolean httpError;

    /**
     * What admission has decided.
     *
     * @param request the serialised request
     * @param delivery brings the answer to the caller
     * @param finished told at the end whether the answer is complete
     */
    record Admitted(
            Terms terms, TlBytes request, Reservation reservation, Delivery delivery, Marketplace.Finished finished) {

        /** The same for when no worker will be asked any more. */
        Admitted withoutRequest() {
            return new Admitted(terms, TlBytes.EMPTY, reservation, delivery, finished);
        }
    }

    private Run(Market market, Admitted request, Worker first) {
        this.market = market;
        this.request = request;
        this.delivery = request.delivery;
        this.deadlineNanos = market.nanoTime() + (long) (request.terms.seconds() * 1e9);
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

    @Override
    public synchronized void abandon() {
        if (state != RunState.ENDED && !abandoned) {
            abandoned = true;
            market.stats().cancelled.increment();
            leg.cancel();
        }
    }

    private void fail(ApiError error, AnswerInfo info) {
        leg.release(false, info);
        market.ledger().release(request.reservation);
        finish(false);
        market.stats().failed.increment();
        delivery.fail(error, info);
        delivery.paid(0);
    }

    private void finish(boolean complete) {
        state = RunState.ENDED;
        request = request.withoutRequest();
        request.finished.finished(complete);
    }

    /** Gives the request to another worker if that is safe and possible, else fails it. */
    private void moveOrFail(ApiError error, AnswerInfo info) {
        tried.add(leg.worker);
        boolean safe = state == RunState.SENT
                && !abandoned
                && tried.size() < MAX_WORKERS
                && !timeLeft().isNegative();
        Worker next = safe ? nextWorker() : null;
        if (next == null) {
            fail(error, info);
            return;
        }
        leg.release(false, info);
        market.stats().moved.increment();
        leg = new Leg(next);
        leg.send();
    }

    private @Nullable Worker nextWorker() {
        try {
            return market.registry().choose(request.terms, tried);
        } catch (ApiException none) {
            LOG.debug(
                    "no other worker for {}: {}",
                    request.terms.model(),
                    none.error().kind());
            return null;
        }
    }

    private static ApiError timeout(String message, String network) {
        return ApiError.of(
                        ErrorKind.TIMEOUT,
                        message,
                        "Nothing is charged; send a larger timeout or a smaller max_tokens.")
                .network(ErrorCodes.TIMEOUT, network);
    }

    private static ApiError failure(String message) {
        return ApiError.of(ErrorKind.PROVIDER_FAILURE, message, "Nothing is charged; try again.");
    }

    /** The request at one worker. Events of a leg that is no longer the current one are ignored. */
    private final class Leg implements WorkerSession.Answers {

        private final Hash256 id = market.newId();
        private final Worker worker;
        private final long began = market.nanoTime();

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

        void release(boolean success, AnswerInfo info) {
            double seconds = (market.nanoTime() - began) / 1e9;
            Instant start = info.start();
            Instant end = info.end();
            double workerSeconds = start == null || end == null
                    ? 0
                    : Math.max(0, Duration.between(start, end).toNanos() / 1e9);
            market.stats().countTime(seconds);
            market.registry().release(worker, new WorkerRates.Outcome(success, seconds, workerSeconds));
        }

        private boolean isOver() {
            return state == RunState.ENDED || leg != this;
        }

        @Override
        public void onHead(WorkerHead head) {
            synchronized (Run.this) {
                if (!isOver()) {
                    state = RunState.ANSWERING;
                    request = request.withoutRequest();
                    httpError = head.response().statusCode() >= FIRST_ERROR;
                    delivery.head(head);
                }
            }
        }

        @Override
        public void onBody(byte[] bytes) {
            synchronized (Run.this) {
                if (!isOver() && !abandoned) {
                    deliver(bytes);
                }
            }
        }

        private void deliver(byte[] bytes) {
            try {
                delivery.body(bytes);
            } catch (ApiException e) {
                delivery.fail(e.error(), WorkerSession.NO_INFO);
                abandon();
            }
        }

        @Override
        public void onCompleted(AnswerInfo info) {
            synchronized (Run.this) {
                if (!isOver()) {
                    complete(info);
                }
            }
        }

        private void complete(AnswerInfo info) {
            long reported = info.tokens().totalTokensUsed();
            release(true, info);
            noteOvercharge(reported);
            long charged = market.ledger().settle(request.reservation, worker.account(), reported);
            market.stats().success.increment();
            delivery.end(info, charged);
            finish(!abandoned && (reported > 0 || !mayHaveFailed()));
            market.ledger().whenStored(() -> {
                market.stats().countTokens(info.tokens(), charged);
                tellEarned(charged);
                delivery.paid(charged);
            });
        }

        /** Only the caller can read whether a sealed answer is an error; what costs nothing may be one. */
        private boolean mayHaveFailed() {
            return httpError || request.terms.endpoint() == Endpoint.SEALED;
        }

        private void noteOvercharge(long reported) {
            long reserved = request.reservation.tokens();
            if (reported > reserved || reported < 0) {
                market.stats().overcharges.increment();
                LOG.warn(
                        "worker {} reports {} tokens for a request with {} reserved",
                        worker.account().owner(),
                        reported,
                        reserved);
            }
        }

        /** A worker is told the end of every request that it got, also of one that earned nothing (wire.md 9.8). */
        private void tellEarned(long tokens) {
            worker.session()
                    .tellEarned(new WorkerSession.Earned(
                            id, tokens, request.reservation.client().owner()));
        }

        @Override
        public void onError(int code, String text, AnswerInfo info) {
            synchronized (Run.this) {
                if (!isOver()) {
                    tellEarned(0);
                    failed(code, text.length() <= MAX_ERROR_TEXT ? text : text.substring(0, MAX_ERROR_TEXT), info);
                }
            }
        }

        private void failed(int code, String text, AnswerInfo info) {
            if (code == ErrorCodes.PROTOCOL_VIOLATION && state == RunState.SENT) {
                fail(
                        ApiError.of(
                                        ErrorKind.INVALID_REQUEST,
                                        "The worker refused the request: " + text + ".",
                                        "Correct the request, or use a model whose worker accepts it.")
                                .network(code, text),
                        info);
            } else if (code == ErrorCodes.TIMEOUT) {
                fail(timeout("The worker did not answer in time: " + text + ".", text), info);
            } else {
                moveOrFail(
                        failure("The worker reported an error: " + text + ".").network(code, text), info);
            }
        }

        @Override
        public void onTooDear(int coefficient) {
            synchronized (Run.this) {
                if (!isOver()) {
                    moveOrFail(market.registry().priceTooHigh(coefficient), WorkerSession.NO_INFO);
                }
            }
        }

        @Override
        public void onViolation(String text) {
            synchronized (Run.this) {
                if (!isOver()) {
                    LOG.warn("worker {} breaks the protocol", worker.account().owner());
                    tellEarned(0);
                    ApiError error = failure("The worker's answer breaks the protocol.")
                            .network(ErrorCodes.PROTOCOL_VIOLATION, text);
                    moveOrFail(error, WorkerSession.NO_INFO);
                }
            }
        }

        @Override
        public void onTimeout() {
            synchronized (Run.this) {
                if (!isOver()) {
                    tellEarned(0);
                    ApiError error = timeout("There was no complete answer within the time limit.", "timeout in proxy");
                    fail(error, WorkerSession.NO_INFO);
                }
            }
        }

        @Override
        public void onGone() {
            synchronized (Run.this) {
                if (!isOver()) {
                    ApiError error = failure("The connection to the worker broke.")
                            .network(ErrorCodes.FAILURE, "the connection to the worker ended");
                    moveOrFail(error, WorkerSession.NO_INFO);
                }
            }
        }

        @Override
        public void onBatchEnd() {
            delivery.signal();
        }
    }
}
