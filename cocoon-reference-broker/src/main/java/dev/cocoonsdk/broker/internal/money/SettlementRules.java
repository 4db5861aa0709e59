package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done on chain ({@code docs/protocol/payments.md} 9): decided from numbers alone.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><th>step</th><th>when</th></tr>
 * <tr><td>charge</td><td>(level confirmed on chain − charged) · price reaches the policy's amount; up to that level</td></tr>
 * <tr><td>refund</td><td>the client contract is closing, nothing runs, and everything is confirmed on chain</td></tr>
 * <tr><td>payout</td><td>(level confirmed on chain − paid) · fee reaches the policy's amount, and the proxy contract has the coins</td></tr>
 * <tr><td>withdrawal</td><td>the earnings reach the policy's amount, and the proxy contract has the coins</td></tr>
 * <tr><td>stake</td><td>less than wanted</td></tr>
 * </table>
 *
 * @param policy the amounts
 * @param tariff what tokens cost
 * @param stake that the proxy contract shall have
 */
record SettlementRules(SettlementPolicy policy, Tariff tariff, NanoTon stake) {

    /** Coins that a proxy contract keeps for its storage, with a margin for what is under way. */
    static final NanoTon FLOOR = NanoTon.of(NanoTon.PER_TON / 20);

    /**
     * What to do now.
     *
     * @param steps in this order
     * @param unpayable due, but the proxy contract lacks the coins: sent now, the money would be lost (payments.md 15)
     */
    record Due(List<Step> steps, List<Step> unpayable) {}

    /**
     * What is due.
     *
     * @param busy what is under way or waits for its next try
     * @param promised coins that leave the proxy contract by what is under way
     */
    Due due(Books books, Predicate<Step.Key> busy, NanoTon promised) {
        List<Step> wanted = new ArrayList<>();
        add(wanted, stake(books));
        books.clients().forEach(client -> {
            add(wanted, refund(client));
            add(wanted, charge(client, policy.chargeFrom()));
        });
        books.workers().forEach(worker -> add(wanted, payout(worker, policy.payoutFrom())));
        add(wanted, withdrawal(books, policy.withdrawFrom()));
        wanted.removeIf(step -> busy.test(step.key()));
        return payable(wanted, books.coins(), promised);
    }

    private static Due payable(List<Step> wanted, NanoTon coins, NanoTon promised) {
        List<Step> steps = new ArrayList<>();
        List<Step> unpayable = new ArrayList<>();
        long free = coins.value() - FLOOR.value() - promised.value();
        for (Step step : wanted) {
            long amount = step.paid().value();
            if (amount == 0 || amount <= free) {
                free -= amount;
                steps.add(step);
            } else {
                unpayable.add(step);
            }
        }
        return new Due(steps, unpayable);
    }

    /** Whether the proxy contract has the coins for a step besides what is under way. */
    static boolean isPayable(Step step, NanoTon coins, NanoTon promised) {
        return payable(List.of(step), coins, promised).unpayable().isEmpty();
    }

    private static void add(List<Step> steps, @Nullable Step step) {
        if (step != null) {
            steps.add(step);
        }
    }

    /** Null if nothing is missing. */
    @Nullable
    Step stake(Books books) {
        return books.stake().compareTo(stake) < 0
                ? new Step.Stake(books.contract(), stake.minus(books.stake()), stake)
                : null;
    }

    /** Null if less than {@code from} is open, or the contract is about to be refunded. */
    @Nullable
    Step charge(Books.Client client, NanoTon from) {
        long open = client.chain() - client.standing().used();
        boolean due = open > 0 && tariff.charged(open).compareTo(from) >= 0;
        return due && client.standing().state() == ContractState.OPEN
                ? new Step.Charge(client.wallet(), client.chain())
                : null;
    }

    /** Null if the client is not closing or something is not settled. */
    @Nullable
    Step refund(Books.Client client) {
        boolean ready = client.standing().state() == ContractState.CLOSING
                && client.running() == 0
                && client.max() == client.chain();
        return ready ? new Step.Grant(client.wallet(), client.max(), rest(client.standing(), client.max())) : null;
    }

    /** What is left to a client after a last charge. */
    NanoTon rest(ClientStanding standing, long level) {
        long charged = tariff.charged(level - standing.used()).value();
        return NanoTon.of(Math.max(0, standing.balance().value() - charged));
    }

    /** Null if less than {@code from} is open. */
    @Nullable
    Step payout(Books.Worker worker, NanoTon from) {
        long open = worker.chain() - worker.standing().paid();
        NanoTon amount = tariff.earned(open);
        boolean due =
                open > 0 && amount.compareTo(from) >= 0 && worker.standing().state() == ContractState.OPEN;
        return due ? new Step.Payout(worker.owner(), worker.chain(), amount) : null;
    }

    /** Null if there is less than {@code from}, or nothing. */
    @Nullable
    Step withdrawal(Books books, NanoTon from) {
        boolean due = !books.earnings().isZero() && books.earnings().compareTo(from) >= 0;
        return due ? new Step.Withdrawal(books.contract(), books.earnings()) : null;
    }
}
