package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A worker's memory of the proxies it met, shared by all its links; thread-safe. It derives the contract addresses itself at
 * the first contact and pins them, and it keeps the counters across reconnections, in memory only like the reference
 * ({@code docs/protocol/wire.md} 8.3).
 */
public final class ProxyDirectory {

    private final ContractParams params;
    private final TonAddress root;
    private final TonAddress workerOwner;
    private final boolean testnet;
    private final Map<TonAddress, PayoutAccount> accounts = new ConcurrentHashMap<>();

    /**
     * An empty memory.
     *
     * @param params parameters of the root contract, with all three codes
     * @param root the root contract
     * @param workerOwner the worker's owner, who is paid
     * @param testnet the {@code is_testnet} of the configuration, part of every textual address
     */
    public ProxyDirectory(ContractParams params, TonAddress root, TonAddress workerOwner, boolean testnet) {
        this.params = params;
        this.root = root;
        this.workerOwner = workerOwner;
        this.testnet = testnet;
    }

    /** The accounts of all proxies met so far. */
    public Collection<PayoutAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    /**
     * Forgets an account with its counters and its signed payment, so that the next connection claims nothing. Only for fake-TON
     * and test networks, where a broker without a durable ledger starts again from 0 and would refuse for ever a worker that
     * remembers more. Where money is real the numbers are a claim and stay.
     *
     * @param account the account as its link gave it; one that was forgotten before is ignored
     */
    public void forget(PayoutAccount account) {
        accounts.remove(account.proxyContract(), account);
    }

    String workerOwnerText() {
        return workerOwner.toWire(testnet);
    }

    /**
     * Checks what a proxy says of itself (wire.md 8, step 2).
     *
     * @throws RefusedException if an address does not parse or is not the derived or pinned one
     */
    PayoutAccount admit(ProxyParams proxy, String workerContractText) {
        TonAddress owner = parse(proxy.proxyOwnerAddress());
        TonAddress contract = parse(proxy.proxyScAddress());
        TonAddress workerContract = parse(workerContractText);
        Ed25519PublicKey key = new Ed25519PublicKey(proxy.proxyPublicKey());
        PayoutAccount account = accounts.get(contract);
        if (account == null) {
            account = derive(owner, key);
        }
        if (!account.proxyContract().equals(contract)
                || !account.proxyContract().toWire(testnet).equals(proxy.proxyScAddress())) {
            throw new RefusedException("proxy contract address mismatch");
        }
        if (!account.workerContract().equals(workerContract)
                || !account.workerContract().toWire(testnet).equals(workerContractText)) {
            throw new RefusedException("worker contract address mismatch");
        }
        if (!account.proxyKey().equals(key)) {
            throw new RefusedException("proxy public key changed");
        }
        PayoutAccount known = accounts.putIfAbsent(contract, account);
        return known == null ? account : known;
    }

    private PayoutAccount derive(TonAddress proxyOwner, Ed25519PublicKey key) {
        ContractAddresses contracts = ContractAddresses.of(params, root, proxyOwner, key);
        return new PayoutAccount(contracts.proxy(), contracts.worker(workerOwner), key);
    }

    private static TonAddress parse(String text) {
        try {
            return TonAddress.parse(text);
        } catch (AddressFormatException e) {
            throw new RefusedException("cannot parse address: " + e.getMessage());
        }
    }

    /** The proxy is not what it says. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
