package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's memory of the proxies it met, shared by all its links; thread-safe. It derives the contract addresses itself at
 * the first contact and pins them, and it keeps the counters across reconnections, without {@link #withMemory} in memory only like the reference
 * ({@code docs/protocol/wire.md} 8.3).
 */
public final class ProxyDirectory {

    private final TonAddress workerOwner;
    private final boolean testnet;
    private final ProxyBook<PayoutAccount> book;
    private final Set<PayoutAccount> met = ConcurrentHashMap.newKeySet();
    private final @Nullable Consumer<PayoutAccount> memory;

    /**
     * An empty memory.
     *
     * @param params parameters of the root contract, with all three codes
     * @param root the root contract
     * @param workerOwner the worker's owner, who is paid
     * @param testnet the {@code is_testnet} of the configuration, part of every textual address
     */
    public ProxyDirectory(ContractParams params, TonAddress root, TonAddress workerOwner, boolean testnet) {
        this(new ProxyBook<>(params, root, "worker", PayoutAccount::new), workerOwner, testnet);
    }

    ProxyDirectory(ProxyBook<PayoutAccount> book, TonAddress workerOwner, boolean testnet) {
        this(book, workerOwner, testnet, null);
    }

    private ProxyDirectory(
            ProxyBook<PayoutAccount> book,
            TonAddress workerOwner,
            boolean testnet,
            @Nullable Consumer<PayoutAccount> memory) {
        this.book = book;
        this.workerOwner = workerOwner;
        this.testnet = testnet;
        this.memory = memory;
    }

    /**
     * The same with a memory that outlasts the process.
     *
     * @param newMemory gets each account once, on a connection's thread, after the proxy's addresses were checked and before anything is
     *     claimed of it; may {@linkplain PayoutAccount#restore restore} numbers
     */
    public ProxyDirectory withMemory(Consumer<PayoutAccount> newMemory) {
        return new ProxyDirectory(book, workerOwner, testnet, newMemory);
    }

    /** Whether numbers outlast the process: then they are a claim and never forgotten. */
    public boolean hasMemory() {
        return memory != null;
    }

    /** The accounts of all proxies met so far. */
    public Collection<PayoutAccount> accounts() {
        return book.accounts();
    }

    /**
     * Forgets an account with its counters and its signed payment, so that the next connection claims nothing. Only for fake-TON
     * and test networks, where a broker without a durable ledger starts again from 0 and would refuse for ever a worker that
     * remembers more. Where money is real the numbers are a claim and stay.
     *
     * @param account the account as its link gave it; one that was forgotten before is ignored
     */
    public void forget(PayoutAccount account) {
        book.forget(account);
    }

    String workerOwnerText() {
        return workerOwner.toWire(testnet);
    }

    /**
     * Checks what a proxy says of itself (wire.md 8, step 2).
     *
     * @throws ProxyBook.RefusedException if an address does not parse or is not the derived or pinned one
     */
    PayoutAccount admit(ProxyParams proxy, String workerContractText) {
        PayoutAccount account =
                book.admit(proxy, workerContractText, contracts -> contracts.worker(workerOwner), testnet);
        if (memory != null && met.add(account)) {
            memory.accept(account);
        }
        return account;
    }
}
