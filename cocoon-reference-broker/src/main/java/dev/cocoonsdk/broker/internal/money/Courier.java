package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.contract.ContractKind;
import dev.cocoonsdk.ton.contract.ExitCode;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries steps out: looks at the contract, has the wallet send the message, waits for the effect on chain, and asks what became of a message
 * without one. Its owner calls it under the lock that it was made with, and it calls its owner under that lock.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Object lock;
    private final Chain chain;
    private final Ledger ledger;
    private final Messages messages;
    private final Owner owner;
    private final Tasks tasks;
    private final Examiner examiner;
    private boolean closed;

    /** Knows what the chain says. */
    interface Owner {

        /** Whether the effect of a step shows on chain. */
        boolean isEffective(Step step);

        /** A contract was read. */
        void read(Step step, AccountState state);
    }

    /**
     * A courier without steps.
     *
     * @param lock guards everything
     * @param retry when a message without effect counts as failed, and the first pause after that
     */
    Courier(Object lock, Chain chain, Ledger ledger, Messages messages, Owner owner, Duration retry) {
        this.lock = lock;
        this.chain = chain;
        this.ledger = ledger;
        this.messages = messages;
        this.owner = owner;
        this.tasks = new Tasks(retry);
        this.examiner = new Examiner(chain.api());
    }

    boolean isRunning(Step.Key key) {
        return tasks.isRunning(key);
    }

    boolean isIdle() {
        return tasks.all().isEmpty();
    }

    /** Whether a step is under way or waits for its next try. */
    boolean isBusy(Step.Key key) {
        return tasks.isBusy(key, chain.clock().instant());
    }

    /** Coins that leave the proxy contract by what is under way. */
    NanoTon promised() {
        return tasks.promised();
    }

    /** A step may be tried at once although it failed lately. */
    void retryNow(Step.Key key) {
        tasks.retryNow(key);
    }

    /** Begins a step; false if it is under way or waits for its next try. */
    boolean begin(Step step) {
        if (isBusy(step.key())) {
            return false;
        }
        long queryId = chain.random().nextLong();
        Transfer transfer = messages.of(step, queryId);
        Tasks.Task task = tasks.start(step, transfer.destination(), queryId);
        LOG.info("{} begins", step);
        if (step.isOnce()) {
            new Intents(ledger).note(step, queryId);
            ledger.whenStored(() -> look(task, transfer));
        } else {
            look(task, transfer);
        }
        return true;
    }

    /** Does not begin a step, because of what {@code why} says; it waits as after a failure. */
    void refuse(Step step, String why) {
        failed(tasks.start(step, messages.contracts().proxy(), 0), why);
    }

    /** Before anything is sent: the target's last transaction, and whether the step still makes sense. */
    private void look(Tasks.Task task, Transfer transfer) {
        chain.api().account(task.target).whenComplete((state, failure) -> {
            synchronized (lock) {
                looked(task, transfer, state, failure);
            }
        });
    }

    private void looked(Tasks.Task task, Transfer transfer, @Nullable AccountState state, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (state == null) {
            failed(task, "the contract cannot be read: " + failure);
            return;
        }
        task.before = state.last();
        String objection = Examiner.objection(task.step, state);
        if (objection != null) {
            ended(task, state, objection);
            return;
        }
        chain.wallet().send(transfer).whenComplete((id, error) -> {
            synchronized (lock) {
                sent(task, error);
            }
        });
    }

    private void sent(Tasks.Task task, @Nullable Throwable failure) {
        if (failure == null) {
            task.sent = chain.clock().instant();
            chain.refresh().run();
        } else if (!closed) {
            failed(task, "the wallet did not send it: " + failure);
        }
    }

    private void ended(Tasks.Task task, AccountState state, String text) {
        owner.read(task.step, state);
        if (owner.isEffective(task.step)) {
            done(task);
        } else {
            failed(task, text);
        }
    }

    /** Ends steps whose effect shows. */
    void settle() {
        for (Tasks.Task task : tasks.all()) {
            if (owner.isEffective(task.step)) {
                done(task);
            }
        }
    }

    /** A transaction of the proxy contract; ends the step whose message it executed. */
    void executed(TonTransaction transaction) {
        Long query = transaction.queryId();
        if (query == null || !messages.wallet().equals(transaction.source())) {
            return;
        }
        for (Tasks.Task task : tasks.all()) {
            if (task.queryId == query && task.target.equals(messages.contracts().proxy())) {
                if (transaction.outcome() == Outcome.SUCCEEDED) {
                    succeeded(task);
                } else {
                    failed(task, described(transaction));
                }
            }
        }
    }

    /** What must not be sent twice is done only when the state shows it, for from that it would be decided again. */
    private void succeeded(Tasks.Task task) {
        if (!task.step.isOnce()) {
            done(task);
        }
    }

    /** A transaction of the proxy contract in words. */
    static String described(TonTransaction transaction) {
        Integer code = transaction.exitCode();
        return "transaction " + transaction.id().hash().toHex() + " from " + transaction.source() + " with "
                + transaction.value() + ", "
                + (code == null ? transaction.outcome() : "exit code " + ExitCode.explain(ContractKind.PROXY, code));
    }

    /** Asks what became of messages without effect. */
    void examine() {
        for (Tasks.Task task : tasks.overdue(chain.clock().instant())) {
            task.examined = true;
            examiner.explain(task).whenComplete((found, failure) -> {
                synchronized (lock) {
                    explained(task, found, failure);
                }
            });
        }
    }

    private void explained(Tasks.Task task, Examiner.@Nullable Finding found, @Nullable Throwable failure) {
        if (closed) {
            return;
        } else if (found == null) {
            task.examined = false;
            LOG.debug("the chain cannot be asked about {}", task.step, failure);
        } else {
            ended(task, found.state(), found.text());
        }
    }

    private void done(Tasks.Task task) {
        tasks.done(task);
        LOG.info("{} is done", task.step);
    }

    private void failed(Tasks.Task task, String why) {
        Instant again = tasks.failed(task, chain.clock().instant());
        if (again != null) {
            LOG.warn("{} had no effect: {}. It is decided anew at {}", task.step, why, again);
        }
    }

    /** Nothing is begun any more. */
    void close() {
        closed = true;
    }
}
