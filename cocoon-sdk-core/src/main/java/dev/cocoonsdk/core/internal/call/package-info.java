/** The policy layer: runs calls with deadlines, retries and price caps. Start at {@link dev.cocoonsdk.core.internal.call.ScopedCalls}, then {@link dev.cocoonsdk.core.internal.call.CallScope}. */
@NullMarked
package dev.cocoonsdk.core.internal.call;

import org.jspecify.annotations.NullMarked;
