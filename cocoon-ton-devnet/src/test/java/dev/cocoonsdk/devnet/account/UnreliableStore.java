package dev.cocoonsdk.devnet.account;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store whose process may die at any write, before or after it. */
final class UnreliableStore implements StateStore {

    private final StateStore store = StateStore.inMemory();
    private final Random random;
    private final double risk;
    private boolean dead;
    int deaths;

    private UnreliableStore(long seed, double risk) {
        this.random = new Random(seed);
        this.risk = risk;
    }

    static UnreliableStore reliable() {
        return new UnreliableStore(0, 0);
    }

    static UnreliableStore dyingAtEvery(double risk, long seed) {
        return new UnreliableStore(seed, risk);
    }

    synchronized void dies() {
        dead = true;
    }

    synchronized void lives() {
        dead = false;
    }

    synchronized boolean isDead() {
        return dead;
    }

    private void alive() {
        if (dead) {
            throw new StateStoreException("the process is dead", null);
        }
    }

    @Override
    public synchronized @Nullable Bytes read(String name) {
        alive();
        return store.read(name);
    }

    @Override
    public synchronized void write(String name, Bytes content) {
        alive();
        boolean dies = random.nextDouble() < risk;
        if (!dies || random.nextBoolean()) {
            store.write(name, content);
        }
        if (dies) {
            dead = true;
            deaths++;
            alive();
        }
    }

    @Override
    public synchronized void delete(String name) {
        alive();
        store.delete(name);
    }

    @Override
    public synchronized Set<String> names() {
        return store.names();
    }
}
