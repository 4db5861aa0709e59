package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.CurrencyCollection;
import dev.cocoonsdk.ton.block.DepthBalance;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.AugmentedDictionary;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts, transactions and shard states as cells. */
final class ShardCells {

    private ShardCells() {}

    static Cell account(TonAddress address, NanoTon balance, StateInit contract) {
        CellBuilder out = new CellBuilder().storeBit(true);
        MsgAddress.of(address).write(out);
        out.storeVarUint(BigInteger.ONE, 7)
                .storeVarUint(BigInteger.ONE, 7)
                .storeUint(0, 3)
                .storeUint(1, 32)
                .storeBit(false)
                .storeUint(99, 64);
        CurrencyCollection.of(balance).write(out);
        contract.write(out.storeBit(true));
        return out.build();
    }

    /** A transaction without message. */
    static Cell transaction(TonAddress address, TransactionId previous) {
        CellBuilder out = new CellBuilder()
                .storeUint(0b0111, 4)
                .storeRef(new CellBuilder().storeUint(0, 2).build())
                .storeHash(address.account())
                .storeUint(previous.lt() + 10, 64)
                .storeHash(previous.hash())
                .storeUint(previous.lt(), 64)
                .storeUint(1_795_000_000L, 32)
                .storeUint(0, 15)
                .storeUint(0b1010, 4);
        CurrencyCollection.of(NanoTon.ZERO).write(out);
        Cell update = new CellBuilder()
                .storeUint(0x72, 8)
                .storeHash(Hash256.ZERO)
                .storeHash(Hash256.ZERO)
                .build();
        Cell description = new CellBuilder()
                .storeUint(0, 4)
                .storeUint(0, 3)
                .storeBit(false)
                .storeUint(0b10, 2)
                .storeUint(0b0100, 4)
                .build();
        return out.storeRef(update).storeRef(description).build();
    }

    /** The two roots that a lite server sends as proof of an account. */
    static byte[] proof(TonAddress address, Cell account, TransactionId last) {
        Cell value = new CellBuilder()
                .storeRef(account)
                .storeHash(last.hash())
                .storeUint(last.lt(), 64)
                .build();
        DepthBalance extra = new DepthBalance(0, CurrencyCollection.of(NanoTon.of(5)));
        Map<Bytes, AugmentedDictionary.Entry<DepthBalance>> entries = new LinkedHashMap<>();
        entries.put(key(address), new AugmentedDictionary.Entry<>(extra, value));
        entries.put(Bytes.wrap(new byte[32]), new AugmentedDictionary.Entry<>(extra, value));
        CellBuilder accounts = new CellBuilder();
        AugmentedDictionary.of(256, DepthBalance.AUGMENTATION, entries).write(accounts);
        Cell state = new CellBuilder()
                .storeUint(0x9023afe2L, 32)
                .storeInt(-239, 32)
                .storeUint(0, 8)
                .storeUint(0, 32)
                .storeUint(1L << 63, 64)
                .storeUint(7, 32)
                .storeUint(0, 32)
                .storeUint(1_794_999_990L, 32)
                .storeUint(1, 64)
                .storeUint(1, 32)
                .storeRef(Cell.EMPTY)
                .storeBit(false)
                .storeRef(accounts.build())
                .storeRef(Cell.EMPTY)
                .storeBit(false)
                .build();
        return BagOfCells.serialize(List.of(merkleProof(Cell.EMPTY), merkleProof(state)));
    }

    private static Bytes key(TonAddress address) {
        return Bytes.wrap(address.account().toBytes());
    }

    private static Cell merkleProof(Cell of) {
        return new CellBuilder()
                .storeUint(3, 8)
                .storeHash(of.hash())
                .storeUint(of.depth(), 16)
                .storeRef(of)
                .buildExotic();
    }
}
