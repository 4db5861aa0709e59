/**
 * Counts the tokens of answers as they pass ({@code docs/protocol/wire.md} 10.1). Start with {@link
 * dev.cocoonsdk.provider.internal.meter.TokenCounter}.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.meter;

import org.jspecify.annotations.NullMarked;
