package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;

/**
 * A comment of one letter, which an owner can send from any wallet ({@code docs/protocol/contracts.md} 7.3, 9.6).
 *
 * @param letter one byte, 0 to 255
 */
public record TextCommand(char letter) implements ContractMessage {

    /** Closes a proxy contract. */
    public static final TextCommand CLOSE = new TextCommand('c');

    /** Pays the earnings of a proxy contract, or the coins of a Cocoon wallet, to the owner. */
    public static final TextCommand WITHDRAW = new TextCommand('w');

    /** Blocks a Cocoon wallet. */
    public static final TextCommand BLOCK = new TextCommand('b');

    /** Lets a Cocoon wallet work again. */
    public static final TextCommand UNBLOCK = new TextCommand('u');

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the letter is no byte
     */
    public TextCommand {
        Bodies.checkUint("letter", letter, 8);
    }

    static TextCommand read(CellSlice in) {
        return new TextCommand((char) in.loadUint(8));
    }

    @Override
    public Operation operation() {
        return Operation.TEXT;
    }

    @Override
    public Cell toCell() {
        return Bodies.begin(Operation.TEXT).storeUint(letter, 8).build();
    }
}
