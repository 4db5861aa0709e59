/**
 * A client's money at the proxies: deposit, top-up, withdrawal and the way back ({@code docs/protocol/payments.md} 8). Starting points:
 * {@link dev.cocoonsdk.ton.account.ClientAccounts}, {@link dev.cocoonsdk.ton.account.AccountPolicy}.
 */
@NullMarked
package dev.cocoonsdk.ton.account;

import org.jspecify.annotations.NullMarked;
