/**
 * The load comparison: the same streamed answer through the marketplace and from a minimal server. Start at {@link
 * dev.cocoonsdk.benchmarks.load.LoadComparison}.
 */
@NullMarked
package dev.cocoonsdk.benchmarks.load;

import org.jspecify.annotations.NullMarked;
