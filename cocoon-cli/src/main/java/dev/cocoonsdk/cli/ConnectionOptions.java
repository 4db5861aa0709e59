package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.transport.Dialect;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which marketplace a call goes to. */
final class ConnectionOptions {

    /** The variable that stands for {@code --url}. */
    static final String URL_VARIABLE = "COCOON_URL";

    /** The variable that stands for {@code --token}. */
    static final String TOKEN_VARIABLE = "COCOON_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A broker, a client-runner or any OpenAI-compatible server; also from " + URL_VARIABLE + ".")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "Account at the broker, WALLET:SECRET, or an API key; better given in " + TOKEN_VARIABLE + ".")
    private @Nullable String token;

    @Option(
            names = "--openai",
            description = "The server is a plain OpenAI-compatible one: send it nothing that only Cocoon knows.")
    private boolean openAi;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Client configuration; its http_port or reference_client.url is used.")
    private @Nullable Path config;

    @Mixin
    private final SealingOptions sealing = new SealingOptions();

    /**
     * The server that is asked for.
     *
     * @return null if none is, so that a marketplace in this process is meant
     * @throws CliException if an address or the configuration cannot be used
     */
    @Nullable
    Endpoint endpoint(Map<String, String> environment) {
        SealingOptions.Trust trust = sealing.trust();
        String named = url != null ? url : config == null ? environment.get(URL_VARIABLE) : null;
        if (named != null) {
            return new Endpoint(parseUrl(named), token(environment), dialect(), trust, sealing.insecure());
        } else if (config != null) {
            ClientConfig configured = ClientConfig.read(config);
            Secret secret = configured.token() == null ? token(environment) : configured.token();
            return new Endpoint(configured.url(), secret, dialect(), trust, sealing.insecure());
        } else if (token != null) {
            throw CliException.usage("a token without a server (give --url too)");
        } else if (trust != null || sealing.insecure()) {
            throw CliException.usage("--policy, --collateral, --pccs or --insecure without a server (give --url too;"
                    + " the marketplace in this process seals by itself)");
        }
        return null;
    }

    private Dialect dialect() {
        return openAi ? Dialect.OPENAI : Dialect.COCOON;
    }

    private @Nullable Secret token(Map<String, String> environment) {
        String value = token != null ? token : environment.get(TOKEN_VARIABLE);
        return value == null ? null : Secret.of(value);
    }

    /** An http or https address with a host. */
    static URI parseUrl(String text) {
        try {
            URI uri = URI.create(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw CliException.usage("url: not an address (expected: such as http://127.0.0.1:10000)", e);
        }
        throw CliException.usage("url: " + text + " (expected: such as http://127.0.0.1:10000)");
    }
}
