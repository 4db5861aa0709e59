package dev.cocoonsdk.core.embeddings;

import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;

/**
 * Vectors, one for each text of the request and in its order.
 *
 * @param embeddings sorted by {@link Embedding#index()}
 */
public record EmbeddingsResult(
        ModelId model,
        List<Embedding> embeddings,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /** Copies the list. */
    public EmbeddingsResult {
        embeddings = List.copyOf(embeddings);
    }
}
