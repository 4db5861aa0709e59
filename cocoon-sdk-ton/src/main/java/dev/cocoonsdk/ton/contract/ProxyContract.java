package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a proxy, where the coins of its clients lie ({@code docs/protocol/contracts.md} 9.3, {@code docs/protocol/payments.md}
 * 9). Immutable and thread-safe.
 */
public final class ProxyContract {

    private final ContractAddresses addresses;

    private ProxyContract(ContractAddresses addresses) {
        this.addresses = addresses;
    }

    /** The contract of a proxy. */
    public static ProxyContract of(ContractAddresses addresses) {
        return new ProxyContract(addresses);
    }

    /** The contract's address. */
    public TonAddress address() {
        return addresses.proxy();
    }

    /** The state it is deployed with. */
    public StateInit init() {
        return addresses.proxyState();
    }

    /**
     * The contract's storage.
     *
     * @param account this contract's account
     * @return null if it is not deployed
     * @throws CellException if the data cell has another layout
     * @throws IllegalArgumentException if it is another account
     */
    public @Nullable ProxyStorage storage(AccountState account) {
        Cell data = Accounts.data(address(), account);
        return data == null ? null : ProxyStorage.parse(data);
    }

    /** Asks the contract; the stage fails with {@link dev.cocoonsdk.ton.api.TonApiException} if it does not answer as expected. */
    public CompletionStage<ProxyData> data(TonApi api) {
        return StackReader.ask(api, address(), ProxyData.METHOD, List.of(), ProxyData::read);
    }

    /**
     * Whether a message to the proxy contract comes from the client contract that it names: only then it is true.
     *
     * @param source sender of the message
     */
    public boolean isFrom(TonAddress source, ClientProxyRequest request) {
        return source.equals(addresses.client(request.owner()));
    }

    /**
     * Whether a message to the proxy contract comes from the worker contract that it names: only then it is true.
     *
     * @param source sender of the message
     */
    public boolean isFrom(TonAddress source, WorkerProxyRequest request) {
        return source.equals(addresses.worker(request.owner()));
    }

    /** Deploys the contract. */
    public Transfer deploy() {
        return Transfer.deploy(init(), AttachedValue.PROXY_DEPLOY);
    }

    /** Notes on the chain that a state of the proxy's database is written. */
    public Transfer saveState(long queryId, int seqno, Hash256 sessionHash) {
        return send(AttachedValue.SAVE_STATE, new SaveState(queryId, seqno, sessionHash));
    }

    /**
     * Raises the stake; the coins go along with the usual ones.
     *
     * @param excessesTo gets what is left of the coins, usually the sender
     */
    public Transfer increaseStake(long queryId, NanoTon amount, TonAddress excessesTo) {
        return send(AttachedValue.proxyStake(amount), new ProxyIncreaseStake(queryId, amount, excessesTo));
    }

    /**
     * Pays the earnings to the proxy's owner.
     *
     * @param excessesTo gets what is left of the coins, usually the sender
     */
    public Transfer payout(long queryId, TonAddress excessesTo) {
        return send(AttachedValue.PROXY_PAYOUT, new ProxyPayoutRequest(queryId, excessesTo));
    }

    /**
     * Begins to close; only the owner's own wallet can send it.
     *
     * @param excessesTo gets what is left of the coins, usually the sender
     */
    public Transfer close(long queryId, TonAddress excessesTo) {
        return send(AttachedValue.PROXY_CLOSE, new ProxyClose(queryId, excessesTo));
    }

    /**
     * Begins or completes closing by a signature of the proxy.
     *
     * @param payment one of the two kinds without token counter, for this contract
     * @param wallet the sender
     * @throws IllegalArgumentException if it is for another contract
     */
    public Transfer signed(SignedPayment payment, TonAddress wallet) {
        return ClientContract.signedTo(address(), payment, wallet, AttachedValue.PROXY_CLOSE);
    }

    private Transfer send(NanoTon value, ContractMessage message) {
        return Transfer.message(address(), value, message.toCell());
    }
}
