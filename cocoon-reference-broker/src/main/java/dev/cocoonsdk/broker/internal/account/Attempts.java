package dev.cocoonsdk.broker.internal.account;

import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed attempts to use an account, through whichever door they come: per remote address, per account and remote address,
 * and per account. Only the second limit stops a caller that has shown the account's right secret from this remote address lately, so
 * that a stranger's guesses cannot lock an owner out. On this machine, where a proxy in front may hide who calls, such a caller is
 * stopped by the third limit in place of the second, so that a neighbour behind the same proxy must fail ten times as often. Thread-safe.
 */
public final class Attempts {

    private static final int MAX_KEYS = 10_000;

    private record Caller(TonAddress wallet, String remote) {}

    private final RateLimiter<String> byRemote;
    private final RateLimiter<Caller> byCaller;
    private final RateLimiter<TonAddress> byWallet;
    private final Map<Caller, Boolean> welcome = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * @param failuresPerMinute failed attempts for one account from one remote address; a remote address may fail three times as
     *     often in all, an account ten times as often; 0 means without limit
     * @param nanoTime monotonic clock in nanoseconds
     */
    public Attempts(int failuresPerMinute, LongSupplier nanoTime) {
        this.byRemote = new RateLimiter<>(3 * failuresPerMinute, MAX_KEYS, nanoTime);
        this.byCaller = new RateLimiter<>(failuresPerMinute, MAX_KEYS, nanoTime);
        this.byWallet = new RateLimiter<>(10 * failuresPerMinute, MAX_KEYS, nanoTime);
    }

    /** How long the caller must wait for its next attempt; zero if it need not. */
    public Duration delay(TonAddress wallet, String remote) {
        Caller caller = new Caller(wallet, remote);
        if (isWelcome(caller)) {
            return isThisMachine(remote) ? byWallet.delay(wallet) : byCaller.delay(caller);
        }
        return longer(byCaller.delay(caller), longer(byRemote.delay(remote), byWallet.delay(wallet)));
    }

    /** The secret was wrong, or there is no such account. */
    public void failed(TonAddress wallet, String remote) {
        byRemote.take(remote);
        byCaller.take(new Caller(wallet, remote));
        byWallet.take(wallet);
    }

    /** The secret was right. */
    public void succeeded(TonAddress wallet, String remote) {
        synchronized (welcome) {
            welcome.put(new Caller(wallet, remote), Boolean.TRUE);
            if (welcome.size() > MAX_KEYS) {
                welcome.remove(welcome.keySet().iterator().next());
            }
        }
    }

    /** Perhaps something in front of the broker, behind which anybody may be. */
    private static boolean isThisMachine(String remote) {
        return remote.startsWith("127.") || remote.equals("0:0:0:0:0:0:0:1");
    }

    private boolean isWelcome(Caller caller) {
        synchronized (welcome) {
            return welcome.containsKey(caller);
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
