package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.account.AccountAction.Forget;
import dev.cocoonsdk.ton.account.AccountAction.IncreaseStake;
import dev.cocoonsdk.ton.account.AccountAction.Plain;
import dev.cocoonsdk.ton.account.AccountAction.PushCharge;
import dev.cocoonsdk.ton.account.AccountAction.Reason;
import dev.cocoonsdk.ton.account.AccountAction.Register;
import dev.cocoonsdk.ton.account.AccountAction.Send;
import dev.cocoonsdk.ton.account.AccountAction.SetSecret;
import dev.cocoonsdk.ton.account.AccountAction.TopUp;
import dev.cocoonsdk.ton.account.AccountAction.Wait;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do with an account, from what is known of it: the rules of {@code docs/protocol/payments.md} 8, without any input or output. */
final class AccountDecision {

    /** The wallet's contract sends nothing with less than 2 TON; the rest pays for the message. */
    static final NanoTon WALLET_MINIMUM = NanoTon.of(2_100_000_000L);

    /** What a message may cost the wallet besides its coins. */
    static final NanoTon WALLET_FEE = NanoTon.of(100_000_000L);

    /** Clocks differ; a refund that is forced too early only costs fees. */
    static final Duration UNLOCK_MARGIN = Duration.ofSeconds(5);

    private AccountDecision() {}

    /**
     * The next action.
     *
     * <p>First match wins: a request under way; a contract that was not read; closed; closing (close II when due, nothing else); not
     * deployed; excess or the wish to close; outdated parameters; registration; wished deposit, withdrawal and stake; secret; price 0;
     * deposit; charge.
     */
    static AccountAction decide(AccountView view, AccountPolicy policy, Instant now) {
        if (view.pending() != null) {
            return Wait.of(Reason.REQUEST_UNDER_WAY);
        }
        AccountAction action = switch (view.phase()) {
            case UNKNOWN -> Wait.of(Reason.NOT_READ);
            case ABSENT -> absent(view);
            case OPEN -> open(view, policy, now);
            case CLOSING -> closing(view, now);
            case CLOSED -> new Forget();
        };
        return action instanceof Send send ? affordable(send, view, now) : action;
    }

    private static AccountAction absent(AccountView view) {
        boolean unwanted = view.exceeded() || view.wishes().close() || view.outdatedSince() != null;
        return unwanted ? new Forget() : new Plain(RequestKind.DEPLOY);
    }

    private static AccountAction closing(AccountView view, Instant now) {
        ContractView contract = requireContract(view);
        if (contract.requireStorage().balance().isZero()) {
            return Wait.of(Reason.NOTHING_LEFT);
        }
        Instant due = contract.unlocksAt().plus(UNLOCK_MARGIN);
        return now.isAfter(due) ? new Plain(RequestKind.FORCE_CLOSE) : Wait.until(Reason.LOCKED, due);
    }

    private static AccountAction open(AccountView view, AccountPolicy policy, Instant now) {
        if (view.exceeded() || view.wishes().close()) {
            return new Plain(RequestKind.CLOSE);
        }
        Instant outdated = view.outdatedSince();
        if (outdated != null) {
            Instant due = outdated.plus(view.terms().patience());
            return now.isBefore(due) ? Wait.until(Reason.OUTDATED, due) : new Plain(RequestKind.CLOSE);
        }
        AccountAction wished = wished(view, policy);
        return wished == null ? automatic(view, policy) : wished;
    }

    private static @Nullable AccountAction wished(AccountView view, AccountPolicy policy) {
        Wishes wishes = view.wishes();
        ClientStorage chain = requireContract(view).requireStorage();
        Long nonce = wishes.nonce();
        if (nonce != null) {
            return new Register(nonce);
        }
        NanoTon deposit = wishes.topUp();
        if (deposit != null) {
            return new TopUp(deposit);
        }
        if (wishes.withdraw() && chain.balance().compareTo(chain.stake()) > 0) {
            return new Plain(RequestKind.WITHDRAW);
        }
        NanoTon stake = greater(wishes.stake(), policy.stake());
        if (stake != null && stake.compareTo(chain.stake()) > 0) {
            return new IncreaseStake(stake);
        }
        SignedPayment charge = view.charge();
        return wishes.charge() && charge != null && charge.tokens().value() > chain.tokensUsed()
                ? new PushCharge(charge)
                : null;
    }

    private static @Nullable NanoTon greater(@Nullable NanoTon a, @Nullable NanoTon b) {
        return a == null ? b : b == null || a.compareTo(b) >= 0 ? a : b;
    }

    private static AccountAction automatic(AccountView view, AccountPolicy policy) {
        ClientStorage chain = requireContract(view).requireStorage();
        NanoTon price = view.terms().params().pricePerToken();
        if (!chain.secretHash().equals(view.secretHash())) {
            return new SetSecret(view.secretHash());
        }
        if (price.isZero()) {
            return Wait.of(Reason.NOTHING_TO_DO);
        }
        if (policy.isLow(chain.balance(), chain.stake(), price)) {
            return deposit(view, policy, policy.topUpFor(chain.stake(), price));
        }
        long half = chain.stake().value() / price.value() / 2;
        SignedPayment charge = view.charge();
        boolean due = view.metered().value() - chain.tokensUsed() > half;
        return due && charge != null && charge.tokens().value() > chain.tokensUsed()
                ? new PushCharge(charge)
                : Wait.of(Reason.NOTHING_TO_DO);
    }

    private static AccountAction deposit(AccountView view, AccountPolicy policy, NanoTon amount) {
        if (amount.isZero()) {
            return Wait.of(Reason.NOTHING_TO_DO);
        }
        boolean allowed = fits(view.depositedToday(), amount, policy.depositPerDay())
                && fits(view.depositedTotal(), amount, policy.depositTotal());
        return allowed ? new TopUp(amount) : Wait.of(Reason.DEPOSIT_LIMIT);
    }

    private static boolean fits(NanoTon done, NanoTon more, NanoTon limit) {
        return more.value() <= limit.value() - done.value();
    }

    private static AccountAction affordable(Send send, AccountView view, Instant now) {
        AccountView.Failure failure = view.failure();
        if (failure != null && failure.kind() == send.kind() && now.isBefore(failure.retryAt())) {
            return Wait.until(Reason.FAILED_BEFORE, failure.retryAt());
        }
        NanoTon needed = needed(send);
        return view.walletCoins().compareTo(needed) >= 0
                ? send
                : new Wait(Reason.WALLET_TOO_LOW, null, needed.minus(view.walletCoins()));
    }

    /** Whoever puts money in must leave the wallet enough to get it out again. */
    static NanoTon needed(Send send) {
        boolean in = send.kind() == RequestKind.DEPLOY || send.kind() == RequestKind.TOP_UP;
        NanoTon least = send.coins().plus(in ? WALLET_MINIMUM : WALLET_FEE);
        return least.compareTo(WALLET_MINIMUM) >= 0 ? least : WALLET_MINIMUM;
    }

    private static ContractView requireContract(AccountView view) {
        ContractView contract = view.contract();
        if (contract == null) {
            throw new IllegalStateException("the contract was not read");
        }
        return contract;
    }
}
