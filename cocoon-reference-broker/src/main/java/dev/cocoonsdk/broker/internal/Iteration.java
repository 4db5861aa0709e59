package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.ton.RootConfig;

/** What a broker with a chain does from one proxy contract to the next ({@code docs/protocol/payments.md} 11). Thread-safe. */
interface Iteration {

    /** The money of this iteration. */
    ChainMoney money(Ledger ledger);

    /** The root configuration has another {@code params_version}: a new iteration is due. */
    void paramsGrew(RootConfig newer);

    /** The operator takes the broker out of the network. */
    void disable();

    /** The operator lets the broker take part again, from the next {@code params_version} on. */
    void enable();
}
