package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.ton.TonAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Clients that were told a nonce and may show it on chain ({@code docs/protocol/wire.md} 7.3). A nonce opens only the connection for which it
 * was made, and only for the wallet that the client named there. Thread-safe.
 */
public final class Registrations {

    private record Waiting(TonAddress wallet, Runnable arrived) {}

    private final Map<Long, Waiting> waiting = new HashMap<>();

    /** Without waiting clients. */
    public Registrations() {}

    /** A number that no waiting client has. */
    public synchronized long nonce(RandomGenerator random) {
        long nonce = random.nextLong();
        while (nonce == 0 || waiting.containsKey(nonce)) {
            nonce = random.nextLong();
        }
        return nonce;
    }

    /**
     * A client was told a nonce.
     *
     * @param arrived run once, on any thread, when the client's contract has shown it
     */
    public synchronized void expect(long nonce, TonAddress wallet, Runnable arrived) {
        waiting.put(nonce, new Waiting(wallet, arrived));
    }

    /** The connection is open or gone. */
    public synchronized void forget(long nonce) {
        waiting.remove(nonce);
    }

    /** A client's contract has shown a nonce; false if nobody waits for it, or another wallet does. */
    boolean arrived(long nonce, TonAddress wallet) {
        Waiting found = take(nonce, wallet);
        if (found == null) {
            return false;
        }
        found.arrived.run();
        return true;
    }

    private synchronized @Nullable Waiting take(long nonce, TonAddress wallet) {
        Waiting found = waiting.get(nonce);
        if (found == null || !found.wallet.equals(wallet)) {
            return null;
        }
        waiting.remove(nonce);
        return found;
    }
}
