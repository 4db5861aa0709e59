/**
 * TON as the Cocoon network uses it. Start with {@link dev.cocoonsdk.ton.TonAddress}.
 */
@NullMarked
package dev.cocoonsdk.ton;

import org.jspecify.annotations.NullMarked;
