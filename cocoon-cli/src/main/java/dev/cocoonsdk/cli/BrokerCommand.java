package dev.cocoonsdk.cli;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerBuilder;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.MoneyStatus;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a broker. */
@Command(
        name = "broker",
        description = {
            "Run a broker until Ctrl-C: an OpenAI-compatible HTTP interface in front, a port for providers behind.",
            "Reads the official proxy-runner's configuration; docs/getting-started.md walks through it."
        },
        footer = {
            "  ./cocoon broker -c examples/config/proxy-config.json --disable-ton examples/config/fake-ton-config.json",
            "  ./cocoon broker -c proxy-config.json                 settles on the chain of reference_broker.ton",
            "  ./cocoon broker -c proxy-config.json -C fake-ton-config.json --api-port 8080 -v 3"
        })
final class BrokerCommand extends CliCommand {

    @Mixin
    private final RunnerOptions runner = new RunnerOptions();

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "Listen here instead of 127.0.0.1.")
    private @Nullable String listen;

    @Option(
            names = "--allow-plain-http",
            description = "Accept that HTTP is not encrypted when --listen is no loopback address.")
    private boolean allowPlainHttp;

    @Option(names = "--api-port", paramLabel = "PORT", description = "Port of the HTTP interface; 0 takes a free one.")
    private @Nullable Integer apiPort;

    @Option(names = "--admin-port", paramLabel = "PORT", description = "Port of the administration; -1 for none.")
    private @Nullable Integer adminPort;

    @Option(
            names = "--tls-worker-port",
            paramLabel = "PORT",
            description = "Open a port with proof of work and TLS for providers; 0 takes a free one.")
    private @Nullable Integer tlsWorkerPort;

    @Option(names = "--tls-client-port", paramLabel = "PORT", description = "The same for clients.")
    private @Nullable Integer tlsClientPort;

    @Option(
            names = "--worker-policy",
            paramLabel = "POLICY",
            description =
                    "What a provider must show there: any (default in test mode), fake_tdx, simulated_tdx or tdx.")
    private @Nullable String workerPolicy;

    @Option(
            names = "--client-policy",
            paramLabel = "POLICY",
            description = "What a client must show there: any (default), fake_tdx, simulated_tdx or tdx.")
    private @Nullable String clientPolicy;

    @Option(
            names = "--pow-difficulty",
            paramLabel = "BITS",
            description = "Proof of work that is demanded there, 0 to 28 bits (default: 20).")
    private @Nullable Integer powDifficulty;

    @Mixin
    private final BrokerChainOptions chain = new BrokerChainOptions();

    BrokerCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        BrokerConfig config = config();
        Broker broker = context().closeLater(start(config));
        PrintStream out = terminal().out();
        out.println("HTTP interface   " + broker.apiUri());
        out.println("administration   " + (broker.adminUri() == null ? "off" : broker.adminUri()));
        out.println("providers        " + addresses(broker.workerAddress(), broker.tlsWorkerAddress()));
        out.println("clients          " + addresses(broker.clientAddress(), broker.tlsClientAddress()));
        out.println((config.fakeTon() == null ? "On the chain." : tokens(config)) + " Ctrl-C stops.");
        Interrupt.await();
        return ExitCode.OK;
    }

    private Broker start(BrokerConfig config) throws IOException {
        BrokerBuilder builder = Broker.builder(config);
        if (chain.given(context().environment(), runner)) {
            builder =
                    chain.settle(context(), builder, config.runner().proxyKey().publicKey());
        }
        Broker broker = builder.start();
        MoneyStatus money = broker.money();
        if (money != null) {
            terminal()
                    .out()
                    .println("wallet           "
                            + money.wallet().toWire(config.runner().isTestnet()) + " (must have coins)");
        }
        return broker;
    }

    private static String tokens(BrokerConfig config) {
        int accounts = config.settings().accounts().size();
        return accounts == 0
                ? "Fake TON: any wallet address followed by ':' is a token with a full balance."
                : "Fake TON: only the accounts of the configuration (" + accounts + ") are known.";
    }

    private static String addresses(InetSocketAddress plain, @Nullable InetSocketAddress tls) {
        return Addresses.text(plain) + " plain" + (tls == null ? "" : ", " + Addresses.text(tls) + " with TLS");
    }

    private BrokerConfig config() {
        Path file = runner.requiredConfig("examples/config/proxy-config.json");
        BrokerConfig config = RunnerOptions.parsed(file, json -> BrokerConfig.parse(withOptions(json)));
        if (runner.fakeTon != null) {
            config = config.withFakeTon(RunnerOptions.readable(runner.fakeTon));
        } else if (!chain.given(context().environment(), runner)
                && !config.settings().ton().isPresent()) {
            throw RunnerOptions.noRoot("reference_broker");
        }
        return config.withTdx(runner.simulated(
                config.tdx(), "broker", config.runner().isTest(), terminal().out()));
    }

    private JsonObject withOptions(JsonObject file) {
        Map<String, JsonValue> ours = new LinkedHashMap<>();
        if (listen != null) {
            ours.put("listen", JsonValue.of(listen));
        }
        if (allowPlainHttp) {
            ours.put("allow_plain_http", JsonValue.of(true));
        }
        putNumber(ours, "api_port", apiPort);
        putNumber(ours, "admin_port", adminPort);
        putNumber(ours, "tls_worker_port", tlsWorkerPort);
        putNumber(ours, "tls_client_port", tlsClientPort);
        putNumber(ours, "pow_difficulty", powDifficulty);
        if (workerPolicy != null) {
            ours.put("worker_policy", JsonValue.of(workerPolicy));
        }
        if (clientPolicy != null) {
            ours.put("client_policy", JsonValue.of(clientPolicy));
        }
        JsonObject changed = RunnerOptions.withAdditions(file, "reference_broker", ours);
        return runner.forceHashChecks ? changed.with("check_worker_hashes", JsonValue.of(true)) : changed;
    }

    private static void putNumber(Map<String, JsonValue> members, String name, @Nullable Integer value) {
        if (value != null) {
            members.put(name, JsonValue.of(value));
        }
    }
}
