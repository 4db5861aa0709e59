package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;

/**
 * What decides how much a client may still use ({@code docs/protocol/payments.md} 6, {@code docs/protocol/wire.md} 10.5). Tokens are
 * adjusted tokens.
 *
 * @param balance of the client contract
 * @param stake of the client contract; bounds what may be open between two charges
 * @param used cumulative tokens that were charged on chain
 * @param reserved tokens of requests under way
 * @param spent cumulative tokens of all completed requests, the broker's own running total
 */
public record ClientFunds(NanoTon balance, NanoTon stake, TokenCount used, TokenCount reserved, TokenCount spent) {}
