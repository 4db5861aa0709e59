package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.models.ModelCapabilities;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.models.ModelsCalls;
import dev.cocoonsdk.core.models.ModelsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A model list that the test writes. */
final class ScriptedModels implements ModelsCalls {

    private static final JsonObject NOTHING = new JsonObject(Map.of());

    final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<ModelList> answer;

    private ScriptedModels(CompletableFuture<ModelList> answer) {
        this.answer = answer;
    }

    static ScriptedModels of(ModelInfo... models) {
        return new ScriptedModels(CompletableFuture.completedFuture(new ModelList(
                List.of(models),
                List.of(),
                new Timings(null, Duration.ofMillis(1)),
                1,
                Confidentiality.NONE,
                NOTHING)));
    }

    static ScriptedModels failing(RuntimeException failure) {
        return new ScriptedModels(CompletableFuture.failedFuture(failure));
    }

    static ModelInfo model(
            String id, @Nullable Integer contextTokens, @Nullable ModelPricing pricing, String... tasks) {
        ModelCapabilities capabilities =
                new ModelCapabilities(List.of("/v1/chat/completions"), List.of(tasks), contextTokens, NOTHING);
        return new ModelInfo(ModelId.of(id), "cocoon", List.of(), capabilities, pricing, NOTHING);
    }

    @Override
    public ModelList call(ModelsRequest request, CallOptions options) {
        return Futures.get(callAsync(request, options));
    }

    @Override
    public CompletableFuture<ModelList> callAsync(ModelsRequest request, CallOptions options) {
        asked.incrementAndGet();
        return answer.copy();
    }

    @Override
    public EventStream<ModelInfo, ModelList> stream(ModelsRequest request, CallOptions options) {
        throw new AssertionError("nobody streams models");
    }
}
