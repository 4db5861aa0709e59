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
import java.util.function.Function;

/**
 * The proxies that a client or a worker met, by proxy contract: identity derived at the first contact and pinned, with an account
 * for each ({@code docs/protocol/wire.md} 7.1 step 3 and 8 step 2). Thread-safe.
 *
 * @param <A> the account
 */
final class ProxyBook<A> {

    private record Entry<A>(ProxyIdentity identity, A account) {}

    private final ContractParams params;
    private final TonAddress root;
    private final String role;
    private final Function<ProxyIdentity, A> newAccount;
    private final Map<TonAddress, Entry<A>> entries = new ConcurrentHashMap<>();

    /** An empty book; {@code role} names the contract in error texts, client or worker. */
    ProxyBook(ContractParams params, TonAddress root, String role, Function<ProxyIdentity, A> newAccount) {
        this.params = params;
        this.root = root;
        this.role = role;
        this.newAccount = newAccount;
    }

    Collection<A> accounts() {
        return List.copyOf(entries.values().stream().map(Entry::account).toList());
    }

    void forget(A account) {
        entries.values().removeIf(entry -> entry.account() == account);
    }

    /**
     * Checks what a proxy says of itself. The texts of the addresses must be exactly those that this network uses.
     *
     * @throws RefusedException if an address does not parse or is not the derived or pinned one
     */
    A admit(
            ProxyParams proxy,
            String ownContractText,
            Function<ContractAddresses, TonAddress> ownContract,
            boolean testnet) {
        TonAddress owner = parse(proxy.proxyOwnerAddress());
        TonAddress contract = parse(proxy.proxyScAddress());
        parse(ownContractText);
        Ed25519PublicKey key = new Ed25519PublicKey(proxy.proxyPublicKey());
        Entry<A> entry = entries.get(contract);
        if (entry == null) {
            ContractAddresses derived = ContractAddresses.of(params, root, owner, key);
            ProxyIdentity identity = new ProxyIdentity(derived.proxy(), ownContract.apply(derived), key, owner);
            entry = new Entry<>(identity, newAccount.apply(identity));
        }
        check(entry.identity(), proxy, ownContractText, key, testnet);
        Entry<A> known = entries.putIfAbsent(contract, entry);
        return (known == null ? entry : known).account();
    }

    private void check(
            ProxyIdentity identity, ProxyParams proxy, String ownContractText, Ed25519PublicKey key, boolean testnet) {
        checkAddress("proxy", identity.proxyContract().toWire(testnet), proxy.proxyScAddress());
        checkAddress(role, identity.ownContract().toWire(testnet), ownContractText);
        if (!identity.proxyKey().equals(key)) {
            throw new RefusedException("proxy public key changed");
        }
    }

    private static void checkAddress(String whose, String expected, String found) {
        if (!expected.equals(found)) {
            throw new RefusedException(
                    whose + " contract address mismatch: " + found + " (expected: " + expected + ")");
        }
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
