package dev.cocoonsdk.core.embeddings;

import dev.cocoonsdk.core.Calls;

/** Computes embeddings ({@code POST /v1/embeddings}); the stream delivers one vector after the other. */
public interface EmbeddingsCalls extends Calls<EmbeddingsRequest, Embedding, EmbeddingsResult> {

    /** Computes the vectors of some texts with the client's default model and waits. */
    default EmbeddingsResult call(String... texts) {
        return call(EmbeddingsRequest.of(texts));
    }
}
