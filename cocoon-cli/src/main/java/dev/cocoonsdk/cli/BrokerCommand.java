package dev.cocoonsdk.cli;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.PrintStream;
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

    BrokerCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() {
        BrokerConfig config = config();
        Broker broker = context().closeLater(Broker.builder(config).start());
        PrintStream out = terminal().out();
        out.println("HTTP interface   " + broker.apiUri());
        out.println("administration   " + (broker.adminUri() == null ? "off" : broker.adminUri()));
        out.println("providers        " + Addresses.text(broker.workerAddress()));
        out.println("Fake TON: any wallet address followed by ':' is a token with a full balance. Ctrl-C stops.");
        Interrupt.await();
        return ExitCode.OK;
    }

    private BrokerConfig config() {
        JsonObject file = RunnerConfigReader.parseFile(runner.requiredConfig("examples/config/proxy-config.json"));
        Map<String, JsonValue> ours = new LinkedHashMap<>();
        if (listen != null) {
            ours.put("listen", JsonValue.of(listen));
        }
        if (allowPlainHttp) {
            ours.put("allow_plain_http", JsonValue.of(true));
        }
        if (apiPort != null) {
            ours.put("api_port", JsonValue.of(apiPort));
        }
        if (adminPort != null) {
            ours.put("admin_port", JsonValue.of(adminPort));
        }
        JsonObject changed = RunnerOptions.withAdditions(file, "reference_broker", ours);
        if (runner.forceHashChecks) {
            changed = changed.with("check_worker_hashes", JsonValue.of(true));
        }
        return BrokerConfig.parse(changed).withFakeTon(runner.requiredFakeTon());
    }
}
