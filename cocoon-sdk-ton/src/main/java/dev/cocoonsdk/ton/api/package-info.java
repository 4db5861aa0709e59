/**
 * Access to the TON blockchain. Start with {@link dev.cocoonsdk.ton.api.TonApi}; {@link dev.cocoonsdk.ton.api.FakeTonApi} stands in for
 * it where there is no chain.
 */
@NullMarked
package dev.cocoonsdk.ton.api;

import org.jspecify.annotations.NullMarked;
