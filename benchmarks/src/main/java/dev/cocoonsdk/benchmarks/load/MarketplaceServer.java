package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Broker, provider link and a scripted engine that answers {@link AnswerScript} in one process. */
final class MarketplaceServer {

    private MarketplaceServer() {}

    /** Prints {@code READY <port> <token>} and serves until the process is ended. */
    public static void main(String[] args) throws InterruptedException {
        Script script = Script.empty()
                .head(200, new dev.cocoonsdk.provider.engine.EngineHeader("content-type", "text/event-stream"));
        for (byte[] event : AnswerScript.events()) {
            script = script.body(new String(event, StandardCharsets.UTF_8));
        }
        Script answer = script.end();
        try (LocalMarketplace marketplace = LocalMarketplace.builder()
                .engines(() -> ScriptedEngine.builder(ModelId.of(AnswerScript.MODEL))
                        .script(answer)
                        .forgetful()
                        .build())
                .start()) {
            System.out.println("READY " + marketplace.apiUri().getPort() + " "
                    + marketplace.token().reveal());
            new CountDownLatch(1).await();
        }
    }
}
