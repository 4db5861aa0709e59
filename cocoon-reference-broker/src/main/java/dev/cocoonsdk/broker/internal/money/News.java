package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.ClientProxyRegister;
import dev.cocoonsdk.ton.contract.ClientProxyRequest;
import dev.cocoonsdk.ton.contract.ClientSnapshot;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.SaveState;
import dev.cocoonsdk.ton.contract.WorkerProxyRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a message to the proxy contract tells the broker ({@code docs/protocol/payments.md} 4). It counts whether or not the contract could
 * execute it; that it is true follows from its sender alone.
 */
sealed interface News {

    /**
     * A client contract told its state.
     *
     * @param wallet the client
     * @param standing its contract's state
     * @param nonce by which it registers for a connection, or null
     */
    record OfClient(
            TonAddress wallet,
            ClientStanding standing,
            @Nullable Long nonce) implements News {}

    /**
     * A worker contract told its state.
     *
     * @param owner the worker's owner
     * @param standing its contract's state
     */
    record OfWorker(TonAddress owner, WorkerStanding standing) implements News {}

    /**
     * A broker with this wallet has saved a state.
     *
     * @param seqno the state's number
     * @param session of the process that saved it
     */
    record StateSaved(int seqno, Hash256 session) implements News {}

    /**
     * Nothing to learn from.
     *
     * @param defect what is wrong with a message that claims to be news, or null if it does not
     */
    record None(@Nullable String defect) implements News {}

    /** A message that is no news. */
    None NOTHING = new None(null);

    /**
     * Reads a message. Total: its body may be anything.
     *
     * @param contracts whose news count
     * @param wallet whose saved states count
     */
    static News read(TonTransaction transaction, ContractAddresses contracts, TonAddress wallet) {
        TonAddress source = transaction.source();
        if (source == null || !transaction.isOperation()) {
            return NOTHING;
        }
        ContractMessage message;
        try {
            message = ContractMessage.parse(transaction.body());
        } catch (CellException e) {
            return new None("cannot be read: " + e.getMessage());
        }
        if (message instanceof ClientProxyRequest request) {
            return client(request, source, contracts);
        } else if (message instanceof WorkerProxyRequest request) {
            return worker(request, source, contracts);
        } else if (message instanceof SaveState saved) {
            return source.equals(wallet) ? new StateSaved(saved.seqno(), saved.sessionHash()) : NOTHING;
        }
        return NOTHING;
    }

    private static News client(ClientProxyRequest request, TonAddress source, ContractAddresses contracts) {
        if (!source.equals(contracts.client(request.owner()))) {
            return new None("is not from the contract of the client that it names");
        }
        ClientSnapshot told = request.client();
        if (told.tokensUsed() < 0) {
            return new None("has a counter of 2^63 or more");
        }
        Long nonce = request.payload() instanceof ClientProxyRegister register ? (Long) register.nonce() : null;
        return new OfClient(
                request.owner(),
                new ClientStanding(told.state(), told.balance(), told.stake(), told.tokensUsed(), told.secretHash()),
                nonce);
    }

    private static News worker(WorkerProxyRequest request, TonAddress source, ContractAddresses contracts) {
        if (!source.equals(contracts.worker(request.owner()))) {
            return new None("is not from the contract of the worker that it names");
        }
        return request.tokens() < 0
                ? new None("has a counter of 2^63 or more")
                : new OfWorker(request.owner(), new WorkerStanding(request.state(), request.tokens()));
    }
}
