package dev.cocoonsdk.core.models;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model ({@code docs/protocol/http-api.md} 2.2).
 *
 * @param id its routing name
 * @param ownedBy what the server says, possibly empty
 * @param workers its providers now, cheapest first; empty if it has none or the server does not say
 * @param capabilities what it can do, or null if the server does not say: then assume chat
 * @param pricing what it costs, or null if the server does not say
 * @param additionalProperties the other members
 */
public record ModelInfo(
        ModelId id,
        String ownedBy,
        List<WorkerInfo> workers,
        @Nullable ModelCapabilities capabilities,
        @Nullable ModelPricing pricing,
        JsonObject additionalProperties) {

    /** Copies the list. */
    public ModelInfo {
        workers = List.copyOf(workers);
    }

    /** Whether it can do a task such as {@code summarize}; when the server does not say, whether it is a task of chat models. */
    public boolean supportsTask(String task) {
        return (capabilities == null ? ModelCapabilities.ASSUMED : capabilities)
                .tasks()
                .contains(task);
    }

    /** Whether it answers on a path such as {@code /v1/embeddings}; true when the server does not say. */
    public boolean supportsEndpoint(String path) {
        return capabilities == null || capabilities.endpoints().contains(path);
    }

    /** The price coefficient (1000 = ×1) of the cheapest provider that can be had, or null if the server does not say. */
    public @Nullable Integer minCoefficient() {
        if (pricing != null) {
            return pricing.minCoefficient();
        }
        return workers.stream()
                .map(WorkerInfo::coefficient)
                .min(Integer::compare)
                .orElse(null);
    }
}
