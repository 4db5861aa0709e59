/**
 * A whole marketplace in one JVM for tests. Start with {@link dev.cocoonsdk.testkit.LocalMarketplace}, or in JUnit 5 with {@link
 * dev.cocoonsdk.testkit.CocoonMarketplace}.
 */
@NullMarked
package dev.cocoonsdk.testkit;

import org.jspecify.annotations.NullMarked;
