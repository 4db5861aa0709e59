/** Watching accounts and the chain's time ({@code docs/protocol/payments.md} 4). Begin at {@link dev.cocoonsdk.ton.watch.AccountWatch}. */
@NullMarked
package dev.cocoonsdk.ton.watch;

import org.jspecify.annotations.NullMarked;
