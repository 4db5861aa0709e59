package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;

/**
 * What {@link LocalMarketplace#settle} moved on the chain. The charge is the sum of the other two, if nothing was open before.
 *
 * @param tokens adjusted tokens of the first account's jobs so far, all of them charged now
 * @param charge what the client's contract paid for them
 * @param payout what the provider's contract paid out of it, before the fee of that message
 * @param withdrawal what the broker kept and paid to its owner
 */
public record Settlement(TokenCount tokens, NanoTon charge, NanoTon payout, NanoTon withdrawal) {}
