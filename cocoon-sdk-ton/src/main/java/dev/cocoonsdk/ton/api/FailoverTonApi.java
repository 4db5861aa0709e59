package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.internal.Failures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several endpoints as one: the first one that answers is believed. This is for availability only; it makes nothing more trustworthy
 * ({@code docs/ton-access.md}). Thread-safe.
 *
 * <p>Endpoints are asked in order. One that failed is asked last for a while, 1 s after the first failure and up to a minute after more. No
 * account's state is older than one that was given before, and the chain's time never goes back: an endpoint that is behind counts as
 * failed. Messages are sent to all endpoints at once, since each may lose them.
 */
public final class FailoverTonApi implements TonApi {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverTonApi.class);

    private final List<EndpointCircuit> circuits;
    private final InstantSource clock;
    private final NewestKnown newest = new NewestKnown();
    private final AtomicReference<Instant> chainTime = new AtomicReference<>(Instant.MIN);

    /**
     * Endpoints in the order in which they are asked; they are closed with this.
     *
     * @throws IllegalArgumentException if there are none or a name occurs twice
     */
    public FailoverTonApi(List<ApiEndpoint> endpoints, InstantSource clock) {
        Set<String> names = new HashSet<>();
        endpoints.forEach(endpoint -> names.add(endpoint.name()));
        if (endpoints.isEmpty() || names.size() != endpoints.size()) {
            throw new IllegalArgumentException(
                    "endpoints: none or a name twice (expected: at least one, all different)");
        }
        this.circuits = endpoints.stream().map(EndpointCircuit::new).toList();
        this.clock = clock;
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        return first(api -> api.account(address).thenApply(newest::check));
    }

    /** Asks the next endpoint also if one does not have the block. */
    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return first(api -> api.accountAt(address, block));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return first(api -> api.transactionsSince(address, known)
                .thenApply(transactions -> newest.check(address, known, transactions)));
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        return first(api -> api.runGetMethod(address, method, arguments));
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return first(TonApi::masterchainTime)
                .thenApply(
                        time -> chainTime.accumulateAndGet(time, (held, fresh) -> fresh.isAfter(held) ? fresh : held));
    }

    /** Hands the message to all endpoints; succeeds if one of them takes it. */
    @Override
    public CompletionStage<Void> send(Cell message) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        for (EndpointCircuit circuit : circuits) {
            sending.add(ask(circuit, api -> api.send(message)).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    taken.complete(null);
                }
            }));
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(sending.toArray(CompletableFuture<?>[]::new))
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        taken.completeExceptionally(Failures.cause(failure));
                    }
                });
        return taken;
    }

    private <T> CompletionStage<T> first(Function<TonApi, CompletionStage<T>> question) {
        Instant now = clock.instant();
        List<EndpointCircuit> order = new ArrayList<>(circuits);
        order.sort(Comparator.comparing(circuit -> circuit.openUntil(now)));
        return next(order, 0, question, null);
    }

    private <T> CompletionStage<T> next(
            List<EndpointCircuit> order,
            int index,
            Function<TonApi, CompletionStage<T>> question,
            @Nullable Throwable failure) {
        if (index >= order.size()) {
            return CompletableFuture.failedStage(
                    failure == null ? new TonApiException(Reason.UNREACHABLE, "no endpoint", true, null) : failure);
        }
        return ask(order.get(index), question)
                .handle((answer, problem) -> problem == null
                        ? CompletableFuture.completedStage(answer)
                        : next(order, index + 1, question, worth(failure, Failures.cause(problem))))
                .thenCompose(Function.identity());
    }

    /** Of several failures the one that gives hope. */
    private static Throwable worth(@Nullable Throwable before, Throwable now) {
        return before instanceof TonApiException known && known.retryMayHelp() ? before : now;
    }

    private <T> CompletableFuture<T> ask(EndpointCircuit circuit, Function<TonApi, CompletionStage<T>> question) {
        CompletionStage<T> answer;
        try {
            answer = question.apply(circuit.api());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletionStage<T> unused = answer.whenComplete((value, failure) -> {
            if (failure == null) {
                circuit.succeeded();
                result.complete(value);
                return;
            }
            Throwable cause = Failures.cause(failure);
            if (circuit.failed(cause, clock.instant())) {
                LOG.warn("TON endpoint {} fails, the next one is asked: {}", circuit.name(), cause.getMessage());
            }
            result.completeExceptionally(cause);
        });
        return result;
    }

    /** Closes all endpoints. */
    @Override
    public void close() {
        circuits.forEach(circuit -> circuit.api().close());
    }
}
