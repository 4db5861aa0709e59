/**
 * Cells, the data structure of TON: at most 1023 bits and four references each.
 *
 * <p>Start with {@link dev.cocoonsdk.ton.cell.Cell}; {@link dev.cocoonsdk.ton.cell.CellBuilder} makes one, {@link
 * dev.cocoonsdk.ton.cell.CellSlice} reads one, {@link dev.cocoonsdk.ton.cell.BagOfCells} turns trees of them into bytes and back.
 */
@NullMarked
package dev.cocoonsdk.ton.cell;

import org.jspecify.annotations.NullMarked;
