package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;

/** The message goes back because the contract failed (TL-B {@code TrBouncePhase}). */
public sealed interface BouncePhase {

    /** The account had nothing left ({@code tr_phase_bounce_negfunds$00}). */
    record NegativeFunds() implements BouncePhase {
        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b00, 2);
        }
    }

    /**
     * Too few coins for the way back ({@code tr_phase_bounce_nofunds$01}).
     *
     * @param size of the message
     * @param requiredFees what the way back would have cost
     */
    record NoFunds(StorageUsed size, NanoTon requiredFees) implements BouncePhase {
        @Override
        public void write(CellBuilder out) {
            size.write(out.storeUint(0b01, 2));
            out.storeCoins(requiredFees);
        }
    }

    /**
     * It went back ({@code tr_phase_bounce_ok$1}).
     *
     * @param size of the message
     * @param messageFees the part of the fees that stays with this chain
     * @param forwardFees the rest of the fees
     */
    record Bounced(StorageUsed size, NanoTon messageFees, NanoTon forwardFees) implements BouncePhase {
        @Override
        public void write(CellBuilder out) {
            size.write(out.storeBit(true));
            out.storeCoins(messageFees).storeCoins(forwardFees);
        }
    }

    /** Takes the phase out of a cell. */
    static BouncePhase read(CellSlice in) {
        if (in.loadBit()) {
            return new Bounced(StorageUsed.read(in), in.loadCoins(), in.loadCoins());
        }
        return in.loadBit() ? new NoFunds(StorageUsed.read(in), in.loadCoins()) : new NegativeFunds();
    }

    /** Adds the phase to a cell. */
    void write(CellBuilder out);
}
