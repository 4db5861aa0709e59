package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.CurrencyCollection;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Writes transactions as the chain does, for tests. */
public final class TransactionCells {

    private static final TonAddress SOMEBODY = TonAddress.basechain(Hash256.sha256(new byte[] {7}));

    private Hash256 account = Hash256.ZERO;
    private TransactionId previous = TransactionId.NONE;
    private long lt;
    private @Nullable Message incoming;
    private boolean ran = true;
    private int exitCode;

    private TransactionCells() {}

    /** A message from somebody with coins and a body. */
    public static TransactionCells message(NanoTon value, Cell body) {
        return new TransactionCells().incoming(false, value, body);
    }

    /** A message of the account that came back. */
    public static TransactionCells bounced(NanoTon value, Cell body) {
        return new TransactionCells().incoming(true, value, body);
    }

    private TransactionCells incoming(boolean bounced, NanoTon value, Cell body) {
        MessageHeader header = new MessageHeader.Internal(
                true,
                false,
                bounced,
                MsgAddress.of(SOMEBODY),
                MsgAddress.of(SOMEBODY),
                CurrencyCollection.of(value),
                NanoTon.ZERO,
                NanoTon.ZERO,
                1,
                1);
        incoming = Message.of(header, null, body);
        return this;
    }

    /** An operation as contracts send them. */
    public static Cell operation(long op, long queryId) {
        return new CellBuilder().storeUint(op, 32).storeUint(queryId, 64).build();
    }

    /** The contract did not run: too few coins. */
    public TransactionCells skipped() {
        ran = false;
        return this;
    }

    /** The contract failed. */
    public TransactionCells failed(int code) {
        exitCode = code;
        return this;
    }

    /** The account. */
    public TransactionCells account(TonAddress address) {
        account = address.account();
        return this;
    }

    /** Behind another transaction, 10 later. */
    public TransactionCells after(TransactionId before) {
        previous = before;
        lt = before.lt() + 10;
        return this;
    }

    /** The transaction. */
    public Cell toCell() {
        CellBuilder messages = new CellBuilder().storeBit(incoming != null);
        if (incoming != null) {
            messages.storeRef(incoming.toCell());
        }
        CellBuilder out = new CellBuilder()
                .storeUint(0b0111, 4)
                .storeRef(messages.storeBit(false).build())
                .storeHash(account)
                .storeUint(lt, 64)
                .storeHash(previous.hash())
                .storeUint(previous.lt(), 64)
                .storeUint(1_795_000_000L, 32)
                .storeUint(0, 15)
                .storeUint(0b1010, 4);
        CurrencyCollection.of(NanoTon.of(3)).write(out);
        Cell update = new CellBuilder()
                .storeUint(0x72, 8)
                .storeHash(Hash256.ZERO)
                .storeHash(Hash256.ZERO)
                .build();
        return out.storeRef(update).storeRef(description()).build();
    }

    private Cell description() {
        CellBuilder out =
                new CellBuilder().storeUint(0, 4).storeBit(true).storeBit(false).storeBit(false);
        if (ran) {
            Cell details = new CellBuilder()
                    .storeVarUint(BigInteger.TEN, 7)
                    .storeVarUint(BigInteger.TEN, 7)
                    .storeBit(false)
                    .storeUint(0, 8)
                    .storeInt(exitCode, 32)
                    .storeBit(false)
                    .storeUint(5, 32)
                    .storeHash(Hash256.ZERO)
                    .storeHash(Hash256.ZERO)
                    .build();
            out.storeBit(true)
                    .storeBit(exitCode == 0)
                    .storeBit(false)
                    .storeBit(false)
                    .storeCoins(NanoTon.of(3))
                    .storeRef(details);
        } else {
            out.storeBit(false).storeUint(0b10, 2);
        }
        return out.storeBit(false)
                .storeBit(!ran || exitCode != 0)
                .storeBit(false)
                .storeBit(false)
                .build();
    }
}
