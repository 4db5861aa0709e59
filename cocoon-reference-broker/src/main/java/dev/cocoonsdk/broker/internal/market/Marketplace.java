package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.Reservation;
import dev.cocoonsdk.network.ErrorCodes;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Takes requests: admission and choice of a worker in the order of {@code docs/protocol/wire.md} 9.2. Both front doors use it.
 *
 * <p>Thread-safe. A request's state is guarded by its own {@link Run}; this class only composes.
 */
public final class Marketplace {

    /** Largest serialised request; the frame around it needs some room ({@code docs/protocol/wire.md} 3.1). */
    public static final int MAX_REQUEST_BYTES = (1 << 24) - (1 << 12);

    private static final String NOT_PARTICIPATING = "proxy is not participating in this iteration";

    /** Told the end of a run. */
    @FunctionalInterface
    public interface Finished {
        /**
         * The run is over.
         *
         * @param complete whether the answer is complete and worth keeping
         */
        void finished(boolean complete);
    }

    /** Whether requests are taken. */
    private enum Openness {
        OPEN,
        DISABLED,
        CLOSED
    }

    private final Market market;
    private final ReservationRule rule;
    private final long pricePerToken;
    private final IntSupplier configVersion;
    private volatile Openness openness = Openness.OPEN;

    /**
     * @param rule worst case of a request
     * @param pricePerToken nanoton a token, for errors
     * @param configVersion version of the active root configuration, unsigned
     */
    public Marketplace(Market market, ReservationRule rule, long pricePerToken, IntSupplier configVersion) {
        this.market = market;
        this.rule = rule;
        this.pricePerToken = pricePerToken;
        this.configVersion = configVersion;
    }

    /**
     * Takes a request.
     *
     * @param delivery brings the answer to the caller; may be called before this method returns
     * @param finished told the end, under the lock of the run
     * @throws ApiException if the request is refused; then nothing ran and nothing is reserved
     */
    public Running admit(ClientAccount account, Order order, Delivery delivery, Finished finished) {
        try {
            return start(account, order, delivery, finished);
        } catch (ApiException e) {
            market.stats().rejected.increment();
            throw e;
        }
    }

    private Running start(ClientAccount account, Order order, Delivery delivery, Finished finished) {
        int bytes = order.request().length();
        if (bytes > MAX_REQUEST_BYTES) {
            throw ApiError.of(
                            ErrorKind.PAYLOAD_TOO_LARGE,
                            "The request has " + bytes + " bytes; the network carries " + MAX_REQUEST_BYTES + ".",
                            "Send less, for example smaller images, or split the request.")
                    .toException();
        }
        Terms terms = order.terms();
        Reservation reservation = reserve(account, terms, bytes);
        boolean started = false;
        try {
            Worker worker = market.registry().choose(terms, Set.of());
            refuseDefect(order, worker);
            market.stats().queries.increment();
            market.stats().bytesReceived.add(bytes);
            Run run = Run.start(
                    market, new Run.Admitted(terms, order.request(), reservation, delivery, finished), worker);
            started = true;
            return run;
        } finally {
            if (!started) {
                market.ledger().release(reservation);
            }
        }
    }

    private void refuseDefect(Order order, Worker worker) {
        String defect = order.defect();
        if (defect != null) {
            market.registry().giveBack(worker);
            throw ApiError.invalid(null, "The request is no http.request.", "a boxed http.request")
                    .network(ErrorCodes.NONE, "proxy: received incorrect answer: " + defect)
                    .toException();
        }
    }

    private Reservation reserve(ClientAccount account, Terms terms, int requestBytes) {
        Ledger ledger = market.ledger();
        long need = rule.worstCase(terms.maxTokens(), requestBytes, terms.maxCoefficient());
        long available = ledger.available(account);
        if (available < terms.maxTokens()) {
            long shown = ledger.shownAvailable(account);
            throw ApiError.insufficientBalance(need, shown, pricePerToken)
                    .network(
                            ErrorCodes.ERROR,
                            "client balance is too low: " + shown + " tokens available, " + terms.maxTokens()
                                    + " wanted")
                    .toException();
        }
        refuseIfOutdated(terms.minConfigVersion());
        refuseIfClosing(account);
        refuseIfClosed(ledger);
        Reservation reservation = ledger.reserve(account, need);
        if (reservation == null) {
            throw ApiError.insufficientBalance(need, ledger.shownAvailable(account), pricePerToken)
                    .network(ErrorCodes.NOT_READY, "balance is too low")
                    .toException();
        }
        return reservation;
    }

    private void refuseIfOutdated(int wanted) {
        if (Integer.compareUnsigned(wanted, configVersion()) > 0) {
            throw notReady("active config version is too low")
                    .network(ErrorCodes.ERROR, "active config version is too low")
                    .toException();
        }
    }

    private static void refuseIfClosing(ClientAccount account) {
        if (account.state() != ClientAccount.State.RUNNING) {
            throw ApiError.of(
                            ErrorKind.CLIENT_CLOSING,
                            "The client contract is being closed.",
                            "Use a new account, or wait for the next version of the network's parameters.")
                    .network(ErrorCodes.NOT_READY, "client is closing")
                    .toException();
        }
    }

    private void refuseIfClosed(Ledger ledger) {
        if (openness == Openness.DISABLED) {
            throw notReady("The broker takes no part in the network now.")
                    .network(ErrorCodes.NOT_READY, NOT_PARTICIPATING)
                    .toException();
        } else if (openness == Openness.CLOSED) {
            throw notReady("The broker is shutting down.")
                    .network(ErrorCodes.NOT_READY, NOT_PARTICIPATING + ": it is shutting down")
                    .toException();
        } else if (!ledger.isHealthy()) {
            throw notReady("The broker's ledger is out of order.")
                    .network(ErrorCodes.NOT_READY, NOT_PARTICIPATING + ": its ledger is out of order")
                    .toException();
        }
    }

    private static ApiError notReady(String message) {
        return ApiError.of(ErrorKind.NOT_READY, message, "Try again later, or use another broker.")
                .retryAfter(Duration.ofSeconds(5));
    }

    /** Takes part in the network from now on, or refuses requests and connections. Does nothing after {@link #close}. */
    public void setEnabled(boolean enabled) {
        if (openness != Openness.CLOSED) {
            openness = enabled ? Openness.OPEN : Openness.DISABLED;
        }
    }

    /** Whether this broker takes part in the network. */
    public boolean isEnabled() {
        return openness == Openness.OPEN;
    }

    /** Version of the active root configuration, unsigned. */
    public int configVersion() {
        return configVersion.getAsInt();
    }

    /** Refuses new requests from now on. */
    public void close() {
        openness = Openness.CLOSED;
    }
}
