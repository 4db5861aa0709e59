package dev.cocoonsdk.core.models;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models of a server. The list is free of charge, so it has no usage.
 *
 * @param models in the server's order
 * @param otherEntries entries whose id is no routing name of this network, as they came
 * @param timings how long it took
 * @param attempts at least 1
 * @param verification who besides the two ends could read the call, and what shows it
 * @param additionalProperties the other members of the answer
 */
public record ModelList(
        List<ModelInfo> models,
        List<JsonObject> otherEntries,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties) {

    /** Copies the lists. */
    public ModelList {
        models = List.copyOf(models);
        otherEntries = List.copyOf(otherEntries);
    }

    /** The model of this name, or null if the server does not have it. */
    public @Nullable ModelInfo find(ModelId id) {
        return models.stream().filter(m -> m.id().equals(id)).findFirst().orElse(null);
    }

    /** The names of the models that can do a task, see {@link ModelInfo#supportsTask}. */
    public List<ModelId> supportingTask(String task) {
        return models.stream()
                .filter(m -> m.supportsTask(task))
                .map(ModelInfo::id)
                .toList();
    }

    /** The names of all models. */
    public List<ModelId> ids() {
        return models.stream().map(ModelInfo::id).toList();
    }
}
