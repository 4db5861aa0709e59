/**
 * Extractive summaries: choosing sentences of the input. Start with {@link dev.cocoonsdk.provider.internal.summary.Summarizer};
 * the way of a text is {@code TextReader} or {@code ChatReader} (text to {@code Passage}s), {@code Ranking} (how central each
 * is), {@code Selection} (which to take), {@code Composition} (how to print them).
 */
@NullMarked
package dev.cocoonsdk.provider.internal.summary;

import org.jspecify.annotations.NullMarked;
