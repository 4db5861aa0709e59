/** Figures of the local chain. */
@NullMarked
package dev.cocoonsdk.benchmarks.chain;

import org.jspecify.annotations.NullMarked;
