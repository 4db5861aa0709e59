@NullMarked
package dev.cocoonsdk.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
