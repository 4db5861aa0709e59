package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The contract runs, or not (TL-B {@code TrComputePhase}). */
public sealed interface ComputePhase {

    /**
     * The contract did not run ({@code tr_phase_compute_skipped$0}).
     *
     * @param reason why
     */
    record Skipped(SkipReason reason) implements ComputePhase {
        @Override
        public void write(CellBuilder out) {
            reason.write(out.storeBit(false));
        }
    }

    /** Why a contract did not run (TL-B {@code ComputeSkipReason}). */
    enum SkipReason {
        /** The account has no contract. */
        NO_STATE,
        /** The message would deploy a contract of another address. */
        BAD_STATE,
        /** The message brought too few coins ({@code docs/protocol/payments.md} 4). */
        NO_GAS,
        /** The account is suspended. */
        SUSPENDED;

        private void write(CellBuilder out) {
            switch (this) {
                case NO_STATE -> out.storeUint(0b00, 2);
                case BAD_STATE -> out.storeUint(0b01, 2);
                case NO_GAS -> out.storeUint(0b10, 2);
                case SUSPENDED -> out.storeUint(0b110, 3);
            }
        }

        private static SkipReason read(CellSlice in) {
            if (!in.loadBit()) {
                return in.loadBit() ? BAD_STATE : NO_STATE;
            } else if (!in.loadBit()) {
                return NO_GAS;
            } else if (!in.loadBit()) {
                return SUSPENDED;
            }
            throw in.error("skip reason: 7 (expected: no state, bad state, no gas or suspended)");
        }
    }

    /**
     * The contract ran ({@code tr_phase_compute_vm$1}).
     *
     * @param success whether it ended well
     * @param messageStateUsed whether the message's initial state was taken
     * @param activated whether the account was deployed or brought back by it
     * @param gasFees coins for the gas
     * @param gasUsed gas
     * @param gasLimit gas that it might use
     * @param gasCredit gas that an external message had before it was accepted, or null
     * @param mode flags
     * @param exitCode 0 or 1 for success, else {@code docs/protocol/contracts.md} 10
     * @param exitArgument a number that came with the exit code, or null
     * @param steps instructions, an unsigned 32-bit number
     * @param initialStateHash not filled by the chain
     * @param finalStateHash not filled by the chain
     */
    record Ran(
            boolean success,
            boolean messageStateUsed,
            boolean activated,
            NanoTon gasFees,
            long gasUsed,
            long gasLimit,
            @Nullable Integer gasCredit,
            int mode,
            int exitCode,
            @Nullable Integer exitArgument,
            long steps,
            Hash256 initialStateHash,
            Hash256 finalStateHash)
            implements ComputePhase {

        private static final int GAS_BYTES_LIMIT = 7;
        private static final int CREDIT_BYTES_LIMIT = 3;

        private static Ran readRest(CellSlice in) {
            CellSlice details = in.loadRef().beginRead();
            Ran ran = new Ran(
                    in.loadBit(),
                    in.loadBit(),
                    in.loadBit(),
                    in.loadCoins(),
                    details.loadVarUint(GAS_BYTES_LIMIT).longValueExact(),
                    details.loadVarUint(GAS_BYTES_LIMIT).longValueExact(),
                    Phases.maybe(
                            details,
                            slice -> slice.loadVarUint(CREDIT_BYTES_LIMIT).intValueExact()),
                    (int) details.loadInt(8),
                    (int) details.loadInt(32),
                    Phases.maybeInt(details),
                    details.loadUint(32),
                    details.loadHash(),
                    details.loadHash());
            details.endParse();
            return ran;
        }

        @Override
        public void write(CellBuilder out) {
            CellBuilder details = new CellBuilder()
                    .storeVarUint(BigInteger.valueOf(gasUsed), GAS_BYTES_LIMIT)
                    .storeVarUint(BigInteger.valueOf(gasLimit), GAS_BYTES_LIMIT);
            Phases.writeMaybe(
                    details,
                    gasCredit,
                    (credit, to) -> to.storeVarUint(BigInteger.valueOf(credit), CREDIT_BYTES_LIMIT));
            Phases.writeMaybeInt(details.storeInt(mode, 8).storeInt(exitCode, 32), exitArgument);
            details.storeUint(steps, 32).storeHash(initialStateHash).storeHash(finalStateHash);
            out.storeBit(true)
                    .storeBit(success)
                    .storeBit(messageStateUsed)
                    .storeBit(activated)
                    .storeCoins(gasFees)
                    .storeRef(details.build());
        }
    }

    /** Takes the phase out of a cell. */
    static ComputePhase read(CellSlice in) {
        return in.loadBit() ? Ran.readRest(in) : new Skipped(SkipReason.read(in));
    }

    /** Adds the phase to a cell. */
    void write(CellBuilder out);
}
