package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFunction;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxyResult;
import dev.cocoonsdk.network.tl.WorkerConnectToProxy;
import dev.cocoonsdk.network.tl.WorkerConnectedToProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxyResult;
import dev.cocoonsdk.network.tl.WorkerParams;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeComplete;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker's handshake ({@code docs/protocol/wire.md} 8): connect, compare balances, extended comparison if the proxy asks for
 * it, complete. Each query has 30 s; whatever goes wrong closes the connection.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>answer to</th><th>next</th></tr>
 * <tr><td>NEW</td><td>(start)</td><td>CONNECT</td></tr>
 * <tr><td>CONNECT</td><td>{@code worker.connectToProxy}</td><td>COMPARE</td></tr>
 * <tr><td>COMPARE</td><td>{@code worker.compareBalanceWithProxy}, error code 0</td><td>FINISH</td></tr>
 * <tr><td>COMPARE</td><td>the same, other error code</td><td>EXTENDED_COMPARE</td></tr>
 * <tr><td>EXTENDED_COMPARE</td><td>{@code worker.extendedCompareBalanceWithProxy}</td><td>FINISH</td></tr>
 * <tr><td>FINISH</td><td>{@code worker.proxyHandshakeComplete}</td><td>DONE</td></tr>
 * </table>
 */
final class WorkerHandshake {

    /** Where the handshake is. */
    enum State {
        NEW,
        CONNECT,
        COMPARE,
        EXTENDED_COMPARE,
        FINISH,
        DONE
    }

    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);

    private final WorkerSettings settings;
    private final ProxyDirectory proxies;
    private final HandshakeQueries queries;
    private final BooleanSupplier disabled;
    private final Runnable done;
    private State state = State.NEW;
    private int protocol;
    private boolean announcedDisabled;
    private @Nullable PayoutAccount account;
    private @Nullable SeenNumbers numbers;

    WorkerHandshake(
            WorkerSettings settings,
            ProxyDirectory proxies,
            PacketConnection connection,
            BooleanSupplier disabled,
            Runnable done) {
        this.settings = settings;
        this.proxies = proxies;
        this.queries = new HandshakeQueries(connection);
        this.disabled = disabled;
        this.done = done;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    int protocol() {
        return protocol;
    }

    boolean announcedDisabled() {
        return announcedDisabled;
    }

    @Nullable
    PayoutAccount knownAccount() {
        return account;
    }

    PayoutAccount account() {
        if (account == null) {
            throw new IllegalStateException("the proxy is not known yet");
        }
        return account;
    }

    /** What this connection claimed and was told. */
    SeenNumbers numbers() {
        if (numbers == null) {
            throw new IllegalStateException("the proxy is not known yet");
        }
        return numbers;
    }

    void start() {
        state = State.CONNECT;
        WorkerParams params = new WorkerParams(
                HandshakeQueries.ALL_FLAGS,
                proxies.workerOwnerText(),
                settings.model(),
                settings.coefficient(),
                settings.test(),
                settings.proxyCount(),
                settings.maxActiveRequests(),
                settings.minProtocol(),
                settings.maxProtocol());
        ask(new WorkerConnectToProxy(params), this::connected);
    }

    private void connected(WorkerConnectedToProxy answer) {
        ProxyParams proxy = answer.params();
        String defect = HandshakeQueries.defect(proxy, settings.test(), settings.minProtocol(), settings.maxProtocol());
        if (defect != null) {
            refuse(defect);
        } else {
            protocol = proxy.protoVersion();
            compare(proxy, answer.workerScAddress());
        }
    }

    private void compare(ProxyParams proxy, String workerContract) {
        PayoutAccount known;
        try {
            known = proxies.admit(proxy, workerContract);
        } catch (ProxyBook.RefusedException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        account = known;
        SeenNumbers claim = new SeenNumbers(known.counters());
        numbers = claim;
        state = State.COMPARE;
        ask(
                new WorkerCompareBalanceWithProxy(
                        claim.signed().value(),
                        claim.database().value(),
                        claim.memory().value()),
                this::compared);
    }

    private void compared(WorkerCompareBalanceWithProxyResult result) {
        String defect = numbers().compare(result.signedPayment(), result.tokensCommittedToDb(), result.maxTokens());
        if (defect != null) {
            refuse(defect);
        } else if (result.errorCode() != 0) {
            state = State.EXTENDED_COMPARE;
            ask(
                    new WorkerExtendedCompareBalanceWithProxy(
                            numbers().database().value(), TlBytes.EMPTY),
                    extended -> comparedExtended(extended, result.maxTokens()));
        } else if (numbers().memory().value() != result.maxTokens()) {
            refuse("max_tokens is too low");
        } else {
            finish();
        }
    }

    private void comparedExtended(WorkerExtendedCompareBalanceWithProxyResult result, long proxyMemory) {
        if (result.errorCode() != 0) {
            refuse("extended comparison failed with code " + result.errorCode());
        } else {
            numbers().settleMemory(proxyMemory);
            finish();
        }
    }

    private void finish() {
        state = State.FINISH;
        announcedDisabled = disabled.getAsBoolean();
        ask(new WorkerProxyHandshakeComplete(announcedDisabled), answer -> {
            state = State.DONE;
            done.run();
        });
    }

    private <R> void ask(TlFunction<R> function, Consumer<R> then) {
        queries.ask(function, QUERY_TIMEOUT, then);
    }

    private void refuse(String detail) {
        queries.refuse(detail);
    }
}
