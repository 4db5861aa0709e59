/** Matching, running and remembering requests. Start with {@link dev.cocoonsdk.broker.internal.market.Marketplace}. */
@NullMarked
package dev.cocoonsdk.broker.internal.market;

import org.jspecify.annotations.NullMarked;
