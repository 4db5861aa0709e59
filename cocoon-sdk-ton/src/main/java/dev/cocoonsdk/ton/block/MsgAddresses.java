package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.MsgAddress.Anycast;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/** Reads {@link MsgAddress}. */
final class MsgAddresses {

    private static final int NONE = 0b00;
    private static final int EXTERNAL = 0b01;
    private static final int STANDARD = 0b10;
    private static final int LENGTH_BITS = 9;

    private MsgAddresses() {}

    static MsgAddress read(CellSlice in) {
        int kind = (int) in.preloadUint(2);
        if (kind == NONE) {
            in.skipBits(2);
            return MsgAddress.none();
        } else if (kind == EXTERNAL) {
            in.skipBits(2);
            return new MsgAddress.External(in.loadBits((int) in.loadUint(LENGTH_BITS)));
        }
        return readInternal(in);
    }

    static MsgAddress.Internal readInternal(CellSlice in) {
        int kind = (int) in.preloadUint(2);
        if (kind < STANDARD) {
            throw in.error("address: kind " + kind + " (expected: 2 or 3, an account)");
        }
        in.skipBits(2);
        Anycast anycast = in.loadBit() ? readAnycast(in) : null;
        if (kind == STANDARD) {
            return new MsgAddress.Standard(anycast, new TonAddress((int) in.loadInt(8), in.loadHash()));
        }
        int length = (int) in.loadUint(LENGTH_BITS);
        int workchain = (int) in.loadInt(32);
        return new MsgAddress.Variable(anycast, workchain, in.loadBits(length));
    }

    private static Anycast readAnycast(CellSlice in) {
        int depth = (int) in.preloadUint(Anycast.LENGTH_BITS);
        if (depth < 1 || depth > Anycast.MAX_BITS) {
            throw in.error("anycast: " + depth + " bits (expected: 1 to " + Anycast.MAX_BITS + ")");
        }
        in.skipBits(Anycast.LENGTH_BITS);
        return new Anycast(in.loadBits(depth));
    }

    static void writeAnycast(CellBuilder out, @Nullable Anycast anycast) {
        out.storeBit(anycast != null);
        if (anycast != null) {
            out.storeUint(anycast.prefix().bits(), Anycast.LENGTH_BITS)
                    .storeSlice(anycast.prefix().beginRead());
        }
    }

    static void checkBits(String what, Cell cell, int most) {
        if (cell.refs() != 0 || cell.bits() > most || cell.isOpaque() || cell.isExotic()) {
            throw new CellException(what + ": " + cell.bits() + " bits and " + cell.refs()
                    + " references (expected: at most " + most + " and none)");
        }
    }
}
