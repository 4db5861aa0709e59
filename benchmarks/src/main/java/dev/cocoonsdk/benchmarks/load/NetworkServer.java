package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.network.client.ProxyRoute;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Broker, provider link and a scripted engine that answers {@link AnswerScript} in one process, as {@link MarketplaceServer}, but with
 * TLS on both sides of the broker.
 */
final class NetworkServer {

    private static final int CAPACITY = 64;

    private NetworkServer() {}

    /** Prints {@code READY <client port> <worker port>} and serves until the process is ended. */
    public static void main(String[] args) throws InterruptedException {
        ScriptedEngine engine = ScriptedEngine.builder(ModelId.of(AnswerScript.MODEL))
                .script(AnswerScript.script())
                .forgetful()
                .build();
        Provider.Network network = new Provider.Network(BenchNetwork.ROOT_CONTRACT, BenchNetwork.root(), true, true);
        try (Broker broker = Broker.builder(BenchNetwork.broker()).start();
                Provider provider = Provider.builder(network, BenchNetwork.address("provider"))
                        .broker(Objects.requireNonNull(broker.tlsWorkerAddress()))
                        .route(ProxyRoute.direct(BenchNetwork.party(), 0))
                        .serve(engine, null, 1000, CAPACITY)
                        .start()) {
            provider.ready().join();
            System.out.println(
                    "READY " + Objects.requireNonNull(broker.tlsClientAddress()).getPort() + " "
                            + Objects.requireNonNull(broker.tlsWorkerAddress()).getPort());
            new CountDownLatch(1).await();
        }
    }
}
