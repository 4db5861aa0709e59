package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * What the contract ordered is done (TL-B {@code TrActionPhase}).
 *
 * @param success whether all of it was done
 * @param valid whether the list of actions was well-formed
 * @param noFunds whether coins were missing
 * @param change what became of the account
 * @param forwardFees fees of the messages sent, or null
 * @param actionFees the part of the fees that stays with this chain, or null
 * @param resultCode 0 for success; 37 means too few coins ({@code docs/protocol/contracts.md} 10)
 * @param resultArgument which action failed, or null
 * @param actions number of actions
 * @param specialActions such as reserving coins
 * @param skippedActions such that may fail and did
 * @param messagesCreated messages sent
 * @param actionListHash hash of the list
 * @param messageSize of all messages sent
 */
public record ActionPhase(
        boolean success,
        boolean valid,
        boolean noFunds,
        StatusChange change,
        @Nullable NanoTon forwardFees,
        @Nullable NanoTon actionFees,
        int resultCode,
        @Nullable Integer resultArgument,
        int actions,
        int specialActions,
        int skippedActions,
        int messagesCreated,
        Hash256 actionListHash,
        StorageUsed messageSize) {

    /**
     * Reads the phase's cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    static ActionPhase parse(Cell cell) {
        CellSlice in = cell.beginRead();
        ActionPhase phase = new ActionPhase(
                in.loadBit(),
                in.loadBit(),
                in.loadBit(),
                StatusChange.read(in),
                Phases.maybeCoins(in),
                Phases.maybeCoins(in),
                (int) in.loadInt(32),
                Phases.maybeInt(in),
                (int) in.loadUint(16),
                (int) in.loadUint(16),
                (int) in.loadUint(16),
                (int) in.loadUint(16),
                in.loadHash(),
                StorageUsed.read(in));
        in.endParse();
        return phase;
    }

    /** {@code Maybe ^TrActionPhase}. */
    static @Nullable ActionPhase readMaybe(CellSlice in) {
        Cell cell = in.loadMaybeRef();
        return cell == null ? null : parse(cell);
    }

    /** The phase's cell. */
    Cell toCell() {
        CellBuilder out = new CellBuilder().storeBit(success).storeBit(valid).storeBit(noFunds);
        change.write(out);
        Phases.writeMaybeCoins(out, forwardFees);
        Phases.writeMaybeCoins(out, actionFees);
        Phases.writeMaybeInt(out.storeInt(resultCode, 32), resultArgument);
        out.storeUint(actions, 16)
                .storeUint(specialActions, 16)
                .storeUint(skippedActions, 16)
                .storeUint(messagesCreated, 16)
                .storeHash(actionListHash);
        messageSize.write(out);
        return out.build();
    }

    /** {@code Maybe ^TrActionPhase}. */
    static void writeMaybe(CellBuilder out, @Nullable ActionPhase phase) {
        out.storeMaybeRef(phase == null ? null : phase.toCell());
    }
}
