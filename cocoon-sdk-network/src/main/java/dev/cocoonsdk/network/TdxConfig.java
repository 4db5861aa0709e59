package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.TsmQuoteSource;
import dev.cocoonsdk.crypto.collateral.CachingCollateral;
import dev.cocoonsdk.crypto.collateral.CollateralFolder;
import dev.cocoonsdk.crypto.collateral.CollateralService;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The object {@code tdx} among our additions to the runners' configurations: what policies know and what the own certificate shows. Every
 * member may be missing ({@code docs/running-with-official-peers.md}). Immutable.
 *
 * <ul>
 *   <li>{@code collateral_url}: Intel's service or a PCCS, without the path; Intel's if missing
 *   <li>{@code collateral_folder}: a folder with collateral files in place of a service
 *   <li>{@code collateral_cache}: a folder that keeps what the service gave
 *   <li>{@code image_hashes}: the only images that are accepted, in base64, besides the root configuration's lists
 *   <li>{@code minimum_tcb_evaluation}: lowest tcbEvaluationDataNumber, 0
 *   <li>{@code verdict_minutes}: how long a verdict holds, 1440
 *   <li>{@code own_quote}: {@code tdx} if this process runs in a TD whose quotes its certificate shall carry
 *   <li>{@code simulated_root}: a file with the root key of a simulated platform, 130 hexadecimal digits; test networks only
 * </ul>
 *
 * @param policies what makes policies
 * @param quotes where the quotes of the own certificate come from; null to show a fake quote in test networks and none elsewhere
 */
public record TdxConfig(PolicyConfig policies, @Nullable QuoteSource quotes) {

    /** Intel's service, any image, no own quotes. */
    public static final TdxConfig DEFAULT = new TdxConfig(PolicyConfig.DEFAULT, null);

    private static final int MOST_MINUTES = 30 * 24 * 60;
    private static final int DAY = 24 * 60;

    /**
     * Reads the object.
     *
     * @param json the object {@code tdx}
     * @throws dev.cocoonsdk.ton.config.ConfigException if a member is unusable
     */
    public static TdxConfig read(RunnerConfigReader json) {
        PolicyConfig policies = PolicyConfig.DEFAULT
                .withImageHashes(Set.copyOf(json.hashes("image_hashes")))
                .withMinimumTcbEvaluation((int) json.integer("minimum_tcb_evaluation", 0, 0, Integer.MAX_VALUE))
                .withVerdictAge(Duration.ofMinutes(json.integer("verdict_minutes", DAY, 1, MOST_MINUTES)));
        CollateralSource collateral = collateral(json);
        if (collateral != null) {
            policies = policies.withCollateral(collateral);
        }
        if (json.has("simulated_root")) {
            String expected = "a file with the 130 hexadecimal digits of a simulated root key";
            policies = policies.withSimulatedRoot(json.parsed("simulated_root", expected, TdxConfig::root));
        }
        return new TdxConfig(policies, quotes(json));
    }

    private static @Nullable QuoteSource quotes(RunnerConfigReader json) {
        return switch (json.text("own_quote", "")) {
            case "" -> null;
            case "tdx" -> TsmQuoteSource.ofThisMachine();
            default -> throw json.wrong("own_quote", "tdx, or empty");
        };
    }

    private static @Nullable CollateralSource collateral(RunnerConfigReader json) {
        String folder = json.text("collateral_folder", "");
        String url = json.text("collateral_url", "");
        String cache = json.text("collateral_cache", "");
        if (!folder.isEmpty()) {
            if (!url.isEmpty() || !cache.isEmpty()) {
                throw json.wrong("collateral_folder", "none beside collateral_url or collateral_cache");
            }
            return CollateralFolder.of(Path.of(folder));
        } else if (url.isEmpty() && cache.isEmpty()) {
            return null;
        }
        CollateralService service =
                json.parsed("collateral_url", "https://host or http://host, a port, no path", TdxConfig::service);
        CachingCollateral.Builder caching = CachingCollateral.builder(service);
        return cache.isEmpty()
                ? caching.build()
                : caching.folder(Path.of(cache)).build();
    }

    private static CollateralService service(String url) {
        CollateralService.Builder service = CollateralService.builder();
        return url.isEmpty()
                ? service.build()
                : service.baseUrl(URI.create(url)).build();
    }

    private static RootKey.Simulated root(String file) {
        try {
            String hex =
                    Files.readString(Path.of(file), StandardCharsets.ISO_8859_1).strip();
            return new RootKey.Simulated(Bytes.wrap(HexFormat.of().parseHex(hex)));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read", e);
        }
    }

    /** With quotes for the own certificate. */
    public TdxConfig withQuotes(QuoteSource source) {
        return new TdxConfig(policies, source);
    }

    /** With other settings of policies. */
    public TdxConfig withPolicies(PolicyConfig changed) {
        return new TdxConfig(changed, quotes);
    }

    /**
     * As in an enclave of a simulated platform: its quotes in the own certificate, its root and collateral for {@code simulated_tdx}.
     */
    public TdxConfig withSimulatedPlatform(QuoteSource own, RootKey.Simulated root, CollateralSource collateral) {
        return new TdxConfig(policies.withSimulatedPlatform(root, collateral), own);
    }

    /**
     * The policy of a name.
     *
     * @param test whether the network is a test network
     * @throws dev.cocoonsdk.crypto.PolicyUnavailableException if there is no such policy in such a network
     */
    public AttestationPolicy policy(String name, boolean test) {
        return policies.policy(name, test);
    }

    /**
     * What this side shows to its peers. Blocks while a first quote is made. To be closed by who made it.
     *
     * @param test whether the network is a test network
     * @param problems is told when a later quote cannot be had
     * @throws QuoteUnavailableException if there is no first quote
     */
    public TlsIdentitySource identity(boolean test, Clock clock, Consumer<? super QuoteUnavailableException> problems) {
        if (quotes != null) {
            return TlsIdentitySource.attested(quotes, clock, problems);
        }
        return TlsIdentitySource.renewing(test ? TlsIdentitySource.Kind.FAKE_TDX : TlsIdentitySource.Kind.NONE, clock);
    }
}
