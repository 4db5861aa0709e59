package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.provider.engine.MiniLmEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link LocalMarketplace} consists of. Not thread-safe; reusable. */
public final class LocalMarketplaceBuilder {

    private static final int MAX_PROVIDERS = 100;
    private static final int MAX_PORT = 65_535;
    private static final int NO_PORT = -1;

    private @Nullable Supplier<? extends InferenceEngine> engines;
    private int providers = 1;
    private int coefficient = 1000;
    private int maxActiveRequests = 64;
    private NanoTon pricePerToken = NanoTon.of(2);
    private final List<TestAccount> accounts = new ArrayList<>();
    private Padding padding = Padding.padme();
    private int apiPort;
    private @Nullable NanoTon deposit;

    LocalMarketplaceBuilder() {}

    /** Providers answer as {@link LocalMarketplace#script()} says; the default. */
    public LocalMarketplaceBuilder scripted() {
        engines = null;
        return this;
    }

    /** Providers run the embedded all-MiniLM-L6-v2 model. */
    public LocalMarketplaceBuilder minilm() {
        return engines(MiniLmEngine::create);
    }

    /** Every provider runs an engine of this supplier and closes it. */
    public LocalMarketplaceBuilder engines(Supplier<? extends InferenceEngine> value) {
        engines = value;
        return this;
    }

    /**
     * How many providers there are; 1 if not set.
     *
     * @throws IllegalArgumentException if not 1 to 100
     */
    public LocalMarketplaceBuilder providers(int value) {
        providers = check("providers", value, 1, MAX_PROVIDERS);
        return this;
    }

    /**
     * The providers' price coefficient in 1/1000; 1000 if not set.
     *
     * @throws IllegalArgumentException if negative
     */
    public LocalMarketplaceBuilder coefficient(int value) {
        coefficient = check("coefficient", value, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * How many requests each provider serves at once; 64 if not set.
     *
     * @throws IllegalArgumentException if not positive
     */
    public LocalMarketplaceBuilder maxActiveRequests(int value) {
        maxActiveRequests = check("maxActiveRequests", value, 1, Integer.MAX_VALUE);
        return this;
    }

    /** The price of one token at coefficient 1000; 2 nanoton if not set. */
    public LocalMarketplaceBuilder pricePerToken(NanoTon value) {
        pricePerToken = value;
        return this;
    }

    /** One more account; the first is that of {@link LocalMarketplace#client()}. With none, every wallet has practically no limit. */
    public LocalMarketplaceBuilder account(TestAccount value) {
        accounts.add(value);
        return this;
    }

    /** How providers pad their sealed answers; Padmé if not set. Clients choose for their requests. */
    public LocalMarketplaceBuilder padding(Padding value) {
        padding = value;
        return this;
    }

    /**
     * With a local TON chain in this JVM ({@link LocalMarketplace#chain()}), all executed by the real TVM: the broker settles on it with its
     * own proxy contract, the provider has a worker contract, and the client deposits its coins before the first call. Needs the artifact
     * {@code cocoon-ton-devnet}, which takes about a second to start; with one provider only.
     *
     * @param deposited what the client of the first account pays in; {@link #account} has no effect
     */
    public LocalMarketplaceBuilder chain(NanoTon deposited) {
        deposit = deposited;
        return this;
    }

    /** As {@link #chain(NanoTon)} with a deposit of 10 TON. */
    public LocalMarketplaceBuilder chain() {
        return chain(NanoTon.ofTon(10));
    }

    /**
     * The port of the HTTP interface; a free one if not set or 0.
     *
     * @throws IllegalArgumentException if not 0 to 65535
     */
    public LocalMarketplaceBuilder apiPort(int value) {
        apiPort = check("apiPort", value, 0, MAX_PORT);
        return this;
    }

    private static int check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + min + " to " + (max == Integer.MAX_VALUE ? "…" : max) + ")");
        }
        return value;
    }

    /**
     * Starts everything and waits until the broker lists every provider.
     *
     * @throws IllegalStateException if that does not happen within a minute; what was started is stopped again, as with every other
     *     failure
     */
    public LocalMarketplace start() {
        Answers answers = engines == null ? new Answers() : null;
        Supplier<? extends InferenceEngine> source =
                engines == null ? Objects.requireNonNull(answers)::newEngine : engines;
        TestAccount account = accounts.isEmpty() ? TestAccount.unlimited() : accounts.get(0);
        if (deposit != null && providers != 1) {
            throw new IllegalStateException("providers: " + providers + " (expected: 1 with a chain)");
        }
        Wanted wanted = new Wanted(
                source,
                providers,
                coefficient,
                maxActiveRequests,
                pricePerToken,
                account,
                List.copyOf(accounts),
                apiPort,
                padding,
                deposit);
        return new Startup(wanted, answers).start();
    }

    /** Everything that is settled before the start. */
    record Wanted(
            Supplier<? extends InferenceEngine> engines,
            int providers,
            int coefficient,
            int maxActiveRequests,
            NanoTon pricePerToken,
            TestAccount account,
            List<TestAccount> accounts,
            int apiPort,
            Padding padding,
            @Nullable NanoTon deposit) {

        /** Our members of the broker's configuration. */
        JsonObject brokerAdditions(List<TestAccount> known) {
            JsonObject additions = JsonValue.object("api_port", apiPort, "admin_port", deposit == null ? NO_PORT : 0);
            return known.isEmpty()
                    ? additions
                    : additions.with(
                            "accounts",
                            JsonValue.array(
                                    known.stream().map(TestAccount::json).toList()));
        }
    }
}
