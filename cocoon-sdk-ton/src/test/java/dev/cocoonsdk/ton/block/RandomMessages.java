package dev.cocoonsdk.ton.block;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.math.BigInteger;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages of all forms that fit into their cells. */
final class RandomMessages {

    private static final long THIRTY_BITS = 1L << 30;

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    Message message() {
        return message(random.nextBoolean() ? 64 : 900);
    }

    /** With a body that others may put in place. */
    Message shortMessage() {
        return message(16);
    }

    private Message message(int mostBodyBits) {
        StateInit init = random.nextInt(3) == 0 ? stateInit() : null;
        Cell body = cell(mostBodyBits);
        boolean byReference = init != null || body.bits() > 64 || random.nextBoolean();
        return new Message(header(), init, init != null && random.nextBoolean(), body, byReference);
    }

    MessageHeader header() {
        return switch (random.nextInt(3)) {
            case 0 ->
                new MessageHeader.Internal(
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        account(),
                        account(),
                        currencies(),
                        coins(),
                        coins(),
                        random.nextLong() >>> 1,
                        random.nextLong() & (THIRTY_BITS - 1));
            case 1 -> new MessageHeader.ExternalIn(outside(), account(), coins());
            default ->
                new MessageHeader.ExternalOut(
                        account(), outside(), random.nextLong() >>> 1, random.nextLong() & (THIRTY_BITS - 1));
        };
    }

    StateInit stateInit() {
        return new StateInit(
                random.nextInt(3) == 0 ? random.nextInt(32) : null,
                random.nextInt(3) == 0 ? new StateInit.TickTock(random.nextBoolean(), random.nextBoolean()) : null,
                maybeCell(),
                maybeCell(),
                null);
    }

    MsgAddress.Internal account() {
        byte[] account = new byte[Hash256.LENGTH];
        random.nextBytes(account);
        return MsgAddress.of(new TonAddress(-random.nextInt(2), Hash256.of(account)));
    }

    private MsgAddress outside() {
        return random.nextBoolean() ? MsgAddress.none() : new MsgAddress.External(bits(1 + random.nextInt(200)));
    }

    CurrencyCollection currencies() {
        SortedMap<Long, BigInteger> others = new TreeMap<>();
        for (int i = random.nextInt(4); i > 1; i--) {
            others.put(random.nextInt() & 0xffff_ffffL, new BigInteger(1 + random.nextInt(248), random));
        }
        return new CurrencyCollection(coins(), others);
    }

    private NanoTon coins() {
        return NanoTon.of(random.nextLong() >>> (1 + random.nextInt(63)));
    }

    private @Nullable Cell maybeCell() {
        return random.nextInt(4) == 0 ? null : cell(100);
    }

    private Cell cell(int mostBits) {
        CellBuilder builder =
                new CellBuilder().storeSlice(bits(random.nextInt(mostBits + 1)).beginRead());
        return random.nextInt(3) == 0
                ? builder.storeRef(bits(random.nextInt(30))).build()
                : builder.build();
    }

    private Cell bits(int count) {
        CellBuilder builder = new CellBuilder();
        for (int i = 0; i < count; i++) {
            builder.storeBit(random.nextBoolean());
        }
        return builder.build();
    }
}
