package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;

/**
 * The initial state of a contract; its hash is the contract's account id ({@code docs/protocol/contracts.md} 5).
 *
 * @param code contract code; {@link Cell#opaque} where only its hash and depth are known
 * @param data initial storage
 */
public record StateInit(Cell code, Cell data) {

    /** No split depth, not special, code present, data present, no library. */
    private static final int LAYOUT = 0b00110;

    /** The cell that is deployed. */
    public Cell toCell() {
        return new CellBuilder()
                .storeUint(LAYOUT, 5)
                .storeRef(code)
                .storeRef(data)
                .build();
    }

    /** The contract's address, in workchain 0. */
    public TonAddress address() {
        return TonAddress.basechain(toCell().hash());
    }
}
