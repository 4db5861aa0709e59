/**
 * TON as the Cocoon network uses it. Start with {@link dev.cocoonsdk.ton.TonAddress}, then {@link dev.cocoonsdk.ton.ContractAddresses}
 * (which contracts belong to a proxy) and {@link dev.cocoonsdk.ton.SignedPayment} (how counters of tokens become money).
 */
@NullMarked
package dev.cocoonsdk.ton;

import org.jspecify.annotations.NullMarked;
