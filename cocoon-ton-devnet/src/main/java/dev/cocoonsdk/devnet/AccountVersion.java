package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Account;
import dev.cocoonsdk.ton.block.ShardAccount;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An account as it was from a block on.
 *
 * @param block seqno
 * @param shardAccount its {@code ShardAccount}
 */
record AccountVersion(long block, Cell shardAccount) {

    /** An account that never was. */
    static final AccountVersion NONE = new AccountVersion(
            0,
            new CellBuilder()
                    .storeRef(new CellBuilder().storeBit(false).build())
                    .storeHash(Hash256.ZERO)
                    .storeUint(0, 64)
                    .build());

    private @Nullable Account account() {
        return Account.parse(ShardAccount.parse(shardAccount).account());
    }

    NanoTon balance() {
        Account account = account();
        return account == null ? NanoTon.ZERO : account.balance().coins();
    }

    AccountState at(TonAddress address, DevnetBlock newest) {
        ShardAccount holder = ShardAccount.parse(shardAccount);
        Account account = Account.parse(holder.account());
        StateInit contract = account == null ? null : account.contract();
        return new AccountState(
                address,
                status(account),
                account == null ? NanoTon.ZERO : account.balance().coins(),
                contract == null ? null : contract.code(),
                contract == null ? null : contract.data(),
                new TransactionId(holder.lastTransactionLt(), holder.lastTransactionHash()),
                newest.id(),
                newest.time());
    }

    private static AccountState.Status status(@Nullable Account account) {
        if (account == null) {
            return AccountState.Status.MISSING;
        } else if (account.state() instanceof Account.State.Active) {
            return AccountState.Status.ACTIVE;
        } else if (account.state() instanceof Account.State.Frozen) {
            return AccountState.Status.FROZEN;
        }
        return AccountState.Status.UNINITIALIZED;
    }
}
