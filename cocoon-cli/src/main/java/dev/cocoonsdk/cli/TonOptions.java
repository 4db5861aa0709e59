package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.toncenter.TonCenterApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which TON network a command talks to, and by whom. */
final class TonOptions {

    /** The variable that stands for {@code --ton}. */
    static final String VARIABLE = "COCOON_TON";

    private static final String V2 = "/api/v2";
    private static final String V3 = "/api/v3";
    private static final String MAINNET = "https://toncenter.com";
    private static final double LOCAL_RATE = 100;
    private static final String TESTNET = "https://testnet.toncenter.com";

    @Option(
            names = "--ton",
            paramLabel = "URL",
            description =
                    "A TonCenter-compatible server: mainnet, testnet, or an address such as that of ./cocoon devnet; with"
                            + " /api/v3 at its end by version 3, else by version 2. Also from " + VARIABLE + ".")
    private @Nullable String url;

    @Option(
            names = "--toncenter-key-file",
            paramLabel = "FILE",
            description = "The first line of this file is the server's API key.")
    private @Nullable Path keyFile;

    @Option(names = "--testnet", description = "Spell addresses for the test network.")
    private boolean testnet;

    /** As {@link #isTestnet}, of the network that the variable names, for commands that need none. */
    static boolean isTestnet(boolean asked, Map<String, String> environment) {
        TonOptions options = new TonOptions();
        options.testnet = asked;
        return options.isTestnet(environment);
    }

    /** Whether addresses are spelled for the test network: if asked, or if the server is not known to be of the main network. */
    boolean isTestnet(Map<String, String> environment) {
        String named = named(environment);
        return testnet
                || (named != null && !named.equals("mainnet") && !host(named).equals(host("mainnet")));
    }

    /** Whether a server is named. */
    boolean isNamed(Map<String, String> environment) {
        return named(environment) != null;
    }

    /** Whether the server is on this machine. */
    boolean isLocal(Map<String, String> environment) {
        String named = named(environment);
        return named != null && Set.of("127.0.0.1", "localhost", "[::1]").contains(host(named));
    }

    private @Nullable String named(Map<String, String> environment) {
        return url != null ? url : environment.get(VARIABLE);
    }

    /**
     * Opens the server, closed with the context.
     *
     * @throws CliException if none is named or the address cannot be used
     */
    TonApi open(CliContext context) throws IOException {
        return open(context, required(context.environment()));
    }

    /**
     * The server's address.
     *
     * @throws CliException if none is named or the address cannot be used
     */
    URI server(Map<String, String> environment) {
        return server(required(environment));
    }

    /** As {@link #server(Map)}, of another server. */
    static URI server(String named) {
        return ConnectionOptions.parseUrl(base(named));
    }

    private String required(Map<String, String> environment) {
        String named = named(environment);
        if (named == null) {
            throw CliException.usage(
                    "no TON server (give --ton mainnet, --ton testnet or --ton URL; ./cocoon devnet starts a"
                            + " local chain and prints its address)");
        }
        return named;
    }

    /** As {@link #open(CliContext)}, of another server with the same key. */
    TonApi open(CliContext context, String named) throws IOException {
        String base = base(named);
        URI uri = ConnectionOptions.parseUrl(base);
        TonCenterApi.Builder builder = base.endsWith(V3) ? TonCenterApi.v3(uri) : TonCenterApi.v2(uri);
        if ("127.0.0.1".equals(uri.getHost())) {
            builder = builder.requestsPerSecond(LOCAL_RATE);
        }
        if (keyFile != null) {
            builder = builder.apiKey(key(RunnerOptions.readable(keyFile)));
        }
        return context.closeLater(builder.build());
    }

    private static Secret key(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(Secret::of)
                .orElseThrow(() -> CliException.usage(file + " is empty (expected: an API key)"));
    }

    private static String host(String named) {
        return String.valueOf(server(named).getHost());
    }

    private static String base(String named) {
        String address = named.equals("mainnet") ? MAINNET : named.equals("testnet") ? TESTNET : named;
        String trimmed = address.replaceAll("/+$", "").replaceAll("/jsonRPC$", "");
        return trimmed.endsWith(V2) || trimmed.endsWith(V3) ? trimmed : trimmed + V2;
    }
}
