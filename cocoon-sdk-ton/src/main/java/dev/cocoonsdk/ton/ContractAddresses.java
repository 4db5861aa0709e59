package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.ContractParams.Form;
import dev.cocoonsdk.ton.cell.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and initial states of one proxy's contract and of the client and worker contracts that belong to it ({@code
 * docs/protocol/contracts.md} 5). Every node computes them itself and refuses a peer that announces others.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContractAddresses {

    private final ContractParams params;
    private final Ed25519PublicKey proxyKey;
    private final Cell workerCode;
    private final Cell clientCode;
    private final Cell leafParams;
    private final StateInit proxyState;
    private final TonAddress proxy;

    private ContractAddresses(
            ContractParams params, TonAddress root, TonAddress proxyOwner, Ed25519PublicKey proxyKey, Cell proxyCode) {
        this.params = params;
        this.proxyKey = proxyKey;
        this.workerCode = required(params.codes().worker(), "worker");
        this.clientCode = required(params.codes().client(), "client");
        this.leafParams = params.toCell(Form.LEAF);
        this.proxyState = new StateInit(
                proxyCode,
                ProxyStorage.initial(proxyOwner, proxyKey, root, params.toCell(Form.PROXY))
                        .toCell());
        this.proxy = proxyState.address();
    }

    /**
     * The contracts of a proxy.
     *
     * @param params parameters of the root contract at the time of deployment, with all three codes
     * @param root the root contract
     * @param proxyOwner {@code owner_address} of the proxy
     * @param proxyKey the key by which the proxy signs payments, not its wallet's
     * @throws IllegalArgumentException if a code is missing
     */
    public static ContractAddresses of(
            ContractParams params, TonAddress root, TonAddress proxyOwner, Ed25519PublicKey proxyKey) {
        return new ContractAddresses(
                params, root, proxyOwner, proxyKey, required(params.codes().proxy(), "proxy"));
    }

    private static Cell required(@Nullable Cell code, String contract) {
        if (code == null) {
            throw new IllegalArgumentException("params: no " + contract + " code (expected: all three codes)");
        }
        return code;
    }

    /** The proxy contract. */
    public TonAddress proxy() {
        return proxy;
    }

    /** The key by which the proxy signs payments. */
    public Ed25519PublicKey proxyKey() {
        return proxyKey;
    }

    /** Initial state of the proxy contract. */
    public StateInit proxyState() {
        return proxyState;
    }

    /**
     * The contract that holds a client's deposit with this proxy.
     *
     * @param clientWallet the client's Cocoon wallet, not the client's owner
     */
    public TonAddress client(TonAddress clientWallet) {
        return clientState(clientWallet).address();
    }

    /**
     * Initial state of a client contract.
     *
     * @param clientWallet the client's Cocoon wallet, not the client's owner
     */
    public StateInit clientState(TonAddress clientWallet) {
        ClientStorage.Constants constants = new ClientStorage.Constants(clientWallet, proxy, proxyKey);
        Cell data = ClientStorage.initial(params.minClientStake(), constants, leafParams)
                .toCell();
        return new StateInit(clientCode, data);
    }

    /**
     * The contract by which a worker is paid for its work for this proxy.
     *
     * @param workerOwner {@code owner_address} of the worker, which gets the payouts
     */
    public TonAddress worker(TonAddress workerOwner) {
        return workerState(workerOwner).address();
    }

    /**
     * Initial state of a worker contract.
     *
     * @param workerOwner {@code owner_address} of the worker, which gets the payouts
     */
    public StateInit workerState(TonAddress workerOwner) {
        Cell data =
                WorkerStorage.initial(workerOwner, proxy, proxyKey, leafParams).toCell();
        return new StateInit(workerCode, data);
    }
}
