package dev.cocoonsdk.ton.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Crashes, lost messages, gateways that fail and lag, a seqno that foreign messages move, and an owner who takes all coins: every transfer is
 * executed at most once, and once if the wallet lives on.
 */
class WalletQueueModelTest {

    private static final TonAddress OWNER = TonAddress.basechain(Hash256.sha256());
    private static final TonAddress CONTRACT = TonAddress.basechain(Hash256.ZERO);
    private static final Ed25519Key KEY = Ed25519Key.ofSeed(new byte[32]);
    private static final Cell CODE = new CellBuilder().storeUint(7, 8).build();

    /** A run of the model: the chain lives on, processes come and go. */
    private static final class World {
        private final Random random;
        private final ManualTimer timer = new ManualTimer(Instant.parse("2026-01-01T00:00:00Z"));
        private final CocoonWallet wallet = CocoonWallet.of(KEY.publicKey(), OWNER, WalletCode.of(CODE));
        private final ModelChain chain;
        private final CrashingStore store;
        private final Map<Long, Transfer> wanted = new LinkedHashMap<>();
        private final Map<Long, CompletableFuture<TransactionId>> promised = new LinkedHashMap<>();
        private @Nullable WalletQueue queue;
        private boolean resumed;
        private boolean killed;

        World(long seed) {
            random = new Random(seed);
            chain = new ModelChain(wallet, random, timer, NanoTon.ofTon(50));
            store = new CrashingStore();
            start();
        }

        private void start() {
            killed = false;
            resumed = false;
            promised.clear();
            WalletOptions options = new WalletOptions(
                    timer, timer, new Random(random.nextLong()), Duration.ofSeconds(2), Duration.ofSeconds(10));
            queue = WalletQueue.open(chain, wallet, KEY, store, options);
        }

        private WalletQueue queue() {
            return java.util.Objects.requireNonNull(queue);
        }

        /** After a start, when the wallet is ready, its owner asks again for what the chain has not done. */
        private void resume() {
            if (!resumed && queue().ready().toCompletableFuture().isDone()) {
                resumed = true;
                wanted.keySet().stream()
                        .filter(id -> !chain.executed.containsKey(id))
                        .forEach(this::ask);
            }
        }

        private void ask(long id) {
            promised.put(
                    id,
                    queue().send(java.util.Objects.requireNonNull(wanted.get(id)))
                            .toCompletableFuture());
        }

        private void wish() {
            long id = wanted.size() + 1L;
            NanoTon coins = random.nextInt(8) == 0 ? NanoTon.of(1) : NanoTon.of(1 + random.nextLong(3_000_000_000L));
            Cell body = new ClientTopUp(id, coins, OWNER).toCell();
            wanted.put(id, Transfer.message(CONTRACT, coins, body));
            if (resumed) {
                ask(id);
            }
        }

        private void pass(Duration time) {
            timer.advance(time);
            if (killed) {
                timer.forgetAll();
                start();
            }
            resume();
            check();
        }

        private void check() {
            assertThat(chain.executed.values()).allMatch(times -> times == 1);
            promised.forEach((id, promise) -> {
                if (promise.isDone()) {
                    assertThat(promise.join()).isEqualTo(chain.carriedOutBy.get(id));
                }
            });
        }

        private void step() {
            switch (random.nextInt(14)) {
                case 0, 1 -> wish();
                case 2, 3, 4 -> chain.executeAny();
                case 5 -> chain.incoming(NanoTon.of(1 + random.nextLong(2_000_000_000L)));
                case 6 -> {
                    if (random.nextInt(4) == 0) {
                        chain.foreignMessage();
                    }
                }
                case 7 -> {
                    if (random.nextInt(6) == 0) {
                        chain.ownerWithdraws();
                    }
                }
                case 8 -> {
                    if (random.nextInt(4) == 0) {
                        killed = true;
                    }
                }
                case 9 -> {
                    if (random.nextInt(4) == 0) {
                        pass(Duration.ofMinutes(50 + random.nextInt(40)));
                    }
                }
                case 10 -> store.crashSoon = random.nextInt(3);
                default -> pass(Duration.ofMillis(random.nextInt(40_000)));
            }
        }

        private void calmDown() {
            chain.faults = false;
            store.calm = true;
            for (int i = 0; i < 400 && chain.executed.size() < wanted.size(); i++) {
                if (chain.balance().compareTo(NanoTon.ofTon(20)) < 0) {
                    chain.incoming(NanoTon.ofTon(100));
                }
                pass(Duration.ofSeconds(20));
                chain.executeAll();
            }
            pass(Duration.ofMinutes(1));
        }

        /** Kills the process right before or right after a record is written. */
        private final class CrashingStore implements StateStore {
            private final StateStore records = StateStore.inMemory();
            private int crashSoon;
            private boolean calm;

            @Override
            public @Nullable Bytes read(String name) {
                return records.read(name);
            }

            @Override
            public void write(String name, Bytes content) {
                int crash = crashSoon;
                crashSoon = 0;
                if (crash == 1 && !calm) {
                    killed = random.nextBoolean();
                    throw new StateStoreException("crash before", null);
                }
                records.write(name, content);
                if (crash == 2 && !calm) {
                    killed = random.nextBoolean();
                    throw new StateStoreException("crash after", null);
                }
            }

            @Override
            public void delete(String name) {
                if (!calm && random.nextInt(5) == 0) {
                    throw new StateStoreException("no delete", null);
                }
                records.delete(name);
            }

            @Override
            public Set<String> names() {
                return records.names();
            }
        }
    }

    @Property(tries = 200)
    void everyTransferIsExecutedAtMostOnceAndOnceIfTheWalletLivesOn(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < 250; i++) {
            world.step();
            world.check();
        }
        world.calmDown();

        assertThat(world.chain.executed.keySet()).isEqualTo(world.wanted.keySet());
        world.promised.values().forEach(promise -> assertThat(promise).isDone());
        assertThat(world.queue().queued()).isZero();
    }
}
