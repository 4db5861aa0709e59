/**
 * TON as the Cocoon network uses it. Start with {@link dev.cocoonsdk.ton.TonAddress}, then {@link dev.cocoonsdk.ton.ContractAddresses}
 * (which contracts belong to a proxy) and {@link dev.cocoonsdk.ton.SignedPayment} (how counters of tokens become money),
 * {@link dev.cocoonsdk.ton.RootConfig} (what a network allows) and {@link dev.cocoonsdk.ton.TokenPricing} (what requests cost).
 */
@NullMarked
package dev.cocoonsdk.ton;

import org.jspecify.annotations.NullMarked;
