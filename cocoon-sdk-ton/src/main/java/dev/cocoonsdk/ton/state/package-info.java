/** Small records that survive a crash: what a wallet has sent, how far an account was read, which step of a settlement is under way. */
@NullMarked
package dev.cocoonsdk.ton.state;

import org.jspecify.annotations.NullMarked;
