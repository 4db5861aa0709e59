/** The embeddings operation. */
@NullMarked
package dev.cocoonsdk.core.internal.embeddings;

import org.jspecify.annotations.NullMarked;
