package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Storage of a Cocoon wallet ({@code docs/protocol/contracts.md} 5, 6).
 *
 * @param seqno number of the next external message, an unsigned 32-bit number
 * @param subwallet always 0 in Cocoon, an unsigned 32-bit number
 * @param key of the node
 * @param status bit 0 means blocked, an unsigned 32-bit number
 * @param owner the human wallet that may withdraw
 */
public record WalletStorage(long seqno, long subwallet, Ed25519PublicKey key, long status, TonAddress owner) {

    private static final long BLOCKED = 1;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number does not fit into 32 bits
     */
    public WalletStorage {
        Uint32.check("seqno", seqno);
        Uint32.check("subwallet", subwallet);
        Uint32.check("status", status);
    }

    /** The storage of a wallet that is not yet deployed. */
    public static WalletStorage initial(Ed25519PublicKey key, TonAddress owner) {
        return new WalletStorage(0, 0, key, 0, owner);
    }

    /**
     * Reads a data cell.
     *
     * @throws CellException if the cell has another layout or anything left over
     */
    public static WalletStorage parse(Cell data) {
        CellSlice in = data.beginRead();
        WalletStorage storage = new WalletStorage(
                in.loadUint(32),
                in.loadUint(32),
                new Ed25519PublicKey(in.loadHash()),
                in.loadUint(32),
                TonAddress.read(in));
        in.endParse();
        return storage;
    }

    /** Whether the owner has blocked the wallet. */
    public boolean isBlocked() {
        return (status & BLOCKED) != 0;
    }

    /** The data cell. */
    public Cell toCell() {
        CellBuilder out = new CellBuilder()
                .storeUint(seqno, 32)
                .storeUint(subwallet, 32)
                .storeHash(key.value())
                .storeUint(status, 32);
        owner.write(out);
        return out.build();
    }
}
