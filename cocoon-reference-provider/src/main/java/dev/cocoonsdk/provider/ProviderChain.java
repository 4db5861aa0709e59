package dev.cocoonsdk.provider;

import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.account.WorkerPolicy;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.state.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The chain on which a provider collects, for {@link Provider.Builder#chain}. Immutable. The provider closes nothing of it.
 *
 * <pre>{@code
 * Provider.builder(network, owner).chain(ProviderChain.of(api, StateFolder.open(folder), walletKey))
 * }</pre>
 */
public final class ProviderChain {

    private final TonApi api;
    private final StateStore store;
    private final Ed25519Key walletKey;
    private final @Nullable Cell walletCode;
    private final InstantSource clock;
    private final WorkerPolicy policy;
    private final Duration poll;

    private ProviderChain(
            TonApi api,
            StateStore store,
            Ed25519Key walletKey,
            @Nullable Cell walletCode,
            InstantSource clock,
            WorkerPolicy policy,
            Duration poll) {
        this.api = api;
        this.store = store;
        this.walletKey = walletKey;
        this.walletCode = walletCode;
        this.clock = clock;
        this.policy = policy;
        this.poll = poll;
    }

    /**
     * A chain with the usual policy.
     *
     * @param store durable: holds the highest numbers of each proxy and what the wallet has signed
     * @param walletKey {@code node_wallet_key}, of the Cocoon wallet that pays for collecting
     */
    public static ProviderChain of(TonApi api, StateStore store, Ed25519Key walletKey) {
        return new ProviderChain(
                api, store, walletKey, null, InstantSource.system(), WorkerPolicy.standard(), Duration.ofSeconds(10));
    }

    /**
     * Code of the Cocoon wallet, needed where it is to be deployed; its address follows from it. Without it the address is that of the live
     * network's wallet, which must be deployed already.
     */
    public ProviderChain withWalletCode(Cell code) {
        return new ProviderChain(api, store, walletKey, code, clock, policy, poll);
    }

    /** The time; the system's without it. A devnet has its own. */
    public ProviderChain withClock(InstantSource time) {
        return new ProviderChain(api, store, walletKey, walletCode, time, policy, poll);
    }

    /** When to collect. */
    public ProviderChain withPolicy(WorkerPolicy rules) {
        return new ProviderChain(api, store, walletKey, walletCode, clock, rules, poll);
    }

    /** Shortest time between two looks at the chain, the longest is twice that; 10 s. */
    public ProviderChain withPoll(Duration shortest) {
        return new ProviderChain(api, store, walletKey, walletCode, clock, policy, shortest);
    }

    TonApi api() {
        return api;
    }

    StateStore store() {
        return store;
    }

    Ed25519Key walletKey() {
        return walletKey;
    }

    @Nullable
    Cell walletCode() {
        return walletCode;
    }

    InstantSource clock() {
        return clock;
    }

    WorkerPolicy policy() {
        return policy;
    }

    Duration poll() {
        return poll;
    }
}
