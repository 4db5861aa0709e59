/**
 * The embedded model. Start with {@link dev.cocoonsdk.provider.internal.minilm.MiniLmModel}: text in, vectors and token counts
 * out.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.minilm;

import org.jspecify.annotations.NullMarked;
