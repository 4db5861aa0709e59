package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.AccountState.Status;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Account;
import dev.cocoonsdk.ton.block.DepthBalance;
import dev.cocoonsdk.ton.block.ShardAccount;
import dev.cocoonsdk.ton.cell.AugmentedDictionary;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.cell.CellType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lite server's answer about an account: its state, and the part of the shard's state that names it and its last transaction. */
final class LiteAccounts {

    private static final int ACCOUNT_BITS = 256;
    private static final long SHARD_STATE = 0x9023afe2L;
    private static final int BITS_BEFORE_TIME = 32 + 32 + 2 + 6 + 32 + 64 + 32 + 32;

    private LiteAccounts() {}

    /**
     * Reads the answer and checks that the account's state stands in the shard's state.
     *
     * @param time for the answer; null for that of the shard's state
     * @param state the account's cell; empty if there is none
     * @param proof two roots: the shard's block and the shard's state, both pruned
     */
    static AccountState read(
            TonAddress address,
            BlockId block,
            @Nullable Instant time,
            byte @Nullable [] state,
            byte @Nullable [] proof) {
        if (proof == null || proof.length == 0) {
            throw new CellException("account: no proof (expected: one, which names the last transaction)");
        }
        CellSlice shard = shardState(BagOfCells.parse(proof));
        Instant shardTime = Instant.ofEpochSecond(shard.loadUint(32));
        shard.loadRef();
        CellSlice accounts = shard.loadRef().beginRead();
        AugmentedDictionary.Entry<DepthBalance> entry = AugmentedDictionary.find(
                accounts, ACCOUNT_BITS, Bytes.wrap(address.account().toBytes()), DepthBalance.AUGMENTATION);
        Instant at = time == null ? shardTime : time;
        if (state == null || state.length == 0) {
            if (entry != null) {
                throw new CellException("account: no state (expected: the one in the shard's state)");
            }
            return new AccountState(address, Status.MISSING, NanoTon.ZERO, null, null, TransactionId.NONE, block, at);
        } else if (entry == null) {
            throw new CellException("account: a state (expected: none, as in the shard's state)");
        }
        return account(address, block, at, BagOfCells.parseSingle(state), ShardAccount.parse(entry.value()));
    }

    /** The shard's state, read up to its time. */
    private static CellSlice shardState(List<Cell> roots) {
        if (roots.size() != 2 || roots.get(1).type() != CellType.MERKLE_PROOF) {
            throw new CellException("account: proof with " + roots.size() + " roots (expected: block and state)");
        }
        CellSlice state = roots.get(1).ref(0).beginRead();
        long tag = state.preloadUint(32);
        if (tag != SHARD_STATE) {
            throw state.error("shard state: tag " + Long.toHexString(tag));
        }
        state.skipBits(BITS_BEFORE_TIME);
        return state;
    }

    private static AccountState account(
            TonAddress address, BlockId block, Instant time, Cell state, ShardAccount shardAccount) {
        if (!state.hash().equals(shardAccount.account().hash(0))) {
            throw new CellException("account: a state that is not the one in the shard's state");
        }
        TransactionId last = new TransactionId(shardAccount.lastTransactionLt(), shardAccount.lastTransactionHash());
        Account account = Account.parse(state);
        if (account == null) {
            return new AccountState(address, Status.MISSING, NanoTon.ZERO, null, null, last, block, time);
        } else if (!address.equals(account.address().standard())) {
            throw new CellException("account: the state of another account");
        }
        StateInit contract = account.contract();
        return new AccountState(
                address,
                status(account),
                account.balance().coins(),
                contract == null ? null : contract.code(),
                contract == null ? null : contract.data(),
                last,
                block,
                time);
    }

    private static Status status(Account account) {
        if (account.state() instanceof Account.State.Active) {
            return Status.ACTIVE;
        }
        return account.state() instanceof Account.State.Frozen ? Status.FROZEN : Status.UNINITIALIZED;
    }
}
