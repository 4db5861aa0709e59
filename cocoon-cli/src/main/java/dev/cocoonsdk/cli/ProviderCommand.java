package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.EngineConfig;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.ProviderConfig;
import dev.cocoonsdk.provider.ProviderStatus;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a provider. */
@Command(
        name = "provider",
        description = {
            "Run a provider until Ctrl-C: it connects to a broker and serves a model.",
            "Reads the official worker-runner's configuration; docs/getting-started.md walks through it."
        },
        footer = {
            "  ./cocoon provider -c examples/config/worker-config.json --disable-ton examples/config/fake-ton-config.json",
            "  ./cocoon provider -c worker-config.json              collects on the chain of reference_provider.ton",
            "  ./cocoon provider -c worker-config.json -C fake-ton-config.json --broker 127.0.0.1:11101 \\",
            "      --engine upstream --upstream http://127.0.0.1:11434 --model llama3.2"
        })
final class ProviderCommand extends CliCommand {

    private static final String SECTION = "reference_provider";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String LATE = "late";

    @Mixin
    private final RunnerOptions runner = new RunnerOptions();

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "A broker's plain port for providers on this machine; else one with TLS that the root"
                    + " configuration registers.")
    private @Nullable String broker;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "upstream: an OpenAI-compatible server (default); minilm: the embedded model.")
    private EngineConfig.@Nullable Kind engine;

    @Option(names = "--upstream", paramLabel = "URL", description = "The server behind --engine upstream.")
    private @Nullable String upstream;

    @Option(names = "--model", paramLabel = "NAME", description = "The model's name; everything after @ is optional.")
    private @Nullable String model;

    @Option(names = "--coefficient", paramLabel = "N", description = "Price coefficient, 1000 = x1.")
    private @Nullable Integer coefficient;

    @Option(
            names = "--proxy-policy",
            paramLabel = "POLICY",
            description = "What a broker must show: any, fake_tdx (default in test mode), simulated_tdx or tdx.")
    private @Nullable String proxyPolicy;

    @Option(
            names = "--sealing",
            paramLabel = "QUOTES",
            description = "Take sealed requests with keys proved by tsm (a trust domain of Linux), simulated"
                    + " (--simulated-tee) or fake quotes, both for test networks; none refuses them.")
    private @Nullable String sealing;

    ProviderCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() {
        ProviderConfig config = config();
        report(config);
        PrintStream out = terminal().out();
        for (EngineConfig served : config.engines()) {
            out.println("serving " + served.modelName() + " ("
                    + served.kind().name().toLowerCase(Locale.ROOT) + ", coefficient " + served.coefficient()
                    + "), connecting to the broker …");
        }
        Provider.Builder builder = config.toProvider();
        reportIdlePolicy(config);
        Provider provider = context().closeLater(builder.start());
        CompletableFuture<Void> ended = provider.ended().toCompletableFuture();
        try {
            if (isReady(provider, ended)) {
                ProviderStatus.Wallet wallet = provider.status().wallet();
                if (wallet != null) {
                    out.println("wallet " + wallet.address().toWire(config.isTestnet()) + " (must have coins)");
                }
                out.println("ready. Ctrl-C stops.");
                Interrupt.await(ended);
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw CliException.failed("the provider ended: " + ErrorReport.firstLine(cause == null ? e : cause), e);
        }
        return ExitCode.OK;
    }

    /** Waits for a broker, however long it takes; false if this process is to stop. */
    private boolean isReady(Provider provider, CompletableFuture<Void> ended) throws ExecutionException {
        CompletableFuture<Object> first = CompletableFuture.anyOf(provider.ready(), ended);
        CompletableFuture<Object> soon =
                first.copy().completeOnTimeout(LATE, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        boolean go = Interrupt.await(soon);
        if (go && LATE.equals(soon.join())) {
            terminal()
                    .err()
                    .println(
                            "cocoon provider: no broker has accepted it yet, trying on (is the broker there, with the same"
                                    + " root configuration? -v 4 shows details)");
            go = Interrupt.await(first);
        }
        return go;
    }

    private void report(ProviderConfig config) {
        for (String field : config.unknownFields()) {
            terminal().err().println("cocoon provider: unknown field " + field + " has no effect");
        }
        if (verbosity().detailed() && !config.unusedFields().isEmpty()) {
            terminal().err().println("cocoon provider: without effect in this version: " + config.unusedFields());
        }
    }

    private void reportIdlePolicy(ProviderConfig config) {
        String idle = config.proxies().idlePolicy();
        if (idle != null) {
            terminal()
                    .err()
                    .println("cocoon provider: proxy_policy " + config.proxies().policy() + " has no effect: " + idle);
        }
    }

    private ProviderConfig config() {
        Path file = runner.requiredConfig("examples/config/worker-config.json");
        ProviderConfig config = RunnerOptions.parsed(
                file, json -> ProviderConfig.parse(withOptions(RunnerOptions.withState(file, json, SECTION))));
        if (runner.fakeTon != null) {
            config = config.withFakeTon(RunnerOptions.readable(runner.fakeTon));
        } else if (config.settlement() == null) {
            throw RunnerOptions.noRoot(SECTION);
        }
        config = config.withTdx(runner.simulated(
                config.proxies().tdx(), "provider", config.isTest(), terminal().out()));
        return broker == null ? config : config.withBroker(onThisMachine(broker));
    }

    private static InetSocketAddress onThisMachine(String broker) {
        InetSocketAddress address = Addresses.parse("--broker", broker);
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw CliException.usage("--broker: " + broker
                    + " (expected: a plain port on this machine such as 127.0.0.1:11101; brokers elsewhere are"
                    + " registered in the root configuration and reached with TLS)");
        }
        return address;
    }

    private JsonObject withOptions(JsonObject file) {
        Map<String, JsonValue> ours = new LinkedHashMap<>();
        EngineConfig.Kind kind = engine == null && upstream != null ? EngineConfig.Kind.UPSTREAM : engine;
        if (kind != null) {
            ours.put("engine", JsonValue.of(kind.name().toLowerCase(Locale.ROOT)));
        }
        if (proxyPolicy != null) {
            ours.put("proxy_policy", JsonValue.of(proxyPolicy));
        }
        if (sealing != null) {
            JsonObject section = file.object(SECTION);
            JsonObject settings = section == null ? null : section.object("sealing");
            ours.put(
                    "sealing",
                    (settings == null ? JsonValue.object() : settings).with("quotes", JsonValue.of(sealing)));
        }
        JsonObject changed = RunnerOptions.withAdditions(file, SECTION, ours);
        if (runner.forceHashChecks) {
            changed = changed.with("check_proxy_hashes", JsonValue.of(true));
        }
        if (upstream != null) {
            changed = changed.with("forward_requests_to", JsonValue.of(upstream));
        }
        if (model != null) {
            changed = changed.with("model_name", JsonValue.of(model));
        }
        return coefficient == null ? changed : changed.with("coefficient", JsonValue.of(coefficient));
    }
}
