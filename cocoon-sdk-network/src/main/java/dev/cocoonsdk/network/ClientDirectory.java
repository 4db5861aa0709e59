package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.TonAddress;
import java.util.Collection;

/**
 * A client's memory of the proxies it met, shared by all its links; thread-safe. It derives the contract addresses itself at the
 * first contact and pins them, and it keeps counters and signed charges across reconnections, in memory only like the reference
 * ({@code docs/protocol/wire.md} 7.1 step 3). One wallet and one version of the contracts' parameters: make a new one when
 * {@code params_version} changes.
 */
public final class ClientDirectory {

    private final ProxyBook<ChargeAccount> book;

    /**
     * An empty memory.
     *
     * @param params parameters of the root contract, with all three codes
     * @param root the root contract
     */
    public ClientDirectory(ContractParams params, TonAddress root) {
        this(new ProxyBook<>(params, root, "client", ChargeAccount::new));
    }

    ClientDirectory(ProxyBook<ChargeAccount> book) {
        this.book = book;
    }

    /** The accounts at all proxies met so far. */
    public Collection<ChargeAccount> accounts() {
        return book.accounts();
    }

    /**
     * Checks what a proxy says of itself.
     *
     * @throws ProxyBook.RefusedException if an address does not parse or is not the derived or pinned one
     */
    ChargeAccount admit(ClientSettings settings, ProxyParams proxy, String clientContractText) {
        return book.admit(
                proxy, clientContractText, contracts -> contracts.client(settings.wallet()), settings.testnet());
    }
}
