/** Figures for {@code docs/benchmarks.md}: JMH benchmarks here, the load comparison in {@code load}. */
@NullMarked
package dev.cocoonsdk.benchmarks;

import org.jspecify.annotations.NullMarked;
