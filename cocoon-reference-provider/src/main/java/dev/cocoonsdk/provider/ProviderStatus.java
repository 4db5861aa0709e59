package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does at one moment.
 *
 * @param models one entry for each model, in the order in which they were given
 * @param payouts one entry for each proxy met, those of the present parameters first
 * @param wallet the wallet that pays for collecting, null without a chain
 */
public record ProviderStatus(
        List<Model> models, List<Payout> payouts, @Nullable Wallet wallet) {

    /**
     * A wallet.
     *
     * @param address where to send coins for it
     * @param balance what it had when it was last looked at
     */
    public record Wallet(TonAddress address, NanoTon balance) {}

    /**
     * One model.
     *
     * @param name full name, {@code name@commit:verityhash}
     * @param connections its connections
     * @param ready whether the engine can serve and the model is switched on
     * @param reason why not; empty if ready
     * @param coefficient price coefficient, 1000 = x1
     * @param active requests that run now
     * @param capacity requests that run at once at most
     * @param served requests answered completely since the start
     * @param failed requests refused, failed, cancelled or timed out since the start
     * @param tokens adjusted tokens of all answers since the start
     */
    public record Model(
            String name,
            List<Connection> connections,
            boolean ready,
            String reason,
            int coefficient,
            int active,
            int capacity,
            long served,
            long failed,
            long tokens) {

        /** Copies the list. */
        public Model {
            connections = List.copyOf(connections);
        }

        /** Connections on which a proxy may send requests now. */
        public int readyConnections() {
            return (int) connections.stream().filter(Connection::ready).count();
        }
    }

    /**
     * One model on one connection to one proxy.
     *
     * @param proxy the proxy's address
     * @param ready whether it may send requests now
     */
    public record Connection(InetSocketAddress proxy, boolean ready) {}

    /**
     * What one proxy owes ({@code docs/protocol/wire.md} 10.3), counted since its contract exists.
     *
     * @param proxy the proxy contract
     * @param worker the contract that pays the provider's owner
     * @param proxyKey the key by which the proxy signs
     * @param signed adjusted tokens of the best signed payment, which can be collected
     * @param database adjusted tokens on the proxy's disk
     * @param memory adjusted tokens in the proxy's memory
     * @param paramsVersion version of the parameters that both contracts were made with
     * @param collected adjusted tokens that were paid out, as the worker contract says; 0 without a chain
     * @param open what can be collected; 0 without a chain
     * @param running whether a request to the worker contract is under way
     * @param problem what went wrong last with collecting, in words, or null
     */
    public record Payout(
            TonAddress proxy,
            TonAddress worker,
            Ed25519PublicKey proxyKey,
            TokenCount signed,
            TokenCount database,
            TokenCount memory,
            long paramsVersion,
            TokenCount collected,
            NanoTon open,
            boolean running,
            @Nullable String problem) {}

    /** Copies the lists. */
    public ProviderStatus {
        models = List.copyOf(models);
        payouts = List.copyOf(payouts);
    }

    /** Requests that run now, of all models. */
    public int active() {
        return models.stream().mapToInt(Model::active).sum();
    }
}
