package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.internal.http.Operator;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.broker.internal.market.Marketplace;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's commands without a chain ({@code docs/protocol/payments.md} 12): messages count as sent and are never confirmed, so a
 * second payout, charge or withdrawal finds the first one still running. Enabling takes effect at once, because no new
 * {@code params_version} will come. Thread-safe.
 */
final class FakeTonOperator implements Operator {

    private static final Logger LOG = LoggerFactory.getLogger(FakeTonOperator.class);
    private static final String SENT = "request sent";

    private final Ledger ledger;
    private final Marketplace marketplace;
    private final Runnable closeConnections;
    private final Set<TonAddress> payouts = ConcurrentHashMap.newKeySet();
    private final Set<TonAddress> charges = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean withdrawing = new AtomicBoolean();

    /** @param closeConnections closes all native connections */
    FakeTonOperator(Ledger ledger, Marketplace marketplace, Runnable closeConnections) {
        this.ledger = ledger;
        this.marketplace = marketplace;
        this.closeConnections = closeConnections;
    }

    @Override
    public String payout(TonAddress owner) {
        return send(Party.WORKER, owner, payouts, "worker not found", "nothing to pay");
    }

    @Override
    public String charge(TonAddress wallet) {
        return send(Party.CLIENT, wallet, charges, "client not found", "nothing to charge");
    }

    private String send(Party party, TonAddress owner, Set<TonAddress> running, String unknown, String nothing) {
        TokenCounter.Levels levels = ledger.all(party).get(owner);
        if (!marketplace.isEnabled()) {
            return "proxy is disabled";
        } else if (levels == null) {
            return unknown;
        } else if (running.contains(owner)) {
            return "request already running";
        } else if (levels.chain() == 0) {
            return nothing;
        }
        return running.add(owner) ? SENT : "request already running";
    }

    @Override
    public String withdraw() {
        if (!marketplace.isEnabled()) {
            return "proxy is disabled";
        }
        return withdrawing.compareAndSet(false, true) ? SENT : "withdraw already running";
    }

    @Override
    public String disable() {
        LOG.warn("the operator takes this broker out of the network");
        marketplace.setEnabled(false);
        closeConnections.run();
        return "disabled";
    }

    @Override
    public String enable() {
        LOG.warn("the operator lets this broker take part in the network");
        marketplace.setEnabled(true);
        return "disabled";
    }
}
