package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a broker reaches the chain: members of {@code reference_broker.ton}, each of which may be missing.
 *
 * @param endpoints {@code endpoints}: gateways that speak TonCenter's HTTP interface, a devnet's among them, asked in this order
 * @param quorum {@code quorum}: how many of them must give the same root configuration; more than half and, unless {@code is_test} is true,
 *     at least 2; if missing, just more than half
 * @param walletCode {@code wallet_code_file}: bag of cells with the code of the Cocoon wallet, needed to deploy the wallet; empty for a wallet
 *     of the live network that is deployed
 * @param poll {@code poll_milliseconds}: shortest time between two looks at the chain, 5000
 */
public record TonSettings(List<Endpoint> endpoints, int quorum, String walletCode, Duration poll) {

    /** Copies the list. */
    public TonSettings {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * A gateway.
     *
     * @param url everything before the method's name, {@code https://…/api/v2}
     * @param version of the interface, 2 or 3
     * @param apiKey sent in a header only; null if there is none
     */
    public record Endpoint(URI url, int version, @Nullable Secret apiKey) {}

    static TonSettings read(RunnerConfigReader json) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (RunnerConfigReader endpoint : json.objects("endpoints")) {
            URI url = endpoint.parsed("url", "a URL such as https://host/api/v2", URI::create);
            endpoints.add(new Endpoint(url, (int) endpoint.integer("version", 2, 2, 3), apiKey(endpoint)));
        }
        int majority = endpoints.size() / 2 + 1;
        return new TonSettings(
                endpoints,
                (int) json.integer("quorum", majority, 1, Math.max(1, endpoints.size())),
                json.text("wallet_code_file", ""),
                Duration.ofMillis(json.integer("poll_milliseconds", 5000, 1, 3_600_000)));
    }

    private static @Nullable Secret apiKey(RunnerConfigReader json) {
        String file = json.text("api_key_file", "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            return Secret.of(
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw json.wrong("api_key_file", "a readable file that holds one line, the key");
        }
    }
}
