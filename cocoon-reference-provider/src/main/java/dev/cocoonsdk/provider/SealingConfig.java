package dev.cocoonsdk.provider;

import dev.cocoonsdk.crypto.TsmQuoteSource;
import dev.cocoonsdk.crypto.sealed.Batching;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * The object {@code sealing} of {@code reference_provider}: whether and how requests are taken sealed ({@code docs/provider.md}).
 *
 * @param quotes what proves the keys
 * @param padding of answers
 * @param batching of the events of streams
 */
public record SealingConfig(Quotes quotes, Padding padding, Batching batching) {

    /** What proves the keys. */
    public enum Quotes {
        /** Nothing: sealed requests are refused. */
        NONE,
        /** The quote of the own certificate if it has a real or a simulated one, else as {@link #NONE}. */
        CERTIFICATE,
        /** Linux in a trust domain. */
        TSM,
        /** The platform of {@code --simulated-tee}; test networks only. */
        SIMULATED,
        /** A fake quote; test networks only. */
        FAKE
    }

    private static final int MOST_BATCHED = 1 << 16;
    private static final int LONGEST_MILLIS = 10_000;

    /** Reads the object. */
    static SealingConfig read(RunnerConfigReader json, boolean test) {
        Quotes quotes = json.has("quotes")
                ? json.parsed("quotes", "none, tsm, simulated or fake", SealingConfig::quotes)
                : Quotes.CERTIFICATE;
        if (!test && (quotes == Quotes.SIMULATED || quotes == Quotes.FAKE)) {
            throw json.wrong("quotes", "tsm or none outside of a test network");
        }
        int bytes = (int) json.integer("batch_bytes", 1, 1, MOST_BATCHED);
        Duration delay = Duration.ofMillis(json.integer("batch_milliseconds", 0, 0, LONGEST_MILLIS));
        Padding padding = json.has("padding")
                ? json.parsed("padding", "padme, none, or sizes such as 1024,4096", SealingConfig::padding)
                : Padding.padme();
        return new SealingConfig(quotes, padding, new Batching(bytes, delay));
    }

    /**
     * With what the own certificate must carry for that.
     *
     * @throws ConfigException if there is no simulated platform
     */
    TdxConfig certificate(TdxConfig tdx) {
        if (quotes == Quotes.SIMULATED && tdx.quotes() == null) {
            throw new ConfigException(
                    "reference_provider.sealing.quotes", "simulated", "--simulated-tee with the platform's file");
        }
        return quotes == Quotes.TSM && tdx.quotes() == null ? tdx.withQuotes(TsmQuoteSource.ofThisMachine()) : tdx;
    }

    /** Whether requests are taken sealed, with such a certificate. */
    boolean seals(TdxConfig tdx) {
        return quotes == Quotes.CERTIFICATE ? tdx.quotes() != null : quotes != Quotes.NONE;
    }

    Sealing with(TlsIdentitySource identity) {
        return new Sealing(identity, padding, batching, Map.of());
    }

    private static Quotes quotes(String name) {
        return switch (name) {
            case "none" -> Quotes.NONE;
            case "tsm" -> Quotes.TSM;
            case "simulated" -> Quotes.SIMULATED;
            case "fake" -> Quotes.FAKE;
            default -> throw new IllegalArgumentException("quotes: " + name);
        };
    }

    private static Padding padding(String text) {
        return switch (text) {
            case "padme" -> Padding.padme();
            case "none" -> Padding.none();
            default ->
                Padding.buckets(Arrays.stream(text.split(","))
                        .map(String::strip)
                        .mapToInt(Integer::parseInt)
                        .toArray());
        };
    }
}
