package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountAction.Wait;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account at one moment.
 *
 * @param contract the client contract
 * @param proxy the proxy contract, where the coins lie
 * @param wallet the wallet that pays, in the form in which funds are sent to it ({@code UQ…} or {@code 0Q…})
 * @param phase where the contract is in its life
 * @param state what the chain says, null if it was not read or nothing is deployed
 * @param request the request under way, or null
 * @param next what happens next
 * @param metered the greatest counter that the proxy told, adjusted tokens
 * @param signed the highest signed charge, adjusted tokens
 * @param depositedTotal all deposits
 * @param excess adjusted tokens that the broker counted or charged beyond what was served, zero if all is well
 * @param problem what went wrong last, or null
 * @param time when this held
 */
public record AccountStatus(
        TonAddress contract,
        TonAddress proxy,
        String wallet,
        AccountPhase phase,
        @Nullable ClientStorage state,
        @Nullable RequestKind request,
        AccountAction next,
        TokenCount metered,
        TokenCount signed,
        NanoTon depositedTotal,
        TokenCount excess,
        @Nullable String problem,
        Instant time) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Whether calls may be paid from this account: it is open and not to be closed. */
    public boolean isUsable() {
        boolean closing = next instanceof AccountAction.Send send && send.kind() == RequestKind.CLOSE;
        return phase == AccountPhase.OPEN && excess.value() == 0 && !closing && request != RequestKind.CLOSE;
    }

    /** The same for humans, one line per fact. */
    public List<String> explain() {
        List<String> lines = new ArrayList<>();
        lines.add(explainState());
        lines.add(explainNext());
        if (excess.value() > 0) {
            lines.add("the broker counted " + excess
                    + " tokens more than it served; no more deposits, the account is closed");
        }
        if (problem != null) {
            lines.add("last problem: " + problem);
        }
        return List.copyOf(lines);
    }

    private String explainState() {
        ClientStorage storage = state;
        if (storage == null) {
            return phase == AccountPhase.UNKNOWN ? "the contract was not read yet" : "no contract is deployed yet";
        }
        String money = storage.balance() + " deposited, stake " + storage.stake() + ", " + storage.tokensUsed()
                + " tokens charged on chain";
        return switch (phase) {
            case CLOSING ->
                storage.balance() + " locked until " + TIME.format(Instant.ofEpochSecond(storage.unlockTime()))
                        + " unless the proxy grants the refund before";
            case CLOSED -> "closed; the rest went back to the wallet " + wallet;
            default -> "open: " + money;
        };
    }

    private String explainNext() {
        if (request != null) {
            return "under way: " + request;
        }
        if (next instanceof AccountAction.Send send) {
            return "next: " + send.kind() + (send.amount().isZero() ? "" : " " + send.amount()) + ", " + send.coins()
                    + " attached";
        }
        return next instanceof Wait wait ? waiting(wait) : "nothing left to do";
    }

    private String waiting(Wait wait) {
        String until = wait.until() == null ? "" : " until " + TIME.format(wait.until());
        return switch (wait.reason()) {
            case NOT_READ -> "waiting for the chain";
            case REQUEST_UNDER_WAY -> "waiting for a request under way";
            case NOTHING_TO_DO -> "nothing to do";
            case WALLET_TOO_LOW -> "waiting for " + wait.missing() + " more in the wallet " + wallet;
            case DEPOSIT_LIMIT ->
                "balance is low, but the policy allows no more deposits (" + depositedTotal + " so far)";
            case LOCKED -> "waiting for the proxy's refund, or" + until + " to force it";
            case NOTHING_LEFT -> "closing; nothing is left that could be forced out";
            case OUTDATED ->
                "the network has new parameters; this contract is closed" + until.replace("until", "after");
            case FAILED_BEFORE -> "a request failed; waiting" + until + " before the next attempt";
        };
    }

    /** The explanation in one line. */
    @Override
    public String toString() {
        return "AccountStatus[" + contract + ": " + String.join("; ", explain()) + "]";
    }
}
