package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TON chain inside the JVM. Every message is executed by the official emulator under mainnet's fees; there are no validators, no shards
 * and no waiting: a message from outside makes one block with everything that follows from it.
 *
 * <p>Starting points: {@link #builder}, {@link #fund} for coins, {@link #api} for nodes and wallets, {@link #deliver} for tests of
 * contracts, {@link #advance} for time travel, {@link #snapshot}. Thread-safe; everything is executed on one thread.
 */
public final class Devnet implements AutoCloseable {

    /** A block without transactions is made, when somebody asks, if the newest one is older than this. */
    public static final Duration EMPTY_BLOCK_INTERVAL = Duration.ofSeconds(3);

    private final ChainThread thread = new ChainThread();
    private final Faucet faucet = new Faucet();
    private final CellPool pool = new CellPool();
    private final InstantSource realClock;
    private final EmulatorHolder emulator;
    private final BlockLog log;
    private final long seed;
    private final TonApi api;
    private volatile Duration offset;
    private ChainState state;

    Devnet(DevnetBuilder builder) {
        realClock = builder.clock();
        BlockLog opened = builder.openLog();
        try {
            log = opened;
            seed = log.seed();
            state = log.load(pool);
            offset = state.isEmpty() ? builder.firstOffset() : state.offset();
            emulator = thread.call(() -> new EmulatorHolder(builder.config()));
            api = new DevnetApi(this);
            if (state.isEmpty()) {
                thread.call(() -> append(faucet.genesis()));
            }
        } catch (RuntimeException e) {
            opened.close();
            thread.close();
            throw e;
        }
    }

    /** A chain to be set up. */
    public static DevnetBuilder builder() {
        return new DevnetBuilder();
    }

    /** A chain in memory with the real time. */
    public static Devnet open() {
        return builder().open();
    }

    /** The chain as nodes see it. Closing it does nothing; stages complete on the chain's thread. */
    public TonApi api() {
        return api;
    }

    /** The chain's time: that of its clock, and what {@link #advance} added. */
    public InstantSource clock() {
        return () -> realClock.instant().plus(offset);
    }

    /**
     * Lets time pass at once, and makes a block at the new time.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time: " + time + " (expected: >= 0)");
        }
        run(() -> {
            Duration before = offset;
            offset = offset.plus(time);
            try {
                return append(null);
            } catch (RuntimeException e) {
                offset = before;
                throw e;
            }
        });
    }

    /** Makes a block without transactions. */
    public DevnetBlock mineBlock() {
        return run(() -> append(null));
    }

    /** The account that has all coins at the beginning. */
    public TonAddress faucet() {
        return faucet.address();
    }

    /**
     * Sends coins from the faucet, without bouncing and without deploying anything.
     *
     * @param amount arrives in full at an account without a contract
     * @return the transactions
     */
    public List<DevnetTransaction> fund(TonAddress receiver, NanoTon amount) {
        return deliver(faucet.order(receiver, amount));
    }

    /**
     * Executes a message from outside and everything that follows from it, as one block.
     *
     * @param message external, or internal from any account, whose coins are made for it ({@link #mintedCoins})
     * @return the transactions in the order in which they were executed
     * @throws MessageRefusedException if the contract does not accept the external message; nothing has changed then
     * @throws IllegalStateException if the messages that follow do not come to an end; nothing has changed then
     * @throws dev.cocoonsdk.ton.state.StateStoreException if the block cannot be written; nothing has changed then
     */
    public List<DevnetTransaction> deliver(Message message) {
        return run(() -> append(message).transactions());
    }

    /**
     * A message that any account is pretended to send, for tests.
     *
     * @param source need not exist and pays nothing
     */
    public static Message internalFrom(TonAddress source, Transfer transfer) {
        MessageHeader.Internal header = MessageHeader.Internal.toSend(
                transfer.bounce(), MsgAddress.of(transfer.destination()), transfer.value());
        MessageHeader.Internal sent = new MessageHeader.Internal(
                header.ihrDisabled(),
                header.bounce(),
                false,
                MsgAddress.of(source),
                header.destination(),
                header.value(),
                header.ihrFee(),
                header.forwardFee(),
                0,
                0);
        return Message.of(sent, transfer.init(), transfer.body());
    }

    /** What the chain is now, to come back to. */
    public Snapshot snapshot() {
        return run(() -> new Snapshot(this, state.copy()));
    }

    /**
     * Makes the chain what it was, clock included; later blocks never were.
     *
     * @throws IllegalArgumentException if the snapshot is of another devnet
     */
    public void restore(Snapshot snapshot) {
        run(() -> {
            ChainState restored = snapshot.stateFor(this);
            log.rewrite(restored.steps());
            state = restored;
            offset = restored.offset();
            return restored;
        });
    }

    /** Coins of all accounts. Between blocks no coins are under way. */
    public NanoTon totalCoins() {
        return run(() -> state.totalCoins());
    }

    /** Fees that the accounts have paid since the chain began. */
    public NanoTon collectedFees() {
        return run(() -> state.fees());
    }

    /** Coins ever made: the faucet's, and those of messages of pretended senders. Always all coins and all fees together. */
    public NanoTon mintedCoins() {
        return run(() -> state.minted());
    }

    /** Every account that ever had a transaction, in the order of the first one. */
    public List<AccountState> accounts() {
        return run(() -> state.addresses().stream().map(this::accountNow).toList());
    }

    /** An account as it is now. */
    public AccountState account(TonAddress address) {
        return run(() -> accountNow(address));
    }

    private AccountState accountNow(TonAddress address) {
        return state.version(address, Long.MAX_VALUE).at(address, state.newest());
    }

    /** An account at a block, or null if there is no such block. */
    @Nullable
    AccountState accountAt(TonAddress address, BlockId id) {
        return run(() -> {
            DevnetBlock block = state.block(id.seqno());
            return block == null || !block.id().equals(id)
                    ? null
                    : state.version(address, id.seqno()).at(address, block);
        });
    }

    /** All transactions of an account, oldest first. */
    public List<DevnetTransaction> transactions(TonAddress address) {
        return run(() -> List.copyOf(state.transactions(address)));
    }

    /** Transactions of an account after a known one, or null if the account has no such transaction. */
    @Nullable
    List<DevnetTransaction> transactionsAfter(TonAddress address, TransactionId known) {
        return run(() -> {
            List<DevnetTransaction> all = state.transactions(address);
            if (known.equals(TransactionId.NONE)) {
                return List.copyOf(all);
            }
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).id().equals(known)) {
                    return List.copyOf(all.subList(i + 1, all.size()));
                }
            }
            return null;
        });
    }

    /** The newest block. */
    public DevnetBlock newestBlock() {
        return run(() -> state.newest());
    }

    /** A block by number from 1, or null if there is none. */
    public @Nullable DevnetBlock block(long seqno) {
        return run(() -> state.block(seqno));
    }

    /** A random seed that follows from the chain's seed and the number of the next block. */
    private Hash256 blockSeed() {
        return Hash256.sha256(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(seed)
                .putLong(state.nextSeqno())
                .array());
    }

    private DevnetBlock append(@Nullable Message message) {
        BlockBuilder builder = new BlockBuilder(emulator, state, pool, nextTime(), blockSeed());
        if (message != null) {
            builder.execute(message);
        }
        ChainStep step = builder.finish(offset);
        log.append(step);
        state.add(step);
        return step.block();
    }

    private Instant nextTime() {
        Instant now = clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return state.isEmpty() || now.isAfter(state.newest().time())
                ? now
                : state.newest().time();
    }

    private void keepTime() {
        if (!clock().instant().isBefore(state.newest().time().plus(EMPTY_BLOCK_INTERVAL))) {
            append(null);
        }
    }

    /** Lets the time of the newest block follow the clock; on the chain's thread. */
    DevnetBlock currentBlock() {
        keepTime();
        return state.newest();
    }

    EmulatorHolder emulator() {
        return emulator;
    }

    ChainThread thread() {
        return thread;
    }

    private <T extends @Nullable Object> T run(Supplier<T> task) {
        return thread.call(task);
    }

    /** Ends the chain; what was written to a folder stays. Idempotent. */
    @Override
    public void close() {
        thread.close();
        log.close();
    }
}
