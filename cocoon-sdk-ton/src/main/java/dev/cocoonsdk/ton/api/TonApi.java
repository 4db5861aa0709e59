package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What Cocoon nodes need of the TON blockchain ({@code docs/protocol/payments.md} 5), whoever provides it: an HTTP gateway, a lite
 * server, a local chain or nobody (fake-TON mode).
 *
 * <p>Every method returns at once; a caller who wants to wait calls {@code toCompletableFuture().join()}. There is no blocking twin:
 * nodes poll many accounts at once and must not hold a thread for each. A stage completes exceptionally with {@link TonApiException}
 * and may complete on a thread of the implementation, which dependents must not block. Implementations are thread-safe.
 */
public interface TonApi extends AutoCloseable {

    /** The newest known state of an account. */
    CompletionStage<AccountState> account(TonAddress address);

    /**
     * The state of an account at a block.
     *
     * @param block a masterchain block; old ones may be gone, which {@link TonApiException} reports
     */
    CompletionStage<AccountState> accountAt(TonAddress address, BlockId block);

    /**
     * Transactions of an account that came after a known one, oldest first.
     *
     * @param known the last transaction that the caller has seen; {@link TransactionId#NONE} for all
     */
    CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known);

    /**
     * Hands an external message over to the network. Success means that it was taken over, not that it was executed.
     *
     * @param message the complete message, not only its body
     */
    CompletionStage<Void> send(Cell message);

    /**
     * Runs a get-method of a deployed contract.
     *
     * @param method its name
     * @param arguments the stack, first argument first
     */
    CompletionStage<GetMethodResult> runGetMethod(TonAddress address, String method, List<StackValue> arguments);

    /** Generation time of the newest masterchain block, by which nodes check their clock. */
    CompletionStage<Instant> masterchainTime();

    /** Releases connections and threads; stages under way complete exceptionally. */
    @Override
    void close();
}
