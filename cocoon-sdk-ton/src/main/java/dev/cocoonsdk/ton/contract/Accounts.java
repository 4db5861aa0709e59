package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import org.jspecify.annotations.Nullable;

/** What the readers of storages share. */
final class Accounts {

    private Accounts() {}

    /** The data cell of an account, null if there is none. */
    static @Nullable Cell data(TonAddress expected, AccountState account) {
        if (!account.address().equals(expected)) {
            throw new IllegalArgumentException("account: " + account.address() + " (expected: " + expected + ")");
        }
        return account.data();
    }
}
