package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link ChainStep} as bytes: numbers, addresses, then one bag with the cells of the transactions and of the accounts. */
final class StepCodec {

    private StepCodec() {}

    static byte[] encode(ChainStep step) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            DevnetBlock block = step.block();
            out.writeLong(block.seqno());
            out.writeLong(block.time().getEpochSecond());
            out.writeLong(block.endLt());
            out.writeLong(step.minted().value());
            out.writeLong(step.fees().value());
            out.writeLong(step.offset().toSeconds());
            out.writeInt(step.offset().toNanosPart());
            List<Cell> roots = new ArrayList<>();
            out.writeInt(block.transactions().size());
            for (DevnetTransaction transaction : block.transactions()) {
                writeAddress(out, transaction.account());
                roots.add(transaction.cell());
            }
            out.writeInt(step.accounts().size());
            for (Map.Entry<TonAddress, Cell> account : step.accounts().entrySet()) {
                writeAddress(out, account.getKey());
                roots.add(account.getValue());
            }
            if (!roots.isEmpty()) {
                out.write(BagOfCells.serialize(roots));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a step.
     *
     * @param previous root hash of the block before
     * @throws IOException if the bytes are none
     */
    static ChainStep decode(byte[] bytes, Hash256 previous, CellPool pool) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            long seqno = in.readLong();
            Instant time = Instant.ofEpochSecond(in.readLong());
            long endLt = in.readLong();
            NanoTon minted = NanoTon.of(in.readLong());
            NanoTon fees = NanoTon.of(in.readLong());
            Duration offset = Duration.ofSeconds(in.readLong(), in.readInt());
            List<TonAddress> owners = readAddresses(in);
            List<TonAddress> changed = readAddresses(in);
            byte[] bag = in.readAllBytes();
            List<Cell> roots = bag.length == 0 ? List.of() : BagOfCells.parse(bag);
            if (roots.size() != owners.size() + changed.size()) {
                throw new IOException(
                        "block " + seqno + ": " + roots.size() + " cells (expected: one for each address)");
            }
            List<DevnetTransaction> transactions = new ArrayList<>();
            for (int i = 0; i < owners.size(); i++) {
                transactions.add(DevnetTransaction.parse(owners.get(i), seqno, pool.intern(roots.get(i))));
            }
            Map<TonAddress, Cell> accounts = new LinkedHashMap<>();
            for (int i = 0; i < changed.size(); i++) {
                accounts.put(changed.get(i), pool.intern(roots.get(owners.size() + i)));
            }
            DevnetBlock block = DevnetBlock.of(seqno, time, endLt, previous, transactions);
            return new ChainStep(block, accounts, minted, fees, offset);
        } catch (CellException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException("block: unreadable", e);
        }
    }

    private static void writeAddress(DataOutputStream out, TonAddress address) throws IOException {
        out.writeByte(address.workchain());
        out.write(address.account().toBytes());
    }

    private static List<TonAddress> readAddresses(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / (Hash256.LENGTH + 1)) {
            throw new IOException("addresses: " + count + " (more than there are bytes for)");
        }
        List<TonAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(new TonAddress(in.readByte(), Hash256.of(in.readNBytes(Hash256.LENGTH))));
        }
        return addresses;
    }
}
