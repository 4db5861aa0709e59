/**
 * What a call may take: time, attempts, money. All policies are values that a client has as defaults and a call may replace. Start at
 * {@link dev.cocoonsdk.core.policy.Deadlines}, {@link dev.cocoonsdk.core.policy.RetryPolicy} and {@link
 * dev.cocoonsdk.core.policy.PriceCap}.
 */
@NullMarked
package dev.cocoonsdk.core.policy;

import org.jspecify.annotations.NullMarked;
