/** Who a caller is. Start with {@link dev.cocoonsdk.broker.internal.account.Authenticator}. */
@NullMarked
package dev.cocoonsdk.broker.internal.account;

import org.jspecify.annotations.NullMarked;
