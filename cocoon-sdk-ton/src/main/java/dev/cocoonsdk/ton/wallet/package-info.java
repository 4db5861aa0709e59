/** Wallets: keys, external messages, and the queue of what a node's Cocoon wallet sends ({@code docs/protocol/payments.md} 2). */
@NullMarked
package dev.cocoonsdk.ton.wallet;

import org.jspecify.annotations.NullMarked;
