package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountAction.Send;
import dev.cocoonsdk.ton.account.AccountAction.SetSecret;
import dev.cocoonsdk.ton.account.AccountAction.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dry run: what an account would send from here on if nothing else happened, and what that costs. Nothing is sent.
 *
 * @param steps messages in their order
 * @param stopsAt why nothing more would be sent
 * @param walletNeeds coins that the wallet must have so that all steps can be sent
 * @param expectedCost fees of the contracts, without the wallet's own of about 0.0015 to 0.0067 TON for each message
 * @param deposited coins that lie on the proxy contract afterwards, as far as these steps put them there
 * @param locked coins that stay in the client contract for its storage and do not come back: the proxy that grants the refund gets them
 */
public record AccountPlan(
        List<Step> steps,
        AccountAction stopsAt,
        NanoTon walletNeeds,
        NanoTon expectedCost,
        NanoTon deposited,
        NanoTon locked) {

    private static final int MOST_STEPS = 20;
    /** Enough that a simulated wallet never lacks coins. */
    private static final NanoTon PLENTY = NanoTon.ofTon(1_000_000_000);

    /**
     * A message that would be sent.
     *
     * @param kind what is asked
     * @param destination the client contract
     * @param coins attached
     * @param amount of it the deposit, or the new stake; zero for others
     * @param expectedCost what it usually costs
     * @param comesBack what of the attached coins comes back at once, about
     */
    public record Step(
            RequestKind kind,
            TonAddress destination,
            NanoTon coins,
            NanoTon amount,
            NanoTon expectedCost,
            NanoTon comesBack) {

        static Step of(Send send, TonAddress contract) {
            NanoTon cost = send.kind().expectedCost();
            NanoTon back = send.kind() == RequestKind.DEPLOY
                    ? NanoTon.ZERO
                    : send.kind().attached().minus(cost);
            return new Step(send.kind(), contract, send.coins(), send.amount(), cost, back);
        }

        @Override
        public String toString() {
            return kind + (amount.isZero() ? "" : " " + amount) + ": " + coins + " to " + destination + ", costs about "
                    + expectedCost + ", about " + comesBack + " come back at once";
        }
    }

    /** Copies the list. */
    public AccountPlan {
        steps = List.copyOf(steps);
    }

    /**
     * The plan of a new account at a proxy, for somebody who has none yet.
     *
     * @param terms the contract that would be deployed
     * @param register whether the proxy will ask for the registration on chain, as it does of clients that it does not know
     * @param secretHash what shall stand in the contract
     */
    static AccountPlan opening(
            AccountTerms terms, AccountPolicy policy, Hash256 secretHash, boolean register, Instant now) {
        AccountView view = new AccountView(
                terms,
                ContractView.ABSENT,
                null,
                register ? Wishes.NONE.withNonce(0L) : Wishes.NONE,
                secretHash,
                TokenCount.ZERO,
                null,
                null,
                PLENTY,
                NanoTon.ZERO,
                NanoTon.ZERO,
                false,
                null);
        return of(view, policy, now);
    }

    /** Follows the decisions from a view. */
    static AccountPlan of(AccountView start, AccountPolicy policy, Instant now) {
        if (start.phase() == AccountPhase.UNKNOWN) {
            throw new IllegalStateException("the contract was not read yet");
        }
        List<Step> steps = new ArrayList<>();
        AccountView view = start.withWallet(PLENTY);
        NanoTon spent = NanoTon.ZERO;
        NanoTon cost = NanoTon.ZERO;
        NanoTon deposited = NanoTon.ZERO;
        NanoTon locked = NanoTon.ZERO;
        NanoTon needs = NanoTon.ZERO;
        AccountAction action = AccountDecision.decide(view, policy, now);
        while (action instanceof Send send && steps.size() < MOST_STEPS) {
            Step step = Step.of(send, view.terms().address());
            steps.add(step);
            needs = max(needs, spent.plus(AccountDecision.needed(send)));
            spent = spent.plus(step.coins().minus(step.comesBack()));
            cost = cost.plus(step.expectedCost());
            if (send.kind() == RequestKind.TOP_UP) {
                deposited = deposited.plus(send.amount());
                view = view.withDeposit(send.amount());
            }
            locked = send.kind() == RequestKind.DEPLOY ? locked.plus(send.coins()) : locked;
            view = view.withContract(after(view, send, now))
                    .withWishes(view.wishes().without(send.kind()));
            action = AccountDecision.decide(view, policy, now);
        }
        return new AccountPlan(steps, action, needs, cost, deposited, locked);
    }

    private static NanoTon max(NanoTon a, NanoTon b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static ContractView after(AccountView view, Send send, Instant now) {
        ContractView before = view.contract();
        if (before == null || before.storage() == null) {
            return new ContractView(
                    ClientStorage.parse(view.terms().contract().requireData()), RequestKind.DEPLOY.attached());
        }
        ClientStorage old = before.requireStorage();
        return new ContractView(after(old, view, send, now), before.coins());
    }

    private static ClientStorage after(ClientStorage old, AccountView view, Send send, Instant now) {
        NanoTon stake = old.stake();
        NanoTon kept = old.balance().compareTo(stake) > 0 ? stake : old.balance();
        long unlock = now.plus(view.terms().params().clientDelay()).getEpochSecond();
        return switch (send.kind()) {
            case SET_SECRET ->
                with(old, old.state(), old.balance(), stake, old.unlockTime(), ((SetSecret) send).hash());
            case TOP_UP -> with(old, old.state(), old.balance().plus(send.amount()), stake, old.unlockTime(), null);
            case INCREASE_STAKE -> with(old, old.state(), old.balance(), send.amount(), old.unlockTime(), null);
            case WITHDRAW -> with(old, old.state(), kept, stake, old.unlockTime(), null);
            case CLOSE -> with(old, ContractState.CLOSING, kept, stake, unlock, null);
            case FORCE_CLOSE -> with(old, ContractState.CLOSED, NanoTon.ZERO, stake, 0, null);
            case PUSH_CHARGE -> charged(old, view);
            default -> old;
        };
    }

    private static ClientStorage charged(ClientStorage old, AccountView view) {
        long tokens = view.charge() == null
                ? old.tokensUsed()
                : view.charge().tokens().value();
        long price = view.terms().params().pricePerToken().value();
        long owed = Math.min(
                old.balance().value(),
                price == 0 ? 0 : Math.min(tokens - old.tokensUsed(), Long.MAX_VALUE / price) * price);
        ClientStorage less =
                with(old, old.state(), NanoTon.of(old.balance().value() - owed), old.stake(), old.unlockTime(), null);
        return new ClientStorage(
                less.state(),
                less.balance(),
                less.stake(),
                tokens,
                less.unlockTime(),
                less.secretHash(),
                less.constants(),
                less.params());
    }

    private static ClientStorage with(
            ClientStorage old,
            ContractState state,
            NanoTon balance,
            NanoTon stake,
            long unlock,
            @Nullable Hash256 hash) {
        return new ClientStorage(
                state,
                balance,
                stake,
                old.tokensUsed(),
                unlock,
                hash == null ? old.secretHash() : hash,
                old.constants(),
                old.params());
    }

    /** For humans, one line per message and then the sums. */
    public List<String> explain() {
        List<String> lines = new ArrayList<>(steps.stream().map(Step::toString).toList());
        lines.add("the wallet needs " + walletNeeds + "; fees about " + expectedCost + "; " + deposited
                + " are deposited; " + locked + " stay in the client contract for good");
        if (stopsAt instanceof Wait wait && wait.reason() == AccountAction.Reason.DEPOSIT_LIMIT) {
            lines.add("the policy allows no more deposits");
        }
        return List.copyOf(lines);
    }
}
