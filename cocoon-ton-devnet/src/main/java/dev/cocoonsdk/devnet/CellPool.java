package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.util.HashMap;
import java.util.Map;

/** Keeps equal cells once: the history holds the code of a contract as often as the contract was called. */
final class CellPool {

    private final Map<Hash256, Cell> cells = new HashMap<>();

    Cell intern(Cell cell) {
        Cell known = cells.get(cell.hash());
        if (known != null) {
            return known;
        }
        Cell shared = cell.isExotic() || cell.isOpaque() || cell.level() != 0 ? cell : rebuild(cell);
        cells.put(shared.hash(), shared);
        return shared;
    }

    private Cell rebuild(Cell cell) {
        CellBuilder out = new CellBuilder()
                .storeSlice(cell.beginRead().loadBits(cell.bits()).beginRead());
        for (int i = 0; i < cell.refs(); i++) {
            out.storeRef(intern(cell.ref(i)));
        }
        return out.build();
    }
}
