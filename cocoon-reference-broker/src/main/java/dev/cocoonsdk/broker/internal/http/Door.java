package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.account.Authenticator;
import dev.cocoonsdk.broker.internal.account.RateLimiter;
import dev.cocoonsdk.broker.internal.market.HttpOrders;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What the HTTP interface needs of the rest of the broker.
 *
 * @param orders takes requests
 * @param authenticator says whose they are
 * @param requestLimit bounds the requests of one account
 * @param models writes the list of models
 * @param providers writes the list of providers that seal
 * @param accounts writes an account
 * @param maxBodyBytes largest request body
 * @param maxTimeoutSeconds longer timeouts of callers are cut to this
 */
public record Door(
        HttpOrders orders,
        Authenticator authenticator,
        RateLimiter<TonAddress> requestLimit,
        ModelsView models,
        ProvidersView providers,
        AccountView accounts,
        int maxBodyBytes,
        double maxTimeoutSeconds) {}
