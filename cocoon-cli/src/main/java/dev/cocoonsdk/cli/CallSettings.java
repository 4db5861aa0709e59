package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a single call. */
final class CallSettings {

    private static final double MAX_SECONDS = 86_400;

    @Option(names = "--model", paramLabel = "NAME", description = "Which model; else the first that can do it.")
    private @Nullable String model;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "The whole call must end within this time (default: 300).")
    private @Nullable Double timeout;

    @Option(
            names = "--max-price",
            paramLabel = "TON",
            description = "The whole call may cost at most this much, for example 0.001.")
    private @Nullable String maxPrice;

    @Option(
            names = "--max-coefficient",
            paramLabel = "N",
            description = "Accept providers up to this price coefficient, 1000 = x1 (default: 4000).")
    private @Nullable Integer maxCoefficient;

    /** The model asked for, or null. */
    @Nullable
    ModelId model() {
        return model == null ? null : ModelId.of(model);
    }

    /**
     * What the call does differently from the client.
     *
     * @throws CliException if a value is out of range
     */
    CallOptions options() {
        CallOptions.Builder options = CallOptions.builder();
        if (timeout != null) {
            options.deadlines(deadlines(timeout));
        }
        if (maxPrice != null || maxCoefficient != null) {
            options.priceCap(new PriceCap(maxPrice == null ? null : NanoTon.parse(maxPrice), maxCoefficient));
        }
        return options.build();
    }

    /** One clock is enough on a command line: the others never pass before it. */
    private static Deadlines deadlines(double seconds) {
        if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
            throw CliException.usage("--timeout: " + seconds + " (expected: more than 0, at most 86400 seconds)");
        }
        Duration total = Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
        return new Deadlines(total, total, total, total);
    }
}
