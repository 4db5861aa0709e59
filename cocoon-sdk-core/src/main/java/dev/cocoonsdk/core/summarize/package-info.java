/**
 * Summaries of texts and conversations of any length. Start at {@link dev.cocoonsdk.core.summarize.SummarizeRequest}.
 */
@NullMarked
package dev.cocoonsdk.core.summarize;

import org.jspecify.annotations.NullMarked;
