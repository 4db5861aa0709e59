package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
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
 * The contract that holds a client's deposit with a proxy, as its owner uses it ({@code docs/protocol/contracts.md} 9.2, {@code
 * docs/protocol/payments.md} 8): transfers for the client's wallet, with the usual coins and the wallet as receiver of the excesses. The
 * query ids are any 64 bits by which the owner finds the transaction again. Immutable and thread-safe.
 */
public final class ClientContract {

    private final StateInit init;
    private final TonAddress address;
    private final TonAddress wallet;

    private ClientContract(StateInit init, TonAddress wallet) {
        this.init = init;
        this.address = init.address();
        this.wallet = wallet;
    }

    /**
     * The contract of a client with a proxy.
     *
     * @param addresses of the proxy's contracts
     * @param wallet the client's Cocoon wallet, which owns the contract
     */
    public static ClientContract of(ContractAddresses addresses, TonAddress wallet) {
        return new ClientContract(addresses.clientState(wallet), wallet);
    }

    /** The contract's address. */
    public TonAddress address() {
        return address;
    }

    /** The state it is deployed with. */
    public StateInit init() {
        return init;
    }

    /** The client's Cocoon wallet. */
    public TonAddress wallet() {
        return wallet;
    }

    /**
     * The contract's storage.
     *
     * @param account this contract's account
     * @return null if it is not deployed
     * @throws CellException if the data cell has another layout
     * @throws IllegalArgumentException if it is another account
     */
    public @Nullable ClientStorage storage(AccountState account) {
        Cell data = Accounts.data(address, account);
        return data == null ? null : ClientStorage.parse(data);
    }

    /** Asks the contract; the stage fails with {@link dev.cocoonsdk.ton.api.TonApiException} if it does not answer as expected. */
    public CompletionStage<ClientData> data(TonApi api) {
        return StackReader.ask(api, address, ClientData.METHOD, List.of(), ClientData::read);
    }

    /** Deploys the contract. */
    public Transfer deploy() {
        return Transfer.deploy(init, AttachedValue.CLIENT_DEPLOY);
    }

    /** Raises the balance; the coins go along with the usual ones. */
    public Transfer topUp(long queryId, NanoTon amount) {
        return send(AttachedValue.topUp(amount), new ClientTopUp(queryId, amount, wallet));
    }

    /** Shows the proxy the nonce of the handshake. */
    public Transfer register(long queryId, long nonce) {
        return send(AttachedValue.CLIENT_REGISTER, new ClientRegister(queryId, nonce, wallet));
    }

    /** Sets the SHA-256 of the password. */
    public Transfer changeSecretHash(long queryId, Hash256 secretHash) {
        return send(AttachedValue.CLIENT_OPERATION, new ClientChangeSecretHash(queryId, secretHash, wallet));
    }

    /** Raises the stake to an amount, which must be greater than it is. */
    public Transfer increaseStake(long queryId, NanoTon newStake) {
        return send(AttachedValue.CLIENT_OPERATION, new ClientIncreaseStake(queryId, newStake, wallet));
    }

    /** Pays everything above the stake back to the wallet; there must be something. */
    public Transfer withdraw(long queryId) {
        return send(AttachedValue.CLIENT_OPERATION, new ClientWithdraw(queryId, wallet));
    }

    /** Begins to close; or, once the time is over, forces the refund. */
    public Transfer requestRefund(long queryId) {
        return send(AttachedValue.CLIENT_OPERATION, new ClientRequestRefund(queryId, wallet));
    }

    /**
     * Sends what the proxy signed, with the wallet in place of the proxy's.
     *
     * @param payment a charge or a refund grant for this contract
     * @throws IllegalArgumentException if it is for another contract
     */
    public Transfer signed(SignedPayment payment) {
        return signedTo(address, payment, wallet, AttachedValue.CHARGE);
    }

    static Transfer signedTo(TonAddress contract, SignedPayment payment, TonAddress excessesTo, NanoTon value) {
        if (!payment.contract().equals(contract)) {
            throw new IllegalArgumentException("payment: for " + payment.contract() + " (expected: " + contract + ")");
        }
        return Transfer.message(contract, value, payment.repack(excessesTo).body());
    }

    private Transfer send(NanoTon value, ContractMessage message) {
        return Transfer.message(address, value, message.toCell());
    }
}
