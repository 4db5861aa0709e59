package dev.cocoonsdk.ton.config;

import dev.cocoonsdk.core.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node reaches the chain: the object {@code ton} of our additions to a runner's file ({@code reference_broker.ton}, {@code
 * reference_provider.ton}, {@code reference_client.ton}). Every member but {@code endpoints} may be missing.
 *
 * @param endpoints {@code endpoints}: base URLs of TonCenter-compatible gateways, ending in {@code /api/v2} or {@code /api/v3}; asked in
 *     this order
 * @param apiKeyFile {@code api_key_file}: the gateways' API key, one line; null for none
 * @param requestsPerSecond {@code requests_per_second}: most questions to one gateway, 1 to 10,000; 0 for TonCenter's limits
 * @param rootQuorum {@code root_quorum}: how many gateways must agree on the root contract; 0 believes the first one, which only a test
 *     network may
 * @param local {@code local}: the gateway serves a chain of one's own, such as the devnet
 * @param walletCodeFile {@code wallet_code_file}: code of the Cocoon wallet as bag of cells, needed to deploy one; null if it is deployed
 *     already
 * @param poll {@code poll_milliseconds}: shortest time between two looks at the chain, 5000; the longest is twice that
 */
public record TonConfig(
        List<URI> endpoints,
        @Nullable Path apiKeyFile,
        int requestsPerSecond,
        int rootQuorum,
        boolean local,
        @Nullable Path walletCodeFile,
        Duration poll) {

    private static final String ENDPOINT = "an HTTP URL that ends in /api/v2 or /api/v3";

    /** Copies the list. */
    public TonConfig {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * Reads the object.
     *
     * @param json the object that holds {@code ton}
     * @return null if there is none
     * @throws ConfigException if a member is unusable
     */
    public static @Nullable TonConfig read(RunnerConfigReader json) {
        if (!json.has("ton")) {
            return null;
        }
        RunnerConfigReader ton = json.object("ton");
        List<URI> endpoints = new ArrayList<>();
        for (String text : ton.texts("endpoints")) {
            endpoints.add(endpoint(ton, text));
        }
        if (endpoints.isEmpty()) {
            throw ton.wrong("endpoints", "at least one, each " + ENDPOINT);
        }
        int quorum = (int) ton.integer("root_quorum", 0, 0, endpoints.size());
        if (quorum == 1 || quorum > 0 && quorum * 2 <= endpoints.size()) {
            throw ton.wrong("root_quorum", "at least 2, and more than half of the " + endpoints.size() + " endpoints");
        }
        return new TonConfig(
                endpoints,
                file(ton, "api_key_file"),
                (int) ton.integer("requests_per_second", 0, 0, 10_000),
                quorum,
                ton.flag("local"),
                file(ton, "wallet_code_file"),
                Duration.ofMillis(ton.integer("poll_milliseconds", 5000, 10, 3_600_000)));
    }

    private static URI endpoint(RunnerConfigReader ton, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && text.matches("https?://.*/api/v[23]")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw ton.wrong("endpoints", "each " + ENDPOINT);
        }
        throw ton.wrong("endpoints", "each " + ENDPOINT);
    }

    private static @Nullable Path file(RunnerConfigReader ton, String name) {
        String text = ton.text(name, "");
        return text.isEmpty() ? null : Path.of(text);
    }

    /** The API key; null if there is none. */
    @Nullable
    Secret apiKey() {
        return apiKeyFile == null ? null : Secret.of(ConfigFiles.line("api_key_file", apiKeyFile));
    }
}
