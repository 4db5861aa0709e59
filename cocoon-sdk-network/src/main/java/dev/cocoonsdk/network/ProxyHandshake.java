package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyLong;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyShort;
import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypes;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypesV2;
import dev.cocoonsdk.network.tl.ClientUpdatePaymentStatus;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxyResult;
import dev.cocoonsdk.network.tl.WorkerConnectToProxy;
import dev.cocoonsdk.network.tl.WorkerConnectedToProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxyResult;
import dev.cocoonsdk.network.tl.WorkerPaymentStatus;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeComplete;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeCompleted;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's side of a worker's handshake and its other queries ({@code docs/protocol/wire.md} 8.1, 8.2, 7.6 and the rules of
 * 16). A refused query is answered with {@code tcp.queryError}, then the connection closes.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>query</th><th>next</th></tr>
 * <tr><td>NONE</td><td>{@code worker.connectToProxy}</td><td>COMPARE</td></tr>
 * <tr><td>COMPARE</td><td>{@code worker.compareBalanceWithProxy}</td><td>ANSWERING until the numbers are known, then FINISH, or
 * EXTENDED_COMPARE if the worker knows a higher maximum</td></tr>
 * <tr><td>EXTENDED_COMPARE</td><td>{@code worker.extendedCompareBalanceWithProxy}</td><td>FINISH</td></tr>
 * <tr><td>FINISH</td><td>{@code worker.proxyHandshakeComplete}</td><td>DONE</td></tr>
 * <tr><td>DONE</td><td>{@code worker.updatePaymentStatus}</td><td>DONE</td></tr>
 * <tr><td>any</td><td>any other</td><td>refused, closed</td></tr>
 * </table>
 */
final class ProxyHandshake {

    /** Where the handshake is. */
    enum State {
        NONE,
        COMPARE,
        ANSWERING,
        EXTENDED_COMPARE,
        FINISH,
        DONE
    }

    /** Learns that the handshake is complete. */
    @FunctionalInterface
    interface Done {
        void done(boolean disabled);
    }

    private final ProxySettings settings;
    private final PacketConnection connection;
    private final QueryDesk desk;
    private final ProxyMessages messages;
    private final ProxyWorkerLink.Listener listener;
    private final Done done;
    private State state = State.NONE;
    private @Nullable WorkerRegistration registration;

    ProxyHandshake(
            ProxySettings settings,
            PacketConnection connection,
            ProxyMessages messages,
            ProxyWorkerLink.Listener listener,
            Done done) {
        this.settings = settings;
        this.connection = connection;
        this.desk = new QueryDesk(connection);
        this.messages = messages;
        this.listener = listener;
        this.done = done;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    WorkerRegistration registration() {
        if (registration == null) {
            throw new IllegalStateException("the worker is not known yet");
        }
        return registration;
    }

    /**
     * Handles a query.
     *
     * @param tell remembers numbers that the worker is going to see and returns those to send
     */
    void query(long id, TlBytes data, UnaryOperator<PaymentNumbers> tell) {
        switch (data.reader().peekId()) {
            case WorkerConnectToProxy.ID -> connect(id, data);
            case WorkerCompareBalanceWithProxy.ID -> compare(id, data, tell);
            case WorkerExtendedCompareBalanceWithProxy.ID -> compareExtended(id, data);
            case WorkerProxyHandshakeComplete.ID -> complete(id, data);
            case WorkerUpdatePaymentStatus.ID -> paymentStatus(id, data, tell);
            default -> foreign(id, data.reader().peekId());
        }
    }

    private void connect(long id, TlBytes data) {
        if (state != State.NONE) {
            desk.refuse(id, Refusal.of(ErrorCodes.NONE, "already authorized"));
            return;
        }
        if (!listener.isImageAllowed(connection.peer())) {
            desk.refuse(id, Refusal.violation("invalid worker image hash"));
            return;
        }
        WorkerConnectToProxy query = desk.parse(id, data, WorkerConnectToProxy::read);
        if (query == null) {
            return;
        }
        WorkerAdmission admission = WorkerAdmission.check(query.params(), settings, listener);
        WorkerRegistration admitted = admission.registration();
        if (admitted == null) {
            desk.refuse(id, admission.refusal());
            return;
        }
        registration = admitted;
        state = State.COMPARE;
        desk.answer(id, connected(admitted));
        listener.onRegistered(admitted);
    }

    private WorkerConnectedToProxy connected(WorkerRegistration worker) {
        return new WorkerConnectedToProxy(
                settings.params(worker.protocol()),
                settings.contracts().worker(worker.owner()).toWire(settings.testnet()));
    }

    private void compare(long id, TlBytes data, UnaryOperator<PaymentNumbers> tell) {
        WorkerCompareBalanceWithProxy claim = parseIn(State.COMPARE, id, data, WorkerCompareBalanceWithProxy::read);
        if (claim != null) {
            state = State.ANSWERING;
            listener.onNumbersWanted(registration(), numbers -> compared(id, claim, numbers, tell));
        }
    }

    private void compared(
            long id, WorkerCompareBalanceWithProxy claim, PaymentNumbers numbers, UnaryOperator<PaymentNumbers> tell) {
        if (state != State.ANSWERING || !desk.isOpen()) {
            return;
        }
        String excess = excess(claim, numbers);
        if (excess != null) {
            desk.refuse(id, Refusal.violation(excess));
            return;
        }
        boolean behind = claim.maxTokens() > numbers.memory().value();
        state = behind ? State.EXTENDED_COMPARE : State.FINISH;
        PaymentNumbers sent = tell.apply(numbers);
        desk.answer(
                id,
                new WorkerCompareBalanceWithProxyResult(
                        messages.payment(sent.payment()),
                        sent.database().value(),
                        sent.memory().value(),
                        behind ? 1 : 0));
    }

    /** The reference aborts here; a worker that claims more than is on disk shows that this disk was rolled back, or lies. */
    private static @Nullable String excess(WorkerCompareBalanceWithProxy claim, PaymentNumbers numbers) {
        if (claim.tokensCommittedToBlockchain() > numbers.payment().tokens().value()) {
            return "the worker claims more tokens on the blockchain than this proxy signed";
        }
        if (claim.tokensCommittedToDb() > numbers.database().value()) {
            return "the worker claims more committed tokens than this proxy has on disk";
        }
        return null;
    }

    private void compareExtended(long id, TlBytes data) {
        WorkerExtendedCompareBalanceWithProxy query =
                parseIn(State.EXTENDED_COMPARE, id, data, WorkerExtendedCompareBalanceWithProxy::read);
        if (query != null) {
            state = State.FINISH;
            desk.answer(id, new WorkerExtendedCompareBalanceWithProxyResult(0));
        }
    }

    private void complete(long id, TlBytes data) {
        WorkerProxyHandshakeComplete query = parseIn(State.FINISH, id, data, WorkerProxyHandshakeComplete::read);
        if (query != null) {
            state = State.DONE;
            desk.answer(id, new WorkerProxyHandshakeCompleted());
            done.done(query.isDisabled());
        }
    }

    private void paymentStatus(long id, TlBytes data, UnaryOperator<PaymentNumbers> tell) {
        if (state != State.DONE) {
            notReady(id);
            return;
        }
        if (desk.parse(id, data, WorkerUpdatePaymentStatus::read) != null) {
            listener.onNumbersWanted(registration(), numbers -> {
                PaymentNumbers sent = tell.apply(numbers);
                desk.answer(
                        id,
                        new WorkerPaymentStatus(
                                messages.payment(sent.payment()),
                                sent.database().value(),
                                sent.memory().value()));
            });
        }
    }

    private void notReady(long id) {
        desk.reject(id, ErrorCodes.PROTOCOL_VIOLATION, "client request from non-ready connection");
    }

    private void foreign(long id, int constructor) {
        switch (constructor) {
            case ClientConnectToProxy.ID, ClientAuthorizeWithProxyShort.ID, ClientAuthorizeWithProxyLong.ID ->
                desk.refuse(id, Refusal.violation("client connect() from non client"));
            case ClientGetWorkerTypes.ID, ClientGetWorkerTypesV2.ID ->
                desk.reject(id, ErrorCodes.PROTOCOL_VIOLATION, "expected client connection");
            case ClientUpdatePaymentStatus.ID -> notReady(id);
            default -> desk.reject(id, ErrorCodes.NONE, "unknown query");
        }
    }

    private <T> @Nullable T parseIn(State expected, long id, TlBytes data, Function<TlReader, T> read) {
        if (state != expected) {
            desk.refuse(id, Refusal.of(ErrorCodes.NONE, "unexpected handshake query"));
            return null;
        }
        return desk.parse(id, data, read);
    }
}
