package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.util.concurrent.CountDownLatch;

/** Broker, provider link and a scripted engine that answers {@link AnswerScript} in one process. */
final class MarketplaceServer {

    private MarketplaceServer() {}

    /** Prints {@code READY <port> <token>} and serves until the process is ended. */
    public static void main(String[] args) throws InterruptedException {
        try (LocalMarketplace marketplace = LocalMarketplace.builder()
                .engines(() -> ScriptedEngine.builder(ModelId.of(AnswerScript.MODEL))
                        .script(AnswerScript.script())
                        .forgetful()
                        .build())
                .start()) {
            System.out.println("READY " + marketplace.apiUri().getPort() + " "
                    + marketplace.token().reveal());
            new CountDownLatch(1).await();
        }
    }
}
