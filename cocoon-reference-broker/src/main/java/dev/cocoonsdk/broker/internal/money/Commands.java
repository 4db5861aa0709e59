package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the operator can have done at once, whatever the amount ({@code docs/protocol/payments.md} 13). Each answers with a line of text.
 * Thread-safe.
 *
 * @param account whose money; its lock guards everything
 * @param rules say what there is to do
 * @param courier does it
 */
record Commands(ProxyAccount account, SettlementRules rules, Courier courier) {

    /** Charges a client whatever it owes. */
    String charge(TonAddress client) {
        synchronized (account) {
            for (Books.Client one : account.books().clients()) {
                if (one.wallet().equals(client)) {
                    Step.Key key = new Step.Key("charge", client);
                    return run(rules.charge(one, NanoTon.ZERO), key, "nothing to charge");
                }
            }
            return "client not found";
        }
    }

    /** Pays a worker whatever it has earned. */
    String payout(TonAddress worker) {
        synchronized (account) {
            for (Books.Worker one : account.books().workers()) {
                if (one.owner().equals(worker)) {
                    Step.Key key = new Step.Key("payout", worker);
                    return run(rules.payout(one, NanoTon.ZERO), key, "nothing to pay");
                }
            }
            return "worker not found";
        }
    }

    /** Pays the owner all earnings. */
    String withdraw() {
        synchronized (account) {
            Step.Key key = new Step.Key("withdrawal", account.contract());
            return courier.isRunning(key)
                    ? "withdraw already running"
                    : run(rules.withdrawal(account.books(), NanoTon.ZERO), key, "nothing to withdraw");
        }
    }

    private String run(@Nullable Step step, Step.Key key, String nothing) {
        if (!account.isReady()) {
            return "proxy is disabled";
        } else if (courier.isRunning(key)) {
            return "request already running";
        } else if (step == null) {
            return nothing;
        } else if (!SettlementRules.isPayable(step, account.coins(), courier.promised())) {
            return "the proxy contract lacks the coins";
        }
        courier.retryNow(key);
        courier.begin(step);
        return "request sent";
    }

    /** Whether a step is under way. */
    boolean isUnderWay(Step.Key key) {
        synchronized (account) {
            return courier.isRunning(key);
        }
    }
}
