package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.models.WorkerInfo;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TokenMultipliers;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code /v1/models} ({@code docs/protocol/http-api.md} 2.2) with the prices of the root configuration. */
final class ModelsJson {

    private ModelsJson() {}

    /** The list; without prices if there is no root configuration. */
    static JsonObject of(List<NetworkModel> models, @Nullable RootConfig root) {
        return JsonValue.object(
                "object",
                "list",
                "data",
                JsonValue.array(models.stream().map(model -> model(model, root)).toList()));
    }

    private static JsonObject model(NetworkModel model, @Nullable RootConfig root) {
        JsonObject json = JsonValue.object("id", model.name(), "object", "model", "created", 0, "owned_by", "cocoon");
        List<WorkerInfo> workers = model.workers();
        if (workers != null) {
            json = json.with(
                    "workers",
                    JsonValue.array(workers.stream().map(ModelsJson::worker).toList()));
        }
        return root == null ? json : json.with("pricing", pricing(workers == null ? List.of() : workers, root));
    }

    private static JsonObject worker(WorkerInfo worker) {
        return JsonValue.object(
                "coefficient",
                worker.coefficient(),
                "running_requests",
                worker.runningRequests(),
                "max_running_requests",
                worker.maxRunningRequests());
    }

    private static JsonObject pricing(List<WorkerInfo> workers, RootConfig root) {
        TokenMultipliers multipliers = root.params().multipliers();
        JsonObject json = JsonValue.object(
                "price_per_token_nanoton",
                root.params().pricePerToken().value(),
                "prompt_multiplier",
                multipliers.prompt(),
                "cached_multiplier",
                multipliers.cached(),
                "completion_multiplier",
                multipliers.completion(),
                "reasoning_multiplier",
                multipliers.reasoning());
        return workers.stream()
                .min(Comparator.comparingInt(WorkerInfo::coefficient))
                .map(cheapest -> json.with("min_coefficient", JsonValue.of(cheapest.coefficient())))
                .orElse(json);
    }
}
