package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.internal.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How the root contract is asked for. */
@FunctionalInterface
interface RootQuestion {

    /** Fails with {@link RootException}. */
    CompletionStage<VerifiedRoot> ask();

    /** Asks one endpoint; fails with {@link RootException}. */
    static CompletionStage<RootAnswer> ask(RootEndpoint endpoint, TonAddress root) {
        CompletionStage<AccountState> state;
        try {
            state = endpoint.api().account(root);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(new RootException.Unreachable(endpoint.name(), e));
        }
        return state.handle((account, failure) -> {
            if (failure != null) {
                throw new RootException.Unreachable(endpoint.name(), Failures.cause(failure));
            }
            return read(endpoint, account);
        });
    }

    private static RootAnswer read(RootEndpoint endpoint, AccountState account) {
        Cell data = account.data();
        if (!account.isActive() || data == null) {
            throw new RootException.Malformed(
                    endpoint.name() + " gives a " + account.status() + " account (expected: a contract with storage)",
                    null);
        }
        try {
            return new RootAnswer(endpoint.name(), RootConfig.parse(data, account.time()), data.hash());
        } catch (RuntimeException e) {
            throw new RootException.Malformed("storage from " + endpoint.name() + " cannot be parsed", e);
        }
    }
}
