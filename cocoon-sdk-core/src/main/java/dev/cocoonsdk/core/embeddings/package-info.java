/**
 * Vectors that stand for the meaning of texts. Start at {@link dev.cocoonsdk.core.embeddings.EmbeddingsCalls}.
 */
@NullMarked
package dev.cocoonsdk.core.embeddings;

import org.jspecify.annotations.NullMarked;
