package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.block.TransactionDescription.MergeInstall;
import dev.cocoonsdk.ton.block.TransactionDescription.MergePrepare;
import dev.cocoonsdk.ton.block.TransactionDescription.Ordinary;
import dev.cocoonsdk.ton.block.TransactionDescription.SplitInstall;
import dev.cocoonsdk.ton.block.TransactionDescription.SplitPrepare;
import dev.cocoonsdk.ton.block.TransactionDescription.StorageOnly;
import dev.cocoonsdk.ton.block.TransactionDescription.TickTock;
import dev.cocoonsdk.ton.cell.CellBuilder;
import org.jspecify.annotations.Nullable;

/** Writes {@link TransactionDescription}; the counterpart of {@link Descriptions}. */
final class DescriptionWriter {

    private DescriptionWriter() {}

    static void write(CellBuilder out, TransactionDescription description) {
        if (description instanceof Ordinary ordinary) {
            ordinary(out, ordinary);
        } else if (description instanceof StorageOnly storage) {
            storage.storage().write(out.storeUint(0b0001, 4));
        } else if (description instanceof TickTock tickTock) {
            tickTock(out, tickTock);
        } else if (description instanceof SplitPrepare prepare) {
            splitPrepare(out, prepare);
        } else if (description instanceof SplitInstall install) {
            install.split().write(out.storeUint(0b0101, 4));
            out.storeRef(install.prepare()).storeBit(install.installed());
        } else if (description instanceof MergePrepare prepare) {
            prepare.split().write(out.storeUint(0b0110, 4));
            prepare.storage().write(out);
            out.storeBit(prepare.aborted());
        } else if (description instanceof MergeInstall install) {
            mergeInstall(out, install);
        }
    }

    private static void ordinary(CellBuilder out, Ordinary ordinary) {
        out.storeUint(0b0000, 4).storeBit(ordinary.creditFirst());
        storage(out, ordinary.storage());
        credit(out, ordinary.credit());
        ordinary.compute().write(out);
        ActionPhase.writeMaybe(out, ordinary.action());
        out.storeBit(ordinary.aborted());
        Phases.writeMaybe(out, ordinary.bounce(), BouncePhase::write);
        out.storeBit(ordinary.destroyed());
    }

    private static void tickTock(CellBuilder out, TickTock tickTock) {
        tickTock.storage().write(out.storeUint(0b001, 3).storeBit(tickTock.tock()));
        tickTock.compute().write(out);
        ActionPhase.writeMaybe(out, tickTock.action());
        out.storeBit(tickTock.aborted()).storeBit(tickTock.destroyed());
    }

    private static void splitPrepare(CellBuilder out, SplitPrepare prepare) {
        prepare.split().write(out.storeUint(0b0100, 4));
        storage(out, prepare.storage());
        prepare.compute().write(out);
        ActionPhase.writeMaybe(out, prepare.action());
        out.storeBit(prepare.aborted()).storeBit(prepare.destroyed());
    }

    private static void mergeInstall(CellBuilder out, MergeInstall install) {
        install.split().write(out.storeUint(0b0111, 4));
        out.storeRef(install.prepare());
        storage(out, install.storage());
        credit(out, install.credit());
        install.compute().write(out);
        ActionPhase.writeMaybe(out, install.action());
        out.storeBit(install.aborted()).storeBit(install.destroyed());
    }

    private static void storage(CellBuilder out, @Nullable StoragePhase phase) {
        Phases.writeMaybe(out, phase, StoragePhase::write);
    }

    private static void credit(CellBuilder out, @Nullable CreditPhase phase) {
        Phases.writeMaybe(out, phase, CreditPhase::write);
    }
}
