package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * Storage of a client contract ({@code docs/protocol/contracts.md} 5, 6).
 *
 * @param state of the contract
 * @param balance what is left of the deposit; the coins themselves lie on the proxy contract
 * @param stake bounds what may be open between two charges
 * @param tokensUsed cumulative adjusted tokens that were charged, an unsigned 64-bit number
 * @param unlockTime when a refund can be forced; unix seconds, an unsigned 32-bit number
 * @param secretHash SHA-256 of the client's password
 * @param constants what never changes
 * @param params the params cell without codes
 */
public record ClientStorage(
        ContractState state,
        NanoTon balance,
        NanoTon stake,
        long tokensUsed,
        long unlockTime,
        Hash256 secretHash,
        Constants constants,
        Cell params) {

    /**
     * What never changes in a client contract.
     *
     * @param owner the client's Cocoon wallet
     * @param proxy the proxy contract
     * @param proxyKey by which the proxy signs payments
     */
    public record Constants(TonAddress owner, TonAddress proxy, Ed25519PublicKey proxyKey) {

        static Constants parse(Cell cell) {
            CellSlice in = cell.beginRead();
            Constants constants =
                    new Constants(TonAddress.read(in), TonAddress.read(in), new Ed25519PublicKey(in.loadHash()));
            in.endParse();
            return constants;
        }

        Cell toCell() {
            CellBuilder out = new CellBuilder();
            owner.write(out);
            proxy.write(out);
            return out.storeHash(proxyKey.value()).build();
        }
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the time does not fit into 32 bits
     */
    public ClientStorage {
        Uint32.check("unlock time", unlockTime);
    }

    /** The storage of a contract that is not yet deployed. */
    public static ClientStorage initial(NanoTon minClientStake, Constants constants, Cell params) {
        return new ClientStorage(
                ContractState.OPEN, NanoTon.ZERO, minClientStake, 0, 0, Hash256.ZERO, constants, params);
    }

    /**
     * Reads a data cell.
     *
     * @throws CellException if the cell has another layout or anything left over
     */
    public static ClientStorage parse(Cell data) {
        CellSlice in = data.beginRead();
        ClientStorage storage = new ClientStorage(
                ContractState.read(in),
                in.loadCoins(),
                in.loadCoins(),
                in.loadUint(64),
                in.loadUint(32),
                in.loadHash(),
                Constants.parse(in.loadRef()),
                in.loadRef());
        in.endParse();
        return storage;
    }

    /** The data cell. */
    public Cell toCell() {
        CellBuilder out = new CellBuilder();
        state.write(out);
        return out.storeCoins(balance)
                .storeCoins(stake)
                .storeUint(tokensUsed, 64)
                .storeUint(unlockTime, 32)
                .storeHash(secretHash)
                .storeRef(constants.toCell())
                .storeRef(params)
                .build();
    }
}
