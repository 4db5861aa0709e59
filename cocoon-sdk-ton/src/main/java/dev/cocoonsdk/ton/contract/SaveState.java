package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * A proxy's note on its own contract that a state of its database is written, which the contract ignores ({@code
 * docs/protocol/contracts.md} 7.3, {@code docs/protocol/payments.md} 7).
 *
 * @param queryId any 64 bits
 * @param seqno number of the state, a signed 32-bit number
 * @param sessionHash what the process that wrote the state made up at its start
 */
public record SaveState(long queryId, int seqno, Hash256 sessionHash) implements QueryMessage {

    private static final int REST_BITS = 64 + 32 + 32 + 256;

    static boolean isNext(CellSlice in) {
        if (in.remainingBits() != REST_BITS || in.remainingRefs() != 0) {
            return false;
        }
        in.skipBits(64);
        return in.loadUint(32) == Integer.toUnsignedLong(Operation.SAVE_STATE.code());
    }

    static SaveState read(CellSlice in) {
        long queryId = in.loadUint(64);
        in.skipBits(32);
        return new SaveState(queryId, (int) in.loadInt(32), in.loadHash());
    }

    /** {@link Operation#DO_NOT_PROCESS}, in which the note stands. */
    @Override
    public Operation operation() {
        return Operation.DO_NOT_PROCESS;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.DO_NOT_PROCESS, queryId)
                .storeUint(Integer.toUnsignedLong(Operation.SAVE_STATE.code()), 32)
                .storeInt(seqno, 32)
                .storeHash(sessionHash)
                .build();
    }
}
