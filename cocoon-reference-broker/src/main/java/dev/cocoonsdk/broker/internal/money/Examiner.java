package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.ContractKind;
import dev.cocoonsdk.ton.contract.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks client and worker contracts themselves, before a message goes to them and when it had no effect. Stateless. */
final class Examiner {

    private final TonApi api;

    Examiner(TonApi api) {
        this.api = api;
    }

    /**
     * What became of a message.
     *
     * @param state of its target now
     * @param text why it had no effect, for the log
     */
    record Finding(AccountState state, String text) {}

    /** Why a message would be wasted on its target, or null if it makes sense. */
    @Nullable
    static String objection(Step step, AccountState state) {
        if (step instanceof Step.Deployment) {
            return state.isActive() ? "the contract is deployed" : null;
        }
        if (!state.isActive() || state.data() == null) {
            return "the contract is not deployed";
        }
        if (step instanceof Step.Charge charge) {
            ClientStanding now = client(state);
            return now != null && now.used() >= charge.level() ? "it was charged already" : closed(now);
        } else if (step instanceof Step.Grant) {
            return closed(client(state));
        } else if (step instanceof Step.Payout payout) {
            WorkerStanding now = worker(state);
            return now != null && (now.paid() >= payout.level() || now.state() == ContractState.CLOSED)
                    ? "it was paid already, or is closed"
                    : null;
        } else if (step instanceof Step.LastPayout) {
            WorkerStanding now = worker(state);
            return now != null && now.state() == ContractState.CLOSED ? "the contract is closed" : null;
        }
        return null;
    }

    private static @Nullable String closed(@Nullable ClientStanding standing) {
        return standing != null && standing.state() == ContractState.CLOSED ? "the contract is closed" : null;
    }

    /** Takes what a contract's storage says of a client or worker. */
    static void learn(Step step, AccountState state, Standings standings, Map<String, @Nullable Bytes> notes) {
        ClientStanding client = null;
        if (step instanceof Step.Payout payout) {
            WorkerStanding worker = worker(state);
            if (worker != null) {
                standings.learn(payout.owner(), worker, notes);
            }
            return;
        } else if (step instanceof Step.Charge || step instanceof Step.Grant) {
            client = client(state);
        }
        if (client != null) {
            standings.learn(step.key().party(), client, notes);
        }
    }

    /** What the storage of a client contract says, or null if there is none that can be read. */
    static @Nullable ClientStanding client(AccountState state) {
        Cell data = state.data();
        if (data == null) {
            return null;
        }
        try {
            ClientStorage storage = ClientStorage.parse(data);
            return storage.tokensUsed() < 0
                    ? null
                    : new ClientStanding(
                            storage.state(),
                            storage.balance(),
                            storage.stake(),
                            storage.tokensUsed(),
                            storage.secretHash());
        } catch (CellException e) {
            return null;
        }
    }

    /** What the storage of a worker contract says, or null if there is none that can be read. */
    static @Nullable WorkerStanding worker(AccountState state) {
        Cell data = state.data();
        if (data == null) {
            return null;
        }
        try {
            WorkerStorage storage = WorkerStorage.parse(data);
            return storage.tokens() < 0 ? null : new WorkerStanding(storage.state(), storage.tokens());
        } catch (CellException e) {
            return null;
        }
    }

    /** What became of the message of a task. */
    CompletionStage<Finding> explain(Tasks.Task task) {
        TransactionId before = task.before == null ? TransactionId.NONE : task.before;
        return api.transactionsSince(task.target, before)
                .thenCombine(
                        api.account(task.target),
                        (transactions, state) -> new Finding(state, text(task, transactions)));
    }

    private static String text(Tasks.Task task, List<TonTransaction> transactions) {
        for (TonTransaction transaction : transactions) {
            Long query = transaction.queryId();
            if (query != null && query == task.queryId) {
                Integer code = transaction.exitCode();
                return code == null
                        ? "it ended " + transaction.outcome()
                        : "exit code " + ExitCode.explain(contract(task.step), code);
            }
        }
        return "its message did not arrive";
    }

    private static ContractKind contract(Step step) {
        if (step instanceof Step.Charge || step instanceof Step.Grant) {
            return ContractKind.CLIENT;
        }
        return step instanceof Step.Payout || step instanceof Step.LastPayout
                ? ContractKind.WORKER
                : ContractKind.PROXY;
    }
}
