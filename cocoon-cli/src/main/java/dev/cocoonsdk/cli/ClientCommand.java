package dev.cocoonsdk.cli;

import dev.cocoonsdk.cli.runner.ClientRunner;
import dev.cocoonsdk.cli.runner.ClientRunnerConfig;
import dev.cocoonsdk.cli.runner.NetworkOpener;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a client-runner. */
@Command(
        name = "client",
        description = {
            "Run a client until Ctrl-C: an OpenAI-compatible HTTP interface for your applications, the Cocoon network behind.",
            "Reads the official client-runner's configuration; docs/running-with-official-peers.md walks through it."
        },
        footer = {
            "  ./cocoon client -c client-config.json --disable-ton fake-ton-config.json",
            "  ./cocoon client -c client-config.json                pays on the chain of reference_client.ton",
            "  ./cocoon client -c client-config.json -C fake-ton-config.json --proxy 10.0.0.5:11002 --proxy-policy any",
            "  ./cocoon chat --url http://127.0.0.1:10000 \"What is a coefficient?\"     talk to it"
        })
final class ClientCommand extends CliCommand {

    private static final String SECTION = "reference_client";

    @Mixin
    private final RunnerOptions runner = new RunnerOptions();

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "Listen here instead of 127.0.0.1.")
    private @Nullable String listen;

    @Option(
            names = "--allow-plain-http",
            description =
                    "Accept that everybody who reaches the port can spend the wallet's money, and that HTTP is not"
                            + " encrypted, when --listen is no loopback address.")
    private boolean allowPlainHttp;

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port of the HTTP interface; 0 takes a free one.")
    private @Nullable Integer httpPort;

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            description = "Connect to this client port only, in place of those that the root configuration registers.")
    private @Nullable String proxy;

    @Option(
            names = "--plain",
            description = "Reach the port of --proxy, which must be on this machine, without proof of work and TLS.")
    private boolean plain;

    @Option(
            names = "--proxy-policy",
            paramLabel = "POLICY",
            description = "What a proxy must show: any, fake_tdx (default in test mode), simulated_tdx or tdx.")
    private @Nullable String proxyPolicy;

    ClientCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() {
        Path file = runner.requiredConfig("examples/config/client-config.json");
        ClientRunnerConfig config = config(file);
        config.unknownFields()
                .forEach(field -> terminal().err().println("cocoon client: unknown field " + field + " has no effect"));
        NetworkOpener.Opened opened = open(config);
        String idle = NetworkOpener.idlePolicy(config);
        if (idle != null) {
            terminal().err().println("cocoon client: proxy_policy " + config.proxyPolicy() + " has no effect: " + idle);
        }
        ClientRunner client = context()
                .closeLater(ClientRunner.start(config, opened.network(), opened.funds(), CocoonVersion.number()));
        PrintStream out = terminal().out();
        out.println("HTTP interface   " + client.uri());
        out.println("proxies          " + NetworkOpener.describe(config));
        if (opened.funds() != null) {
            out.println(
                    "wallet           " + opened.funds().address().toWire(config.isTestnet()) + " (must have coins)");
        }
        out.println("Connecting in the background, /stats shows how far it is. Ctrl-C stops.");
        Interrupt.await();
        return ExitCode.OK;
    }

    private NetworkOpener.Opened open(ClientRunnerConfig config) {
        if (runner.fakeTon != null) {
            Path root = RunnerOptions.readable(runner.fakeTon);
            return new NetworkOpener.Opened(NetworkOpener.open(config, root, context()::closeLater), null);
        } else if (config.money() == null) {
            throw RunnerOptions.noRoot(SECTION);
        }
        return NetworkOpener.open(config, context()::closeLater);
    }

    private ClientRunnerConfig config(Path file) {
        ClientRunnerConfig config = RunnerOptions.parsed(
                file, json -> ClientRunnerConfig.parse(withOptions(RunnerOptions.withState(file, json, SECTION))));
        return config.withTdx(runner.simulated(
                config.tdx(), "client", config.isTest(), terminal().out()));
    }

    private JsonObject withOptions(JsonObject file) {
        Map<String, JsonValue> ours = new LinkedHashMap<>();
        if (listen != null) {
            ours.put("listen", JsonValue.of(listen));
        }
        if (allowPlainHttp) {
            ours.put("allow_plain_http", JsonValue.of(true));
        }
        if (proxy != null) {
            ours.put("proxy", JsonValue.of(proxy));
        }
        if (plain) {
            ours.put("plain", JsonValue.of(true));
        }
        if (proxyPolicy != null) {
            ours.put("proxy_policy", JsonValue.of(proxyPolicy));
        }
        JsonObject changed = RunnerOptions.withAdditions(file, SECTION, ours);
        if (httpPort != null) {
            changed = changed.with("http_port", JsonValue.of(httpPort));
        }
        return runner.forceHashChecks ? changed.with("check_proxy_hashes", JsonValue.of(true)) : changed;
    }
}
