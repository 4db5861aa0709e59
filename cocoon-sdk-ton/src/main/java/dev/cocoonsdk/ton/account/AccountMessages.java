package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountAction.IncreaseStake;
import dev.cocoonsdk.ton.account.AccountAction.PushCharge;
import dev.cocoonsdk.ton.account.AccountAction.Register;
import dev.cocoonsdk.ton.account.AccountAction.Send;
import dev.cocoonsdk.ton.account.AccountAction.SetSecret;
import dev.cocoonsdk.ton.account.AccountAction.TopUp;
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

    /** Whether a tree of cells, such as the signed body of an external message, holds this one. */
    static boolean holds(Cell tree, Hash256 marker) {
        if (tree.hash().equals(marker)) {
            return true;
        }
        for (int i = 0; i < tree.refs(); i++) {
            if (!tree.isOpaque() && holds(tree.ref(i), marker)) {
                return true;
            }
        }
        return false;
    }
}
