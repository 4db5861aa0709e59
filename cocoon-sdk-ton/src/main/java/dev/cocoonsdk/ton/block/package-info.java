/**
 * Messages, accounts and transactions as the chain stores them (TON's {@code block.tlb}). Start with {@link
 * dev.cocoonsdk.ton.block.Message} and {@link dev.cocoonsdk.ton.block.Transaction}.
 *
 * <p>Reading is total: a cell gives a value or a {@link dev.cocoonsdk.ton.cell.CellException}, whose kind {@link
 * dev.cocoonsdk.ton.cell.SliceException} says at which bit and reference. Records are immutable and thread-safe. Logical times are
 * unsigned 64-bit numbers, times unix seconds.
 */
@NullMarked
package dev.cocoonsdk.ton.block;

import org.jspecify.annotations.NullMarked;
