package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import org.jspecify.annotations.Nullable;

/**
 * What calls may cost, all proxies of a wallet together. A call that is under way counts with the most it can cost.
 *
 * @param perCall the most that one call may cost, or null for no limit
 * @param perDay the most that calls of 24 hours may cost, or null for no limit
 * @param total the most that all calls may cost, or null for no limit
 */
public record SpendingLimits(
        @Nullable NanoTon perCall,
        @Nullable NanoTon perDay,
        @Nullable NanoTon total) {

    /** No limits: only the deposits bound what can be spent. */
    public static final SpendingLimits NONE = new SpendingLimits(null, null, null);

    /** Limits of all three kinds. */
    public static SpendingLimits of(NanoTon perCall, NanoTon perDay, NanoTon total) {
        return new SpendingLimits(perCall, perDay, total);
    }
}
