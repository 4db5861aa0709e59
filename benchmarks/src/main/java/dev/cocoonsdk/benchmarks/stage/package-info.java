/** What the benchmarks of the native network share: its configuration and connections that are driven by Netty. */
@NullMarked
package dev.cocoonsdk.benchmarks.stage;

import org.jspecify.annotations.NullMarked;
