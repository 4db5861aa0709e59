package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.root.VerifiedRoot;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the root configuration comes from: a file in fake-TON mode, else the chain. Asked every 30 to 60 s ({@code
 * docs/protocol/wire.md} 3.7) on the network's thread, which it must not hold up.
 */
@FunctionalInterface
public interface RootConfigSource {

    /** The newest root configuration that is known; a failure leaves the network with the one that it has. */
    CompletionStage<RootConfig> read();

    /** Always the same. */
    static RootConfigSource fixed(RootConfig config) {
        return () -> CompletableFuture.completedStage(config);
    }

    /**
     * The file of fake-TON mode ({@code docs/protocol/payments.md} 12), read anew each time, so that a greater version in it is noticed.
     * What is wrong with the file is a {@link dev.cocoonsdk.ton.config.ConfigException} of the stage.
     */
    static RootConfigSource fakeTon(Path file, InstantSource clock) {
        return () -> {
            try {
                JsonObject json = RunnerConfigReader.parseFile(file);
                return CompletableFuture.completedStage(
                        RootConfig.ofPseudoJson(json, clock.instant()).config());
            } catch (RuntimeException e) {
                return CompletableFuture.failedStage(e);
            }
        };
    }

    /**
     * The root contract, as far as the reader's policy believes what endpoints say of it. What it cannot use is a {@link
     * dev.cocoonsdk.ton.root.RootException} of the stage.
     */
    static RootConfigSource chain(RootReader reader) {
        return () -> reader.read().thenApply(VerifiedRoot::config);
    }
}
