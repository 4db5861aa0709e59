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
 * reference_provider.ton}, {@code reference_client.ton}). Every member may be missing.
 *
 * @param endpoints {@code endpoints}: gateways that speak TonCenter's HTTP interface, a devnet's among them, asked in this order; none to do
 *     without a chain
 * @param quorum {@code quorum}: how many of them must give the same root configuration; more than half and, unless {@code is_test} is true,
 *     at least 2; if missing, just more than half
 * @param walletCodeFile {@code wallet_code_file}: bag of cells with the code of the Cocoon wallet, needed to deploy the wallet; null for a
 *     wallet of the live network that is deployed
 * @param poll {@code poll_milliseconds}: shortest time between two looks at the chain, 5000; the longest is twice that
 */
public record TonConfig(
        List<Endpoint> endpoints, int quorum, @Nullable Path walletCodeFile, Duration poll) {

    /** Copies the list. */
    public TonConfig {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * A gateway.
     *
     * @param url {@code url}: everything before the method's name, {@code https://…/api/v2}
     * @param version {@code version} of the interface, 2 or 3; if missing, the one in which the URL ends, else 2
     * @param apiKey of the file {@code api_key_file}, sent in a header only; null if there is none
     */
    public record Endpoint(URI url, int version, @Nullable Secret apiKey) {}

    /**
     * Reads the members.
     *
     * @param json the object {@code ton}
     * @throws ConfigException if a member is unusable
     */
    public static TonConfig read(RunnerConfigReader json) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (RunnerConfigReader endpoint : json.objects("endpoints")) {
            URI url = endpoint.parsed("url", "a URL such as https://host/api/v2", URI::create);
            int version = url.toString().endsWith("3") ? 3 : 2;
            endpoints.add(new Endpoint(url, (int) endpoint.integer("version", version, 2, 3), apiKey(endpoint)));
        }
        int majority = endpoints.size() / 2 + 1;
        String code = json.text("wallet_code_file", "");
        return new TonConfig(
                endpoints,
                (int) json.integer("quorum", majority, 1, Math.max(1, endpoints.size())),
                code.isEmpty() ? null : Path.of(code),
                Duration.ofMillis(json.integer("poll_milliseconds", 5000, 1, 3_600_000)));
    }

    private static @Nullable Secret apiKey(RunnerConfigReader json) {
        String file = json.text("api_key_file", "");
        return file.isEmpty() ? null : Secret.of(ConfigFiles.line("api_key_file", Path.of(file)));
    }

    /** Whether there is a chain. */
    public boolean isPresent() {
        return !endpoints.isEmpty();
    }
}
