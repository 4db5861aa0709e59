package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The simulated platform in which a runner pretends to work ({@code --simulated-tee}). Each role runs an image of its own name.
 *
 * @param platform the same in all processes that use the same file
 * @param image what this process pretends to run
 */
record SimulatedTee(SimulatedPlatform platform, SimulatedImage image) {

    private static final int SEED = 32;

    /**
     * The platform of a file, which is made if there is none.
     *
     * @param role names the image: broker, provider or client
     */
    static SimulatedTee open(Path file, String role) {
        try {
            byte[] seed = new byte[SEED];
            new SecureRandom().nextBytes(seed);
            return new SimulatedTee(
                    SimulatedPlatform.open(file, Bytes.wrap(seed), Clock.systemUTC()),
                    SimulatedImage.named("cocoon " + role));
        } catch (IOException e) {
            throw CliException.usage("--simulated-tee " + file + ": " + e.getMessage());
        }
    }

    /** Policies that know the platform, and quotes of it. */
    TdxConfig in(TdxConfig config) {
        return config.withSimulatedPlatform(platform.quotes(image), platform.rootKey(), platform.collateral());
    }
}
