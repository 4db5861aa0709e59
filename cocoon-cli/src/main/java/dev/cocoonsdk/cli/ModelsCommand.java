package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelsRequest;
import dev.cocoonsdk.core.models.WorkerInfo;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what a marketplace offers. */
@Command(
        name = "models",
        description = {
            "List models with their providers and prices.",
            "Prices are for a million prompt tokens at the cheapest provider."
        },
        footer = {
            "  ./cocoon models                                 the embedded marketplace",
            "  ./cocoon models --url http://127.0.0.1:10000    a broker, a client-runner or any OpenAI-compatible server"
        })
final class ModelsCommand extends CliCommand {

    private static final long MILLION = 1_000_000;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final CallSettings settings = new CallSettings();

    ModelsCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() {
        Marketplace marketplace =
                Marketplace.open(context(), connection.endpoint(context().environment()));
        List<ModelInfo> models = marketplace
                .client()
                .models()
                .call(ModelsRequest.ALL, settings.options())
                .models();
        if (models.isEmpty()) {
            terminal().err().println("cocoon models: none, no provider is connected");
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"MODEL", "PROVIDERS", "FREE", "PRICE/M TOKENS", "TASKS"});
        for (ModelInfo model : models) {
            if (settings.model() == null || model.id().equals(settings.model())) {
                rows.add(row(model));
            }
        }
        new Table(rows).print(terminal().out());
        return ExitCode.OK;
    }

    private static String[] row(ModelInfo model) {
        int free = model.workers().stream().mapToInt(ModelsCommand::free).sum();
        return new String[] {
            model.id().value(),
            Integer.toString(model.workers().size()),
            Integer.toString(free),
            price(model),
            model.capabilities() == null
                    ? "not said"
                    : String.join(", ", model.capabilities().tasks())
        };
    }

    private static int free(WorkerInfo worker) {
        return Math.max(0, worker.maxRunningRequests() - worker.runningRequests());
    }

    private static String price(ModelInfo model) {
        if (model.pricing() == null) {
            return "not said";
        }
        NanoTon price = model.pricing()
                .cost(new Usage(MILLION, 0, 0, 0, null), model.pricing().minCoefficient());
        return price.toString();
    }
}
