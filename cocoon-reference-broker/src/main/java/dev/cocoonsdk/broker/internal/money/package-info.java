/**
 * The broker's money: its proxy contract, what clients owe it and it owes workers, and the winding up of old contracts ({@code
 * docs/protocol/payments.md} 7, 9, 11). Decisions are made by {@link dev.cocoonsdk.broker.internal.money.SettlementRules} from what the chain says; {@link
 * dev.cocoonsdk.broker.internal.money.ProxyAccount} carries them out.
 */
@NullMarked
package dev.cocoonsdk.broker.internal.money;

import org.jspecify.annotations.NullMarked;
