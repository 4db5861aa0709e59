package dev.cocoonsdk.core.embeddings;

import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import java.util.concurrent.CompletableFuture;

/** Computes embeddings ({@code POST /v1/embeddings}); the stream delivers one vector after the other. */
public interface EmbeddingsCalls extends Calls<EmbeddingsRequest, Embedding, EmbeddingsResult> {

    /** Computes the vectors of some texts with the client's default model and waits. */
    default EmbeddingsResult call(String... texts) {
        return call(EmbeddingsRequest.of(texts));
    }

    /** As {@link #call(String...)}, in the background. */
    default CompletableFuture<EmbeddingsResult> callAsync(String... texts) {
        return callAsync(EmbeddingsRequest.of(texts));
    }

    /** As {@link #call(String...)}, with one vector after the other. */
    default EventStream<Embedding, EmbeddingsResult> stream(String... texts) {
        return stream(EmbeddingsRequest.of(texts));
    }
}
