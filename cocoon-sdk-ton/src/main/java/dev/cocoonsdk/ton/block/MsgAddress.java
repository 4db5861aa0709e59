package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from or goes to (TL-B {@code MsgAddress}). Cocoon contracts use {@link Standard} without anycast only ({@code
 * docs/protocol/contracts.md} 1); the other kinds occur in foreign messages.
 */
public sealed interface MsgAddress {

    /** No address ({@code addr_none$00}). */
    record None() implements MsgAddress {
        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b00, 2);
        }
    }

    /**
     * Somebody outside of the chain ({@code addr_extern$01}).
     *
     * @param address 0 to 511 bits without references, of no meaning to the chain
     */
    record External(Cell address) implements MsgAddress {

        private static final int LENGTH_BITS = 9;

        /**
         * Checks the size.
         *
         * @throws CellException if there are references or more than 511 bits
         */
        public External {
            MsgAddresses.checkBits("external address", address, (1 << LENGTH_BITS) - 1);
        }

        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b01, 2).storeUint(address.bits(), LENGTH_BITS).storeSlice(address.beginRead());
        }
    }

    /** An account ({@code MsgAddressInt}). */
    sealed interface Internal extends MsgAddress permits Standard, Variable {

        /** Sends the message to one of several accounts, by the account's first bits; null in all ordinary messages. */
        @Nullable
        Anycast anycast();
    }

    /**
     * An account with an id of 256 bits ({@code addr_std$10}).
     *
     * @param anycast null in all ordinary messages
     * @param address the account
     */
    record Standard(@Nullable Anycast anycast, TonAddress address) implements Internal {
        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b10, 2);
            MsgAddresses.writeAnycast(out, anycast);
            out.storeInt(address.workchain(), 8).storeHash(address.account());
        }
    }

    /**
     * An account with an id of another length ({@code addr_var$11}), which no present workchain has.
     *
     * @param anycast null in all ordinary messages
     * @param workchain a signed 32-bit number
     * @param account 0 to 511 bits without references
     */
    record Variable(@Nullable Anycast anycast, int workchain, Cell account) implements Internal {

        private static final int LENGTH_BITS = 9;

        /**
         * Checks the size.
         *
         * @throws CellException if there are references or more than 511 bits
         */
        public Variable {
            MsgAddresses.checkBits("account", account, (1 << LENGTH_BITS) - 1);
        }

        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b11, 2);
            MsgAddresses.writeAnycast(out, anycast);
            out.storeUint(account.bits(), LENGTH_BITS).storeInt(workchain, 32).storeSlice(account.beginRead());
        }
    }

    /**
     * Replaces the first bits of an account id ({@code anycast_info}).
     *
     * @param prefix 1 to 30 bits without references
     */
    record Anycast(Cell prefix) {

        static final int MAX_BITS = 30;
        static final int LENGTH_BITS = 5;

        /**
         * Checks the size.
         *
         * @throws CellException if there are references, no bits or more than 30 bits
         */
        public Anycast {
            MsgAddresses.checkBits("anycast", prefix, MAX_BITS);
            if (prefix.bits() == 0) {
                throw new CellException("anycast: 0 bits (expected: 1 to " + MAX_BITS + ")");
            }
        }
    }

    /** No address. */
    static MsgAddress none() {
        return new None();
    }

    /** An account, as a message names it. */
    static MsgAddress.Internal of(TonAddress address) {
        return new Standard(null, address);
    }

    /**
     * Takes an address of any kind out of a cell.
     *
     * @throws CellException if there is none
     */
    static MsgAddress read(CellSlice in) {
        return MsgAddresses.read(in);
    }

    /**
     * Takes the address of an account out of a cell.
     *
     * @throws CellException if there is none or of another kind
     */
    static MsgAddress.Internal readInternal(CellSlice in) {
        return MsgAddresses.readInternal(in);
    }

    /**
     * Adds this address to a cell.
     *
     * @throws CellException if it does not fit
     */
    void write(CellBuilder out);

    /** The account if it is a standard one without anycast, else null. */
    default @Nullable TonAddress standard() {
        return this instanceof Standard standard && standard.anycast() == null ? standard.address() : null;
    }
}
