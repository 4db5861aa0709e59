package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The contract by which a worker is paid for its work for a proxy ({@code docs/protocol/contracts.md} 9.4, {@code
 * docs/protocol/payments.md} 10). Immutable and thread-safe.
 */
public final class WorkerContract {

    private final StateInit init;
    private final TonAddress address;
    private final TonAddress owner;

    private WorkerContract(StateInit init, TonAddress owner) {
        this.init = init;
        this.address = init.address();
        this.owner = owner;
    }

    /**
     * The contract of a worker with a proxy.
     *
     * @param addresses of the proxy's contracts
     * @param owner gets the payouts
     */
    public static WorkerContract of(ContractAddresses addresses, TonAddress owner) {
        return new WorkerContract(addresses.workerState(owner), owner);
    }

    /** The contract's address. */
    public TonAddress address() {
        return address;
    }

    /** The state it is deployed with. */
    public StateInit init() {
        return init;
    }

    /** Gets the payouts. */
    public TonAddress owner() {
        return owner;
    }

    /**
     * The contract's storage.
     *
     * @param account this contract's account
     * @return null if it is not deployed
     * @throws CellException if the data cell has another layout
     * @throws IllegalArgumentException if it is another account
     */
    public @Nullable WorkerStorage storage(AccountState account) {
        Cell data = Accounts.data(address, account);
        return data == null ? null : WorkerStorage.parse(data);
    }

    /** Asks the contract; the stage fails with {@link dev.cocoonsdk.ton.api.TonApiException} if it does not answer as expected. */
    public CompletionStage<WorkerData> data(TonApi api) {
        return StackReader.ask(api, address, WorkerData.METHOD, List.of(), WorkerData::read);
    }

    /** Deploys the contract. */
    public Transfer deploy() {
        return Transfer.deploy(init, AttachedValue.WORKER_DEPLOY);
    }

    /**
     * Makes the contract tell the proxy its state; only the owner's own wallet can send it.
     *
     * @param excessesTo gets what is left of the coins
     */
    public Transfer register(long queryId, TonAddress excessesTo) {
        Cell body = new WorkerRegister(queryId, excessesTo).toCell();
        return Transfer.message(address, AttachedValue.WORKER_REGISTER, body);
    }

    /**
     * Sends what the proxy signed.
     *
     * @param payment a payout or the last payout for this contract
     * @param wallet the sender, put in place of the proxy's wallet
     * @param value coins that go along, see {@link AttachedValue}
     * @throws IllegalArgumentException if it is for another contract
     */
    public Transfer signed(SignedPayment payment, TonAddress wallet, NanoTon value) {
        return ClientContract.signedTo(address, payment, wallet, value);
    }
}
