package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.internal.http.Operator;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.ton.TonAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's commands with a chain ({@code docs/protocol/payments.md} 13).
 *
 * @param money is moved
 * @param iteration ends by disabling
 */
record ChainOperator(ChainMoney money, Iteration iteration) implements Operator {

    private static final Logger LOG = LoggerFactory.getLogger(ChainOperator.class);

    @Override
    public String payout(TonAddress workerOwner) {
        return money.payout(workerOwner);
    }

    @Override
    public String charge(TonAddress clientWallet) {
        return money.charge(clientWallet);
    }

    @Override
    public String withdraw() {
        return money.withdraw();
    }

    @Override
    public String disable() {
        LOG.warn("the operator takes this broker out of the network");
        iteration.disable();
        return "disabled";
    }

    @Override
    public String enable() {
        LOG.warn("the operator lets this broker take part in the network with the next params_version");
        iteration.enable();
        return "disabled";
    }
}
