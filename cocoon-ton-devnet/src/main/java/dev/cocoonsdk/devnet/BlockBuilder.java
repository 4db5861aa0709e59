package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.internal.emulator.TonEmulator;
import dev.cocoonsdk.devnet.internal.emulator.TonEmulator.Outcome;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellSlice;
import dev.cocoonsdk.ton.cell.Dictionary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Makes one block: executes a message and every message that follows from it, in the order of their logical times. Changes nothing outside
 * before {@link #finish}, so that a block is taken over as a whole or not at all.
 */
final class BlockBuilder {

    /** Most transactions in a block; contracts that send each other messages for ever reach it. */
    static final int MAX_TRANSACTIONS = 10_000;

    private static final long LT_STEP = 1_000_000;
    private static final int COUNT_BITS = 15;

    private final EmulatorHolder emulator;
    private final ChainState state;
    private final CellPool pool;
    private final Instant time;
    private final Hash256 seed;
    private final Map<TonAddress, Cell> changed = new LinkedHashMap<>();
    private final List<DevnetTransaction> transactions = new ArrayList<>();
    private final Queue<Cell> queue = new ArrayDeque<>();
    private NanoTon minted;
    private NanoTon fees;
    private long lt;

    BlockBuilder(EmulatorHolder emulator, ChainState state, CellPool pool, Instant time, Hash256 seed) {
        this.emulator = emulator;
        this.state = state;
        this.pool = pool;
        this.time = time;
        this.seed = seed;
        minted = state.minted();
        fees = state.fees();
        lt = (state.endLt() / LT_STEP + 1) * LT_STEP;
    }

    /**
     * Executes a message from outside: an external one, or an internal one whose coins come from nowhere.
     *
     * @throws MessageRefusedException if the contract does not accept the external message
     */
    void execute(Message message) {
        if (message.header() instanceof MessageHeader.Internal internal) {
            minted = minted.plus(internal.value().coins()).plus(internal.forwardFee());
            queue.add(dated(message, internal).toCell());
        } else {
            queue.add(message.toCell());
        }
        for (Cell next = queue.poll(); next != null; next = queue.poll()) {
            if (transactions.size() == MAX_TRANSACTIONS) {
                throw new IllegalStateException(
                        "block: the messages that follow do not end after " + MAX_TRANSACTIONS + " transactions");
            }
            executeOne(next);
        }
    }

    private Message dated(Message message, MessageHeader.Internal header) {
        MessageHeader.Internal dated = new MessageHeader.Internal(
                header.ihrDisabled(),
                header.bounce(),
                header.bounced(),
                header.source(),
                header.destination(),
                header.value(),
                header.ihrFee(),
                header.forwardFee(),
                lt++,
                time.getEpochSecond());
        return new Message(dated, message.init(), message.initByRef(), message.body(), message.bodyByRef());
    }

    private void executeOne(Cell cell) {
        MessageHeader header = Message.parse(cell).header();
        TonAddress receiver = receiver(header);
        if (receiver == null) {
            return;
        }
        Cell known = changed.get(receiver);
        Cell before = known == null ? state.version(receiver, Long.MAX_VALUE).shardAccount() : known;
        TonEmulator.Moment moment = new TonEmulator.Moment(time.getEpochSecond(), lt, seed);
        Outcome outcome = emulator.use(one -> one.emulate(before, cell, moment));
        if (outcome instanceof Outcome.Refused refused) {
            throw new MessageRefusedException(refused.problem(), refused.exitCode());
        } else if (outcome instanceof Outcome.Executed executed) {
            take(receiver, header, executed);
        }
    }

    private static @Nullable TonAddress receiver(MessageHeader header) {
        if (header instanceof MessageHeader.ExternalOut) {
            return null;
        }
        if (header.destination() instanceof MsgAddress.Standard standard) {
            return standard.address();
        }
        throw new IllegalArgumentException("message: its destination is no standard address");
    }

    private void take(TonAddress receiver, MessageHeader header, Outcome.Executed executed) {
        Cell cell = pool.intern(executed.transaction());
        DevnetTransaction transaction = DevnetTransaction.parse(receiver, state.nextSeqno(), cell);
        transactions.add(transaction);
        changed.put(receiver, pool.intern(executed.shardAccount()));
        fees = fees.plus(transaction.transaction().totalFees().coins());
        if (header instanceof MessageHeader.Internal internal) {
            fees = fees.plus(internal.forwardFee());
        }
        List<Cell> outgoing = outgoing(cell);
        queue.addAll(outgoing);
        lt = transaction.transaction().lt() + outgoing.size() + 1;
    }

    /** The messages as they stand in the transaction, whichever way their sender wrote them. */
    private static List<Cell> outgoing(Cell transaction) {
        CellSlice messages = transaction.ref(0).beginRead();
        messages.loadMaybeRef();
        return Dictionary.read(messages, COUNT_BITS).entries().values().stream()
                .map(value -> value.ref(0))
                .toList();
    }

    ChainStep finish(Duration offset) {
        DevnetBlock block = DevnetBlock.of(state.nextSeqno(), time, lt, state.newestHash(), transactions);
        return new ChainStep(block, changed, minted, fees, offset);
    }
}
