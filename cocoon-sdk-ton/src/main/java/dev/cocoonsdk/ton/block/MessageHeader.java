package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;

/** What stands before a message's body (TL-B {@code CommonMsgInfo}). */
public sealed interface MessageHeader {

    /** Who sent the message; {@link MsgAddress.None} in an internal message that its sender has not sent yet. */
    MsgAddress source();

    /** Whom it is for. */
    MsgAddress destination();

    /**
     * From one account to another ({@code int_msg_info$0}).
     *
     * @param ihrDisabled whether the fast routing that never came is refused; on chain always true
     * @param bounce whether it comes back, less fees, if the receiver fails
     * @param bounced whether it came back
     * @param source the sender; set by the chain
     * @param destination the receiver
     * @param value what it brings
     * @param ihrFee nanoton; since 2025 flags of the message instead
     * @param forwardFee nanoton; set by the chain
     * @param createdLt logical time; set by the chain
     * @param createdAt unix seconds, an unsigned 32-bit number; set by the chain
     */
    record Internal(
            boolean ihrDisabled,
            boolean bounce,
            boolean bounced,
            MsgAddress source,
            MsgAddress.Internal destination,
            CurrencyCollection value,
            NanoTon ihrFee,
            NanoTon forwardFee,
            long createdLt,
            long createdAt)
            implements MessageHeader {

        /**
         * A message to be sent: the chain sets what is missing ({@code docs/protocol/contracts.md} 9.6).
         *
         * @param bounce whether it comes back, less fees, if the receiver fails
         */
        public static Internal toSend(boolean bounce, MsgAddress.Internal destination, NanoTon value) {
            return new Internal(
                    true,
                    bounce,
                    false,
                    MsgAddress.none(),
                    destination,
                    CurrencyCollection.of(value),
                    NanoTon.ZERO,
                    NanoTon.ZERO,
                    0,
                    0);
        }

        static Internal readRest(CellSlice in) {
            return new Internal(
                    in.loadBit(),
                    in.loadBit(),
                    in.loadBit(),
                    MsgAddress.read(in),
                    MsgAddress.readInternal(in),
                    CurrencyCollection.read(in),
                    in.loadCoins(),
                    in.loadCoins(),
                    in.loadUint(64),
                    in.loadUint(32));
        }

        @Override
        public void write(CellBuilder out) {
            out.storeBit(false).storeBit(ihrDisabled).storeBit(bounce).storeBit(bounced);
            source.write(out);
            destination.write(out);
            value.write(out);
            out.storeCoins(ihrFee)
                    .storeCoins(forwardFee)
                    .storeUint(createdLt, 64)
                    .storeUint(createdAt, 32);
        }
    }

    /**
     * From outside to an account ({@code ext_in_msg_info$10}).
     *
     * @param source {@link MsgAddress.None} or anything; the chain does not look at it
     * @param destination the receiver
     * @param importFee nanoton, on chain 0
     */
    record ExternalIn(MsgAddress source, MsgAddress.Internal destination, NanoTon importFee) implements MessageHeader {

        /** A message to an account, from nobody, without fee ({@code docs/protocol/contracts.md} 9.6). */
        public static ExternalIn to(MsgAddress.Internal destination) {
            return new ExternalIn(MsgAddress.none(), destination, NanoTon.ZERO);
        }

        static ExternalIn readRest(CellSlice in) {
            return new ExternalIn(MsgAddress.read(in), MsgAddress.readInternal(in), in.loadCoins());
        }

        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b10, 2);
            source.write(out);
            destination.write(out);
            out.storeCoins(importFee);
        }
    }

    /**
     * From an account to the outside, a log entry ({@code ext_out_msg_info$11}).
     *
     * @param source the sender; set by the chain
     * @param destination anything; the chain does not look at it
     * @param createdLt logical time; set by the chain
     * @param createdAt unix seconds, an unsigned 32-bit number; set by the chain
     */
    record ExternalOut(MsgAddress source, MsgAddress destination, long createdLt, long createdAt)
            implements MessageHeader {

        static ExternalOut readRest(CellSlice in) {
            return new ExternalOut(MsgAddress.read(in), MsgAddress.read(in), in.loadUint(64), in.loadUint(32));
        }

        @Override
        public void write(CellBuilder out) {
            out.storeUint(0b11, 2);
            source.write(out);
            destination.write(out);
            out.storeUint(createdLt, 64).storeUint(createdAt, 32);
        }
    }

    /**
     * Takes a header out of a cell.
     *
     * @throws CellException if there is none
     */
    static MessageHeader read(CellSlice in) {
        if (!in.loadBit()) {
            return Internal.readRest(in);
        }
        return in.loadBit() ? ExternalOut.readRest(in) : ExternalIn.readRest(in);
    }

    /**
     * Adds this header to a cell.
     *
     * @throws CellException if it does not fit
     */
    void write(CellBuilder out);
}
