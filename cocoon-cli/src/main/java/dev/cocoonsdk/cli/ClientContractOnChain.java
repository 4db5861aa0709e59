package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;

/**
 * A client contract as it is now.
 *
 * @param account its account
 * @param storage what it holds
 * @param params the parameters it was made with
 */
record ClientContractOnChain(AccountState account, ClientStorage storage, ContractParams params) {

    /**
     * Reads it.
     *
     * @throws CliException if there is no client contract at the address
     */
    static ClientContractOnChain read(TonApi api, TonAddress address) {
        AccountState account = ChainCall.await(api.account(address));
        Cell data = account.data();
        if (!account.isActive() || data == null) {
            throw CliException.usage("no contract is deployed at " + address);
        }
        try {
            ClientStorage storage = ClientStorage.parse(data);
            return new ClientContractOnChain(account, storage, ContractParams.parse(storage.params()));
        } catch (CellException e) {
            throw CliException.usage("the contract at " + address + " is no client contract", e);
        }
    }

    /** The wallet that owns it. */
    TonAddress owner() {
        return storage.constants().owner();
    }

    /**
     * Checks that the contract can be used as asked.
     *
     * @throws CliException if the wallet is not the owner's or the contract is closing or closed
     */
    void requireOpenFor(TonAddress wallet) {
        requireOwner(wallet);
        if (storage.state() != ContractState.OPEN) {
            throw CliException.payment(
                    "the account is " + (storage.state() == ContractState.CLOSED ? "closed" : "closing"));
        }
    }

    /** Checks that the wallet is the owner's. */
    void requireOwner(TonAddress wallet) {
        if (!wallet.equals(owner())) {
            throw CliException.usage("the contract belongs to the wallet " + owner() + " (this key's wallet: " + wallet
                    + "; see --type, --owner and --wallet-code)");
        }
    }

    /** What lies above the stake. */
    NanoTon excess() {
        return storage.balance().compareTo(storage.stake()) > 0
                ? storage.balance().minus(storage.stake())
                : NanoTon.ZERO;
    }
}
