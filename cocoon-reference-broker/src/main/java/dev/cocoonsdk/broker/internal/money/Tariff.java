package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.NanoTon;

/**
 * What tokens cost in coins; what would be more than can be written is the greatest amount.
 *
 * @param price of an adjusted token for a client
 * @param fee of it that the worker gets
 */
record Tariff(NanoTon price, NanoTon fee) {

    NanoTon charged(long tokens) {
        return cost(price, tokens);
    }

    NanoTon earned(long tokens) {
        return cost(fee, tokens);
    }

    private static NanoTon cost(NanoTon each, long tokens) {
        long count = Math.max(0, tokens);
        boolean fits = Math.multiplyHigh(each.value(), count) == 0 && each.value() * count >= 0;
        return NanoTon.of(fits ? each.value() * count : Long.MAX_VALUE);
    }
}
