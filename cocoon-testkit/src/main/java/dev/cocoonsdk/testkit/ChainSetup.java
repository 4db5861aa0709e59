package dev.cocoonsdk.testkit;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Starts a chain with a broker that settles on it and a client that has deposited, beside what else has to be started. */
final class ChainSetup implements AutoCloseable {

    private final CompletableFuture<Void> done;
    private volatile @Nullable LocalChain chain;
    private volatile @Nullable Broker broker;

    /**
     * Begins at once.
     *
     * @param additions our members of the broker's configuration
     */
    ChainSetup(NanoTon pricePerToken, List<ModelId> models, NanoTon deposit, JsonObject additions) {
        done = CompletableFuture.runAsync(() -> run(pricePerToken, models, deposit, additions));
    }

    private void run(NanoTon pricePerToken, List<ModelId> models, NanoTon deposit, JsonObject additions) {
        LocalChain opened = LocalChain.open(pricePerToken, models, deposit);
        chain = opened;
        JsonObject config = MarketplaceConfig.broker(opened.root(), additions)
                .with("http_access_hash", JsonValue.of(MarketplaceConfig.ACCESS_HASH));
        Broker started = Broker.builder(BrokerConfig.parse(config))
                .chain(opened.brokerChain())
                .start();
        broker = started;
        CompletableFuture<Void> ready = started.ready().toCompletableFuture();
        Waiting.until(ready::isDone, started::money);
        opened.deposit(deposit);
    }

    /**
     * Waits until everything on the chain is done.
     *
     * @throws IllegalStateException if something failed
     */
    void await() {
        try {
            done.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("chain: " + e.getCause(), e);
        }
    }

    /** The chain, after {@link #await}. */
    LocalChain chain() {
        return Objects.requireNonNull(chain);
    }

    /** The broker, after {@link #await}. */
    Broker broker() {
        return Objects.requireNonNull(broker);
    }

    /** Takes back what was begun. */
    @Override
    public void close() {
        done.exceptionally(failure -> null).join();
        Broker started = broker;
        if (started != null) {
            started.close();
        }
        LocalChain opened = chain;
        if (opened != null) {
            opened.close();
        }
    }
}
