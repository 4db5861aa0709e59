package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.cell.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an account (TL-B {@code Transaction}). Nodes look at the incoming message whether or not the contract executed it
 * ({@code docs/protocol/payments.md} 4).
 *
 * @param hash of the transaction's cell
 * @param account the account within its workchain
 * @param lt logical time
 * @param previousHash hash of the account's transaction before, zero if there was none
 * @param previousLt its logical time, 0 if there was none
 * @param time unix seconds, an unsigned 32-bit number
 * @param before what the account was
 * @param after what it became
 * @param incoming the message that caused it, or null
 * @param outgoing messages that it sent, in order
 * @param totalFees what it cost the account
 * @param update hashes of the account
 * @param description how it went
 */
public record Transaction(
        Hash256 hash,
        Hash256 account,
        long lt,
        Hash256 previousHash,
        long previousLt,
        long time,
        AccountStatus before,
        AccountStatus after,
        @Nullable Message incoming,
        List<Message> outgoing,
        CurrencyCollection totalFees,
        HashUpdate update,
        TransactionDescription description) {

    /** Most outgoing messages that are read; the chain allows 255 actions. */
    public static final int MAX_OUTGOING = 256;

    private static final int TAG = 0b0111;
    private static final int COUNT_BITS = 15;

    /** Copies the list. */
    public Transaction {
        outgoing = List.copyOf(outgoing);
    }

    /**
     * Reads a transaction's cell.
     *
     * @throws CellException if it has another layout or anything left over
     */
    public static Transaction parse(Cell cell) {
        CellSlice in = cell.beginRead();
        if (in.preloadUint(4) != TAG) {
            throw in.error("transaction: tag " + in.preloadUint(4) + " (expected: " + TAG + ")");
        }
        in.skipBits(4);
        CellSlice messages = in.loadRef().beginRead();
        Hash256 account = in.loadHash();
        long lt = in.loadUint(64);
        Hash256 previousHash = in.loadHash();
        long previousLt = in.loadUint(64);
        long time = in.loadUint(32);
        int count = (int) in.loadUint(COUNT_BITS);
        Transaction transaction = new Transaction(
                cell.hash(),
                account,
                lt,
                previousHash,
                previousLt,
                time,
                AccountStatus.read(in),
                AccountStatus.read(in),
                readIncoming(messages),
                readOutgoing(messages, count),
                CurrencyCollection.read(in),
                HashUpdate.parse(in.loadRef()),
                TransactionDescription.parse(in.loadRef()));
        messages.endParse();
        in.endParse();
        return transaction;
    }

    private static @Nullable Message readIncoming(CellSlice messages) {
        Cell incoming = messages.loadMaybeRef();
        return incoming == null ? null : Message.parse(incoming);
    }

    private static List<Message> readOutgoing(CellSlice messages, int count) {
        Dictionary outgoing = Dictionary.read(messages, COUNT_BITS, MAX_OUTGOING);
        if (outgoing.entries().size() != count) {
            throw messages.error(
                    "transaction: " + outgoing.entries().size() + " outgoing messages (expected: " + count + ")");
        }
        return outgoing.entries().values().stream()
                .map(Transaction::readReferenced)
                .toList();
    }

    private static Message readReferenced(Cell value) {
        CellSlice in = value.beginRead();
        Message message = Message.parse(in.loadRef());
        in.endParse();
        return message;
    }

    /**
     * The transaction's cell; its hash is that of this record only if the record was read from it.
     *
     * @throws CellException if it does not fit
     */
    public Cell toCell() {
        CellBuilder out = new CellBuilder()
                .storeUint(TAG, 4)
                .storeRef(messages())
                .storeHash(account)
                .storeUint(lt, 64)
                .storeHash(previousHash)
                .storeUint(previousLt, 64)
                .storeUint(time, 32)
                .storeUint(outgoing.size(), COUNT_BITS);
        before.write(out);
        after.write(out);
        totalFees.write(out);
        return out.storeRef(update.toCell()).storeRef(description.toCell()).build();
    }

    private Cell messages() {
        Map<Bytes, Cell> numbered = new HashMap<>();
        for (int i = 0; i < outgoing.size(); i++) {
            byte[] key = {(byte) (i >> 8), (byte) i};
            numbered.put(
                    Bytes.wrap(key),
                    new CellBuilder().storeRef(outgoing.get(i).toCell()).build());
        }
        CellBuilder out = new CellBuilder().storeMaybeRef(incoming == null ? null : incoming.toCell());
        Dictionary.of(COUNT_BITS, numbered).write(out);
        return out.build();
    }
}
