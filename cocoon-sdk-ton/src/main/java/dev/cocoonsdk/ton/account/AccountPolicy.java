package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import org.jspecify.annotations.Nullable;

/**
 * How much money an account may move by itself. The broker signs alone: it can charge everything that was deposited, metered or not. So the
 * deposit is the exposure, and these limits bound it ({@code docs/client-account.md}).
 *
 * <p>Limits of deposits hold per client contract. {@link #standard} is safe without knowing anything of the network: it never deposits more
 * than 20 TON a day and 60 TON in all, whatever stake a root contract demands.
 *
 * @param topUp coins of a deposit; null for the stake, rounded down to whole tokens
 * @param topUpBelow a deposit is made when the balance is below this; null for half of the stake
 * @param stake the stake to have, raised on chain if it is greater than the contract's, never lowered; null for the network's least
 * @param depositPerDay the most that is deposited within 24 hours
 * @param depositTotal the most that is ever deposited
 * @param spending limits of what calls may cost
 * @param sole whether no other process uses the account; then counters that rise more than what this one was served are a broker's excess
 * @param tolerance adjusted tokens by which counters may exceed what was metered before {@link ExposureWatch} acts; 0 or more
 */
public record AccountPolicy(
        @Nullable NanoTon topUp,
        @Nullable NanoTon topUpBelow,
        @Nullable NanoTon stake,
        NanoTon depositPerDay,
        NanoTon depositTotal,
        SpendingLimits spending,
        boolean sole,
        long tolerance) {

    /** What a wallet sends at once, less what goes along for fees. */
    static final NanoTon MOST_TOP_UP = NanoTon.ofTon(999);

    private static final AccountPolicy STANDARD =
            new AccountPolicy(null, null, null, NanoTon.ofTon(20), NanoTon.ofTon(60), SpendingLimits.NONE, true, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a deposit would be zero or more than 999 TON, or the tolerance negative
     */
    public AccountPolicy {
        if (topUp != null && (topUp.isZero() || topUp.compareTo(MOST_TOP_UP) > 0)) {
            throw new IllegalArgumentException(
                    "topUp: " + topUp + " (expected: more than 0 TON, at most " + MOST_TOP_UP + ", or null)");
        }
        if (tolerance < 0) {
            throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: >= 0)");
        }
    }

    /** Deposits of one stake, at most 20 TON a day and 60 TON in all, for one process. */
    public static AccountPolicy standard() {
        return STANDARD;
    }

    /** Never deposits by itself. */
    public static AccountPolicy manual() {
        return STANDARD.withDepositLimits(NanoTon.ZERO, NanoTon.ZERO);
    }

    /** The same with another size of deposits; see {@link #topUp()} and {@link #topUpBelow()}. */
    public AccountPolicy withTopUp(NanoTon amount, NanoTon below) {
        return new AccountPolicy(amount, below, stake, depositPerDay, depositTotal, spending, sole, tolerance);
    }

    /** The same with another stake. */
    public AccountPolicy withStake(NanoTon value) {
        return new AccountPolicy(topUp, topUpBelow, value, depositPerDay, depositTotal, spending, sole, tolerance);
    }

    /** The same with other limits of deposits. */
    public AccountPolicy withDepositLimits(NanoTon perDay, NanoTon total) {
        return new AccountPolicy(topUp, topUpBelow, stake, perDay, total, spending, sole, tolerance);
    }

    /** The same with other limits of spending. */
    public AccountPolicy withSpending(SpendingLimits value) {
        return new AccountPolicy(topUp, topUpBelow, stake, depositPerDay, depositTotal, value, sole, tolerance);
    }

    /** The same for an account that other processes use too: counters are not compared with this process's calls. */
    public AccountPolicy shared() {
        return new AccountPolicy(topUp, topUpBelow, stake, depositPerDay, depositTotal, spending, false, tolerance);
    }

    /** The same with another {@link #tolerance()}. */
    public AccountPolicy withTolerance(long tokens) {
        return new AccountPolicy(topUp, topUpBelow, stake, depositPerDay, depositTotal, spending, sole, tokens);
    }

    /** Coins of the next deposit into a contract with this stake; zero if nothing can be bought. */
    NanoTon topUpFor(NanoTon contractStake, NanoTon price) {
        NanoTon wanted = topUp == null ? contractStake : topUp;
        return price.isZero() ? NanoTon.ZERO : wanted.minus(NanoTon.of(wanted.value() % price.value()));
    }

    /** Whether a contract with this balance and stake wants a deposit. */
    boolean isLow(NanoTon balance, NanoTon contractStake, NanoTon price) {
        return topUpBelow == null
                ? balance.value() / price.value() < contractStake.value() / price.value() / 2
                : balance.compareTo(topUpBelow) < 0;
    }
}
