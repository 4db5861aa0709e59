package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.SignedPayment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision depends on.
 *
 * @param terms what never changes
 * @param contract the contract as it was last read, null before that
 * @param pending the request under way, or null
 * @param wishes what somebody asked
 * @param secretHash what shall stand in the contract
 * @param metered the greatest counter that the proxy told
 * @param charge the highest signed charge, or null
 * @param outdatedSince when the root contract got other parameters, or null
 * @param walletCoins coins of the wallet
 * @param depositedToday deposits of the last 24 hours
 * @param depositedTotal deposits of all times
 * @param exceeded whether the broker charged more than it metered
 * @param failure the last request's failure if it failed, or null
 */
record AccountView(
        AccountTerms terms,
        @Nullable ContractView contract,
        @Nullable PendingRequest pending,
        Wishes wishes,
        Hash256 secretHash,
        TokenCount metered,
        @Nullable SignedPayment charge,
        @Nullable Instant outdatedSince,
        NanoTon walletCoins,
        NanoTon depositedToday,
        NanoTon depositedTotal,
        boolean exceeded,
        @Nullable Failure failure) {

    /**
     * A request that the chain did not execute.
     *
     * @param kind what was asked
     * @param times how many in a row
     * @param retryAt before this the same is not asked again
     */
    record Failure(RequestKind kind, int times, Instant retryAt) {}

    AccountPhase phase() {
        return AccountPhase.of(contract);
    }

    AccountView withContract(ContractView value) {
        return new AccountView(
                terms,
                value,
                null,
                wishes,
                secretHash,
                metered,
                charge,
                outdatedSince,
                walletCoins,
                depositedToday,
                depositedTotal,
                exceeded,
                failure);
    }

    AccountView withWishes(Wishes value) {
        return new AccountView(
                terms,
                contract,
                pending,
                value,
                secretHash,
                metered,
                charge,
                outdatedSince,
                walletCoins,
                depositedToday,
                depositedTotal,
                exceeded,
                failure);
    }

    AccountView withWallet(NanoTon coins) {
        return new AccountView(
                terms,
                contract,
                pending,
                wishes,
                secretHash,
                metered,
                charge,
                outdatedSince,
                coins,
                depositedToday,
                depositedTotal,
                exceeded,
                failure);
    }

    AccountView withDeposit(NanoTon coins) {
        return new AccountView(
                terms,
                contract,
                pending,
                wishes,
                secretHash,
                metered,
                charge,
                outdatedSince,
                walletCoins,
                depositedToday.plus(coins),
                depositedTotal.plus(coins),
                exceeded,
                failure);
    }
}
