package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountAction.IncreaseStake;
import dev.cocoonsdk.ton.account.AccountAction.PushCharge;
import dev.cocoonsdk.ton.account.AccountAction.Register;
import dev.cocoonsdk.ton.account.AccountAction.Send;
import dev.cocoonsdk.ton.account.AccountAction.SetSecret;
import dev.cocoonsdk.ton.account.AccountAction.TopUp;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionChain;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.ClientChangeSecretHash;
import dev.cocoonsdk.ton.contract.ClientIncreaseStake;
import dev.cocoonsdk.ton.contract.ClientRegister;
import dev.cocoonsdk.ton.contract.ClientRequestRefund;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.ClientWithdraw;
import dev.cocoonsdk.ton.contract.ContractMessage;
import dev.cocoonsdk.ton.contract.QueryMessage;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Makes the wallet's messages to a client contract, and finds them again in the history of an account. */
final class AccountMessages {

    private AccountMessages() {}

    /** The message; {@code queryId} is not used by a deployment and by a charge, which has its own. */
    static Transfer transfer(Send send, AccountTerms terms, long queryId) {
        if (send.kind() == RequestKind.DEPLOY) {
            return Transfer.deploy(terms.contract(), send.coins());
        }
        return Transfer.message(terms.address(), send.coins(), body(send, terms.wallet(), queryId));
    }

    private static Cell body(Send send, TonAddress wallet, long queryId) {
        if (send instanceof Register register) {
            return new ClientRegister(queryId, register.nonce(), wallet).toCell();
        } else if (send instanceof SetSecret secret) {
            return new ClientChangeSecretHash(queryId, secret.hash(), wallet).toCell();
        } else if (send instanceof TopUp topUp) {
            return new ClientTopUp(queryId, topUp.amount(), wallet).toCell();
        } else if (send instanceof IncreaseStake stake) {
            return new ClientIncreaseStake(queryId, stake.amount(), wallet).toCell();
        } else if (send instanceof PushCharge push) {
            return push.charge().repack(wallet).body();
        }
        return switch (send.kind()) {
            case WITHDRAW -> new ClientWithdraw(queryId, wallet).toCell();
            case CLOSE, FORCE_CLOSE -> new ClientRequestRefund(queryId, wallet).toCell();
            default -> throw new IllegalArgumentException("request: " + send);
        };
    }

    /** By which hash the wallet's message can be found in the wallet's history. */
    static Hash256 marker(Transfer transfer) {
        return transfer.init() == null
                ? transfer.body().hash()
                : transfer.init().toCell().hash();
    }

    /** Whether a message's body is that of this request. */
    static boolean isRequest(Cell body, PendingRequest request) {
        if (request.kind() == RequestKind.DEPLOY) {
            return body.bits() == 0 && body.refs() == 0;
        }
        try {
            return ContractMessage.parse(body) instanceof QueryMessage message
                    && message.queryId() == request.queryId();
        } catch (CellException e) {
            return false;
        }
    }

    /** Whether the wallet sent a message: an external one, as anybody can send it internal ones that hold any cell. */
    static boolean wasSent(List<TonTransaction> walletHistory, Hash256 marker) {
        return walletHistory.stream()
                .anyMatch(transaction -> transaction.source() == null
                        && transaction.outcome() == Outcome.SUCCEEDED
                        && holds(transaction.body(), marker, new HashSet<>()));
    }

    /** Each cell is looked at once: a small bag can stand for a tree without end. */
    private static boolean holds(Cell tree, Hash256 marker, Set<Hash256> seen) {
        if (tree.hash().equals(marker)) {
            return true;
        }
        if (tree.isOpaque() || !seen.add(tree.hash())) {
            return false;
        }
        for (int i = 0; i < tree.refs(); i++) {
            if (holds(tree.ref(i), marker, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing was ever deployed. What cannot be read is not absent: it would be deployed, and paid for, again and again. */
    static boolean isAbsent(AccountState state) {
        return state.status() == AccountState.Status.MISSING || state.status() == AccountState.Status.UNINITIALIZED;
    }

    /**
     * The storage of a contract that is there.
     *
     * @throws IllegalStateException if it is frozen or its storage is not told
     */
    static Cell data(AccountState state) {
        Cell data = state.data();
        if (!state.isActive()) {
            throw new IllegalStateException("the contract is frozen: it could not pay for its storage");
        } else if (data == null) {
            throw new IllegalStateException("the contract's storage is not told");
        }
        return data;
    }

    /** An account's transactions after a known one, up to its newest state. */
    static CompletionStage<List<TonTransaction>> history(TonApi api, TonAddress account, TransactionId known) {
        return api.account(account)
                .thenCompose(state ->
                        api.transactionsSince(account, known).thenApply(list -> upTo(known, list, state.last())));
    }

    /**
     * Transactions up to a state. Gateways behind a balancer may give a history that is older than the state: what it lacks would never be
     * seen again.
     *
     * @throws dev.cocoonsdk.ton.api.TonApiException if the history does not lead to the state
     */
    static List<TonTransaction> upTo(TransactionId known, List<TonTransaction> history, TransactionId last) {
        List<TonTransaction> reached = history.stream()
                .filter(transaction -> Long.compareUnsigned(transaction.id().lt(), last.lt()) <= 0)
                .toList();
        TransactionChain.check(known, reached, last);
        return reached;
    }
}
