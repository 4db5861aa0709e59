package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the broker moves money ({@code docs/protocol/payments.md} 7, 9): members of {@code reference_broker.money}, each of which may be
 * missing. Amounts are texts such as {@code "1.5 TON"} in the file. Immutable.
 *
 * @param chargeFrom {@code charge_from}: a client is charged when it owes this much for tokens confirmed on chain; 1 TON
 * @param payoutFrom {@code payout_from}: a worker is paid when it has earned this much; 10 TON
 * @param withdrawFrom {@code withdraw_from}: earnings go to the owner when they reach this; 10 TON
 * @param proxyStake {@code proxy_stake}: what the proxy contract's stake is brought up to, from which clients get forced refunds; null for the
 *     root configuration's {@code min_proxy_stake}
 * @param saveState {@code save_state_seconds}: shortest time between two saved states, the longest is twice that; nothing is saved while no
 *     counter moves; 30 s
 * @param retry {@code retry_seconds}: when a message without effect on chain is sent again, twice as long after each failure and an hour at most; 120 s
 */
public record SettlementPolicy(
        NanoTon chargeFrom,
        NanoTon payoutFrom,
        NanoTon withdrawFrom,
        @Nullable NanoTon proxyStake,
        Duration saveState,
        Duration retry) {

    /** What the reference's proxy does, with the stake that the root configuration asks for. */
    public static final SettlementPolicy DEFAULT = new SettlementPolicy(
            NanoTon.ofTon(1),
            NanoTon.ofTon(10),
            NanoTon.ofTon(10),
            null,
            Duration.ofSeconds(30),
            Duration.ofSeconds(120));

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public SettlementPolicy {
        requirePositive("save state", saveState);
        requirePositive("retry", retry);
    }

    private static void requirePositive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + ": " + time + " (expected: > 0)");
        }
    }

    static SettlementPolicy read(RunnerConfigReader json) {
        return new SettlementPolicy(
                amount(json, "charge_from", DEFAULT.chargeFrom),
                amount(json, "payout_from", DEFAULT.payoutFrom),
                amount(json, "withdraw_from", DEFAULT.withdrawFrom),
                json.has("proxy_stake") ? amount(json, "proxy_stake", NanoTon.ZERO) : null,
                Duration.ofSeconds(json.integer("save_state_seconds", 30, 1, 86_400)),
                Duration.ofSeconds(json.integer("retry_seconds", 120, 1, 86_400)));
    }

    private static NanoTon amount(RunnerConfigReader json, String name, NanoTon missing) {
        return json.has(name) ? json.parsed(name, "an amount such as 1.5 TON", NanoTon::parse) : missing;
    }

    /** The same with another interval of saving states. */
    public SettlementPolicy withSaveState(Duration interval) {
        return new SettlementPolicy(chargeFrom, payoutFrom, withdrawFrom, proxyStake, interval, retry);
    }

    /** The same with other thresholds. */
    public SettlementPolicy withThresholds(NanoTon charge, NanoTon payout, NanoTon withdraw) {
        return new SettlementPolicy(charge, payout, withdraw, proxyStake, saveState, retry);
    }

    /** The same with another stake of the proxy contract. */
    public SettlementPolicy withProxyStake(NanoTon stake) {
        return new SettlementPolicy(chargeFrom, payoutFrom, withdrawFrom, stake, saveState, retry);
    }

    /** The same with another time before a message without effect is sent again. */
    public SettlementPolicy withRetry(Duration time) {
        return new SettlementPolicy(chargeFrom, payoutFrom, withdrawFrom, proxyStake, saveState, time);
    }
}
