package dev.cocoonsdk.broker.internal.ledger;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.PaymentNumbers;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs charges and payouts for the level that is confirmed on chain ({@code docs/protocol/payments.md} 7). A signature is made
 * when somebody needs it and kept until the level moves. Thread-safe.
 */
public final class PaymentDesk {

    private final Ledger ledger;
    private final Ed25519Key key;
    private final ContractAddresses contracts;
    private final TonAddress excessesTo;
    private final LongSupplier queryIds;

    /**
     * @param key the proxy's signing key
     * @param contracts the proxy's contracts
     * @param excessesTo the proxy's Cocoon wallet
     * @param queryIds random 64-bit numbers
     */
    public PaymentDesk(
            Ledger ledger, Ed25519Key key, ContractAddresses contracts, TonAddress excessesTo, LongSupplier queryIds) {
        this.ledger = ledger;
        this.key = key;
        this.contracts = contracts;
        this.excessesTo = excessesTo;
        this.queryIds = queryIds;
    }

    /** The newest signed payment of a counter, also for zero tokens. */
    public SignedPayment signed(TokenCounter counter) {
        return signed(counter, TokenCount.of(ledger.levels(counter).chain()));
    }

    private SignedPayment signed(TokenCounter counter, TokenCount level) {
        SignedPayment known = counter.signed.get();
        if (known == null || known.tokens().compareTo(level) < 0) {
            known = counter.signed.accumulateAndGet(sign(counter, level), PaymentDesk::higher);
        }
        return known;
    }

    /**
     * What the owner of a counter may see of it: only what the store has acknowledged. All numbers are of one moment, but a payment
     * that was signed for a later one meanwhile may be among them; then they follow it.
     */
    public PaymentNumbers numbers(TokenCounter counter) {
        TokenCounter.Levels now = ledger.levels(counter);
        SignedPayment signed = signed(counter, TokenCount.of(now.chain()));
        TokenCount stored = TokenCount.of(Math.max(now.db(), signed.tokens().value()));
        return new PaymentNumbers(signed, stored, stored);
    }

    private static SignedPayment higher(@Nullable SignedPayment a, SignedPayment b) {
        return a != null && a.tokens().compareTo(b.tokens()) >= 0 ? a : b;
    }

    private SignedPayment sign(TokenCounter counter, TokenCount level) {
        boolean client = counter.party() == Party.CLIENT;
        return SignedPayment.sign(
                client ? Kind.CLIENT_CHARGE : Kind.WORKER_PAYOUT,
                key,
                queryIds.getAsLong(),
                level,
                client ? contracts.client(counter.owner()) : contracts.worker(counter.owner()),
                excessesTo);
    }
}
