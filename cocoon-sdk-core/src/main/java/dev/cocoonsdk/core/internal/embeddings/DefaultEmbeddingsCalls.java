package dev.cocoonsdk.core.internal.embeddings;

import dev.cocoonsdk.core.embeddings.Embedding;
import dev.cocoonsdk.core.embeddings.EmbeddingsCalls;
import dev.cocoonsdk.core.embeddings.EmbeddingsRequest;
import dev.cocoonsdk.core.embeddings.EmbeddingsResult;
import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import java.util.concurrent.CompletableFuture;

/** Embeddings calls: one request each. */
public final class DefaultEmbeddingsCalls extends ScopedCalls<EmbeddingsRequest, Embedding, EmbeddingsResult>
        implements EmbeddingsCalls {

    /** Over an engine. */
    public DefaultEmbeddingsCalls(CallEngine engine) {
        super(engine);
    }

    @Override
    protected CompletableFuture<EmbeddingsResult> start(EmbeddingsRequest request, CallScope<Embedding> scope) {
        return scope.model(request.model(), "embeddings")
                .thenCompose(model -> scope.run(new EmbeddingsOperation(request, model), scope::emit, Part.WHOLE));
    }
}
