package dev.cocoonsdk.broker;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A running broker: the proxy role of the network. Workers connect to it natively, clients natively or through an OpenAI-like HTTP
 * interface.
 *
 * <pre>{@code
 * BrokerConfig config = BrokerConfig.load(Path.of("proxy-config.json")).withFakeTon(Path.of("fake-ton-config.json"));
 * try (Broker broker = Broker.builder(config).start()) {
 *     System.out.println(broker.apiUri());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Broker extends AutoCloseable {

    /** A broker that is to be started. */
    static BrokerBuilder builder(BrokerConfig config) {
        return new BrokerBuilder(config);
    }

    /** Where callers find the HTTP interface, for example {@code http://127.0.0.1:11080}; without a path. */
    URI apiUri();

    /** Where the operator finds the administration, or null if it is off. */
    @Nullable
    URI adminUri();

    /** Where workers connect that are on this machine, and the router in front of others. */
    InetSocketAddress workerAddress();

    /** Where native clients connect that are on this machine, and the router in front of others. */
    InetSocketAddress clientAddress();

    /** Where workers connect with proof of work and TLS, or null if there is no such port. */
    @Nullable
    InetSocketAddress tlsWorkerAddress();

    /** Where native clients connect with proof of work and TLS, or null if there is no such port. */
    @Nullable
    InetSocketAddress tlsClientAddress();

    /**
     * Completes when requests are taken: at once without a chain; with one, when the wallet is funded, the proxy contract deployed and the
     * first saved state of this process has come back ({@code docs/protocol/payments.md} 7). Until then every request and connection is
     * refused, and {@link #money} says what is missing. After a change of the network's parameters, the stage is a new one.
     */
    CompletionStage<Void> ready();

    /** How the broker stands with its money, or null without a chain. */
    @Nullable
    MoneyStatus money();

    /** What happened since the start. */
    Stats stats();

    /**
     * Figures since the start.
     *
     * @param queries requests that were given to a worker
     * @param success of them with a complete answer
     * @param failed of them without
     * @param rejected requests refused before a worker got them
     * @param cancelled requests whose caller went away before the end
     * @param moved times a request was given to another worker because one failed
     * @param overcharges answers whose worker reported more tokens than were reserved
     * @param tokens adjusted tokens charged
     * @param workers connected workers
     */
    record Stats(
            long queries,
            long success,
            long failed,
            long rejected,
            long cancelled,
            long moved,
            long overcharges,
            long tokens,
            int workers) {}

    /** Refuses new requests, closes all connections and ends all threads. May be called twice. */
    @Override
    void close();
}
