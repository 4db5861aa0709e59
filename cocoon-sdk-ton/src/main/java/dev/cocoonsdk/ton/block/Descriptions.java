package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.block.TransactionDescription.MergeInstall;
import dev.cocoonsdk.ton.block.TransactionDescription.MergePrepare;
import dev.cocoonsdk.ton.block.TransactionDescription.Ordinary;
import dev.cocoonsdk.ton.block.TransactionDescription.SplitInstall;
import dev.cocoonsdk.ton.block.TransactionDescription.SplitMerge;
import dev.cocoonsdk.ton.block.TransactionDescription.SplitPrepare;
import dev.cocoonsdk.ton.block.TransactionDescription.StorageOnly;
import dev.cocoonsdk.ton.block.TransactionDescription.TickTock;
import dev.cocoonsdk.ton.cell.CellSlice;

/** Reads {@link TransactionDescription}. Arguments are evaluated in order, which is that of the layout. */
final class Descriptions {

    private static final int TICK_TOCK = 0b001;

    private Descriptions() {}

    static TransactionDescription read(CellSlice in) {
        if (in.preloadUint(3) == TICK_TOCK) {
            in.skipBits(3);
            return tickTock(in);
        }
        int kind = (int) in.preloadUint(4);
        if (kind > 0b0111) {
            throw in.error("transaction: kind " + kind + " (expected: 0 to 7)");
        }
        in.skipBits(4);
        return switch (kind) {
            case 0b0000 -> ordinary(in);
            case 0b0001 -> new StorageOnly(StoragePhase.read(in));
            case 0b0100 -> splitPrepare(in);
            case 0b0101 -> new SplitInstall(SplitMerge.read(in), in.loadRef(), in.loadBit());
            case 0b0110 -> new MergePrepare(SplitMerge.read(in), StoragePhase.read(in), in.loadBit());
            default -> mergeInstall(in);
        };
    }

    private static Ordinary ordinary(CellSlice in) {
        return new Ordinary(
                in.loadBit(),
                Phases.maybe(in, StoragePhase::read),
                Phases.maybe(in, CreditPhase::read),
                ComputePhase.read(in),
                ActionPhase.readMaybe(in),
                in.loadBit(),
                Phases.maybe(in, BouncePhase::read),
                in.loadBit());
    }

    private static TickTock tickTock(CellSlice in) {
        return new TickTock(
                in.loadBit(),
                StoragePhase.read(in),
                ComputePhase.read(in),
                ActionPhase.readMaybe(in),
                in.loadBit(),
                in.loadBit());
    }

    private static SplitPrepare splitPrepare(CellSlice in) {
        return new SplitPrepare(
                SplitMerge.read(in),
                Phases.maybe(in, StoragePhase::read),
                ComputePhase.read(in),
                ActionPhase.readMaybe(in),
                in.loadBit(),
                in.loadBit());
    }

    private static MergeInstall mergeInstall(CellSlice in) {
        return new MergeInstall(
                SplitMerge.read(in),
                in.loadRef(),
                Phases.maybe(in, StoragePhase::read),
                Phases.maybe(in, CreditPhase::read),
                ComputePhase.read(in),
                ActionPhase.readMaybe(in),
                in.loadBit(),
                in.loadBit());
    }
}
