package dev.cocoonsdk.broker.internal.client;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.internal.account.Attempts;
import dev.cocoonsdk.broker.internal.account.RateLimiter;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.PaymentDesk;
import dev.cocoonsdk.broker.internal.market.AnswerMemory;
import dev.cocoonsdk.broker.internal.market.MarketStats;
import dev.cocoonsdk.broker.internal.market.Marketplace;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.broker.internal.money.Registrations;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What client connections share. Immutable.
 *
 * @param settings what the broker says of itself
 * @param context clock and randomness
 * @param marketplace takes requests
 * @param registry the workers
 * @param accounts the clients, those of the HTTP interface as well
 * @param attempts counts failed authorisations
 * @param requestLimit bounds the requests of one account
 * @param ledger the counters
 * @param payments signed payments
 * @param stats counts bytes
 * @param registrations clients that register on chain, or null without a chain
 * @param limits bounds what waits for clients
 */
public record ClientDesk(
        ProxySettings settings,
        LinkContext context,
        Marketplace marketplace,
        WorkerRegistry registry,
        AccountDirectory accounts,
        Attempts attempts,
        RateLimiter<TonAddress> requestLimit,
        Ledger ledger,
        PaymentDesk payments,
        MarketStats stats,
        @Nullable Registrations registrations,
        Limits limits) {

    /**
     * Bounds.
     *
     * @param answerBytes bytes of one stream that wait for its client; eight times as many of a document
     * @param memory counts the bytes of all answers
     * @param maxTimeout longer timeouts of clients are cut to this
     */
    public record Limits(int answerBytes, AnswerMemory memory, Duration maxTimeout) {}
}
