package dev.cocoonsdk.ton.api.toncenter;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.api.toncenter.internal.GatewaySettings;
import dev.cocoonsdk.ton.api.toncenter.internal.HttpGateway;
import dev.cocoonsdk.ton.api.toncenter.internal.V2Dialect;
import dev.cocoonsdk.ton.api.toncenter.internal.V3Dialect;
import dev.cocoonsdk.ton.cell.Cell;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The TON blockchain as an HTTP gateway tells it: TonCenter, another one of its kind, or the devnet's ({@code docs/ton-access.md}).
 * Questions are sent one after the other at a limited rate; when the gateway asks to wait, all wait. Thread-safe.
 *
 * <p>The gateway is believed: nothing proves that an account is in the state that it tells. Version 2 gives transactions as they stand on
 * chain, so that none can be changed, added or left out between two known ones; version 3 gives an index's reading of them, in which only
 * the chain of their hashes as told is checked, and accounts without the block to which they belong: it tells a block that is not newer.
 * Version 3 cannot tell the state at an old block.
 */
public final class TonCenterApi implements TonApi {

    /** Version 2 of the main network's public gateway. */
    public static final URI MAINNET_V2 = URI.create("https://toncenter.com/api/v2");

    /** Version 3 of the main network's public gateway. */
    public static final URI MAINNET_V3 = URI.create("https://toncenter.com/api/v3");

    /** Version 2 of the test network's public gateway. */
    public static final URI TESTNET_V2 = URI.create("https://testnet.toncenter.com/api/v2");

    /** Version 3 of the test network's public gateway. */
    public static final URI TESTNET_V3 = URI.create("https://testnet.toncenter.com/api/v3");

    private final HttpGateway gateway;
    private final TonApi dialect;

    private TonCenterApi(HttpGateway gateway, TonApi dialect) {
        this.gateway = gateway;
        this.dialect = dialect;
    }

    /**
     * Begins with version 2.
     *
     * @param base everything before the method's name
     */
    public static Builder v2(URI base) {
        return new Builder(base, false);
    }

    /**
     * Begins with version 3.
     *
     * @param base everything before the method's name
     */
    public static Builder v3(URI base) {
        return new Builder(base, true);
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        return dialect.account(address);
    }

    /** Only version 2; the block's hashes are compared with those of the gateway. */
    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return dialect.accountAt(address, block);
    }

    /** At most 10,000 transactions; more are an error. */
    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return dialect.transactionsSince(address, known);
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        return dialect.send(message);
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        return dialect.runGetMethod(address, method, arguments);
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return dialect.masterchainTime();
    }

    /** Idempotent. */
    @Override
    public void close() {
        gateway.close();
    }

    /** The base URL; never the key. */
    @Override
    public String toString() {
        return "TonCenterApi[" + gateway.place() + "]";
    }

    /** Collects what a gateway needs. */
    public static final class Builder {
        private final URI base;
        private final boolean version3;
        private @Nullable Secret apiKey;
        private double requestsPerSecond;
        private Duration timeout = Duration.ofSeconds(15);
        private int maxResponseBytes = 8 << 20;
        private @Nullable ScheduledExecutorService timer;
        private InstantSource clock = InstantSource.system();

        private Builder(URI base, boolean version3) {
            this.base = base;
            this.version3 = version3;
        }

        /** Sent as header {@code X-API-Key} and nowhere else. */
        public Builder apiKey(Secret value) {
            apiKey = value;
            return this;
        }

        /** Most questions per second; if not set, 1 without a key and 10 with one, TonCenter's limits. */
        public Builder requestsPerSecond(double value) {
            requestsPerSecond = value;
            return this;
        }

        /** How long one answer may take, 15 s if not set. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** Longest answer that is read, in bytes; 8 MiB if not set. */
        public Builder maxResponseBytes(int value) {
            maxResponseBytes = value;
            return this;
        }

        /** Where waiting questions wait, and by which time; a thread of its own and the system's if not set. The timer stays open. */
        public Builder time(ScheduledExecutorService timer, InstantSource clock) {
            this.timer = timer;
            this.clock = clock;
            return this;
        }

        /**
         * The gateway.
         *
         * @throws IllegalArgumentException if the URL is no HTTP URL or holds a query, the key would travel unencrypted to another
         *     machine, or a number is not positive
         */
        public TonCenterApi build() {
            double rate = requestsPerSecond != 0 ? requestsPerSecond : apiKey == null ? 1 : 10;
            HttpGateway gateway =
                    new HttpGateway(new GatewaySettings(base, apiKey, rate, timeout, maxResponseBytes, timer, clock));
            return new TonCenterApi(gateway, version3 ? new V3Dialect(gateway) : new V2Dialect(gateway));
        }
    }
}
