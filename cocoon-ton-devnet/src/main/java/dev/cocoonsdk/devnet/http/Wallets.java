package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of an account that may be a wallet: it is one if it has a get-method {@code seqno}. */
final class Wallets {

    private Wallets() {}

    /**
     * A wallet.
     *
     * @param type a general name; the local chain does not keep lists of known codes
     * @param seqno the number that its next message must have
     */
    record Facts(String type, long seqno) {}

    static @Nullable Facts facts(Chain chain, AccountState account) {
        if (!account.isActive()) {
            return null;
        }
        GetMethodResult result = chain.run(account.address(), "seqno", List.of());
        if (!result.isSuccess()
                || result.stack().size() != 1
                || !(result.stack().get(0) instanceof StackValue.Int seqno)
                || seqno.value().bitLength() >= Long.SIZE) {
            return null;
        }
        return new Facts("wallet", seqno.value().longValue());
    }
}
