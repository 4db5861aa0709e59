/** A whole marketplace in one JVM for tests. */
@NullMarked
package dev.cocoonsdk.testkit;

import org.jspecify.annotations.NullMarked;
