/**
 * Many connections and many streams on one broker: how much memory it takes and whether every byte arrives. Start at {@link
 * dev.cocoonsdk.benchmarks.soak.Soak}.
 */
@NullMarked
package dev.cocoonsdk.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
