/**
 * What the status pages of all three roles have in common ({@code docs/protocol/http-api.md} 5): counters with decaying rates and the
 * root configuration as JSON. Start with {@link dev.cocoonsdk.network.stats.RateCounter}.
 */
@NullMarked
package dev.cocoonsdk.network.stats;

import org.jspecify.annotations.NullMarked;
