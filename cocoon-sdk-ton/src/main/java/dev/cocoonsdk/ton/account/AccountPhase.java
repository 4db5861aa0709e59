package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.ton.ContractState;
import org.jspecify.annotations.Nullable;

/**
 * Where a client contract is in its life ({@code docs/protocol/payments.md} 8), as the chain says it. A request under way is no phase of
 * its own: while there is one nothing is sent in any phase.
 *
 * <table>
 * <caption>Phases: what may be sent, and what leads on</caption>
 * <tr><th>phase</th><th>may be sent</th><th>next phase, when</th></tr>
 * <tr><td>UNKNOWN</td><td>nothing</td><td>any other, when the contract was read</td></tr>
 * <tr><td>ABSENT</td><td>deploy</td><td>OPEN, when it is deployed</td></tr>
 * <tr><td>OPEN</td><td>register, secret, stake, withdraw, top-up, charge, close I</td><td>CLOSING by close I; CLOSED by a grant</td></tr>
 * <tr><td>CLOSING</td><td>close II, strictly after the unlock time</td><td>CLOSED by a grant or by close II</td></tr>
 * <tr><td>CLOSED</td><td>nothing</td><td>none: the contract is forgotten</td></tr>
 * </table>
 */
public enum AccountPhase {
    /** The contract was not read yet. */
    UNKNOWN,
    /** There is no contract under the address. */
    ABSENT,
    /** In use. */
    OPEN,
    /** The refund was requested; the proxy grants it, or it can be forced later. */
    CLOSING,
    /** Closed for good. */
    CLOSED;

    static AccountPhase of(@Nullable ContractView contract) {
        return contract == null
                ? UNKNOWN
                : contract.storage() == null
                        ? ABSENT
                        : of(contract.requireStorage().state());
    }

    private static AccountPhase of(ContractState state) {
        return switch (state) {
            case OPEN -> OPEN;
            case CLOSING -> CLOSING;
            case CLOSED -> CLOSED;
        };
    }

    /** Whether the chain allows this request in this phase, as in the table. */
    public boolean allows(RequestKind kind) {
        return switch (this) {
            case UNKNOWN, CLOSED -> false;
            case ABSENT -> kind == RequestKind.DEPLOY;
            case OPEN -> kind != RequestKind.DEPLOY && kind != RequestKind.FORCE_CLOSE;
            case CLOSING -> kind == RequestKind.FORCE_CLOSE;
        };
    }
}
