package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network knows at one moment ({@code docs/protocol/http-api.md} 5.1).
 *
 * @param wallet the Cocoon wallet that pays
 * @param root the root configuration, null before it was read
 * @param proxies the connections, in the order of their creation
 * @param accounts the accounts at all proxies met so far
 * @param counters totals since the start
 */
public record NetworkStatus(
        TonAddress wallet,
        @Nullable RootConfig root,
        List<ProxyConnection> proxies,
        List<Account> accounts,
        Counters counters) {

    /** Copies the lists. */
    public NetworkStatus {
        proxies = List.copyOf(proxies);
        accounts = List.copyOf(accounts);
    }

    /**
     * A connection to a proxy, or the attempt to have one.
     *
     * @param address where the proxy listens for clients
     * @param ready whether requests can be sent
     * @param running requests under way
     * @param proxyContract the proxy's contract, null before the proxy said who it is
     * @param problem why it is not ready as far as that is known, null if it is ready or still connecting
     */
    public record ProxyConnection(
            InetSocketAddress address,
            boolean ready,
            int running,
            @Nullable TonAddress proxyContract,
            @Nullable String problem) {}

    /**
     * The account at a proxy; the counters are cumulative adjusted tokens ({@code docs/protocol/wire.md} 10.3).
     *
     * @param proxyContract the proxy's contract
     * @param proxyKey the proxy's signing key
     * @param clientContract the contract with the deposit
     * @param signed the highest signed payment
     * @param database what the proxy has on disk
     * @param memory what the proxy has counted
     */
    public record Account(
            TonAddress proxyContract,
            Ed25519PublicKey proxyKey,
            TonAddress clientContract,
            TokenCount signed,
            TokenCount database,
            TokenCount memory) {}

    /**
     * Totals of the requests that ended.
     *
     * @param queries requests that were sent, running ones included
     * @param succeeded complete answers
     * @param failed requests without one
     * @param bytesSent bytes of request bodies
     * @param bytesReceived bytes of answer bodies
     * @param time from sending to the end, all requests together
     */
    public record Counters(
            long queries, long succeeded, long failed, long bytesSent, long bytesReceived, Duration time) {}
}
