package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.ProxyIncreaseStake;
import dev.cocoonsdk.ton.contract.ProxyPayoutRequest;
import dev.cocoonsdk.ton.contract.SaveState;
import dev.cocoonsdk.ton.wallet.Transfer;

/**
 * The messages of a broker's wallet ({@code docs/protocol/payments.md} 7, 9, 11).
 *
 * @param contracts the broker's
 * @param key signs
 * @param wallet gets what is left of the coins
 */
record Messages(ContractAddresses contracts, Ed25519Key key, TonAddress wallet) {

    /** The message of a step. */
    Transfer of(Step step, long queryId) {
        if (step instanceof Step.Charge charge) {
            return toClient(Kind.CLIENT_CHARGE, charge.wallet(), charge.level(), queryId, AttachedValue.CHARGE);
        } else if (step instanceof Step.Grant grant) {
            return toClient(
                    Kind.CLIENT_REFUND_GRANT, grant.wallet(), grant.level(), queryId, AttachedValue.REFUND_GRANT);
        } else if (step instanceof Step.Payout payout) {
            return toWorker(
                    Kind.WORKER_PAYOUT, payout.owner(), payout.level(), queryId, AttachedValue.WORKER_PAYOUT_BY_PROXY);
        } else if (step instanceof Step.LastPayout payout) {
            return toWorker(
                    Kind.WORKER_LAST_PAYOUT, payout.owner(), payout.level(), queryId, AttachedValue.PROXY_CLOSE);
        } else if (step instanceof Step.Close close) {
            return close(close.complete() ? Kind.PROXY_CLOSE_COMPLETE : Kind.PROXY_CLOSE, queryId);
        } else if (step instanceof Step.Withdrawal) {
            return toProxy(AttachedValue.PROXY_PAYOUT, new ProxyPayoutRequest(queryId, wallet).toCell());
        } else if (step instanceof Step.Stake stake) {
            return toProxy(
                    AttachedValue.proxyStake(stake.grams()),
                    new ProxyIncreaseStake(queryId, stake.grams(), wallet).toCell());
        }
        return Transfer.deploy(contracts.proxyState(), AttachedValue.PROXY_DEPLOY);
    }

    /** The message that saves a state. */
    Transfer saveState(int seqno, Hash256 session, long queryId) {
        return toProxy(AttachedValue.SAVE_STATE, new SaveState(queryId, seqno, session).toCell());
    }

    /** A signed message to a client contract. */
    private Transfer toClient(Kind kind, TonAddress client, long level, long queryId, NanoTon value) {
        TonAddress contract = contracts.client(client);
        return signed(kind, contract, level, queryId, value);
    }

    /** A signed message to a worker contract. */
    private Transfer toWorker(Kind kind, TonAddress owner, long level, long queryId, NanoTon value) {
        return signed(kind, contracts.worker(owner), level, queryId, value);
    }

    private Transfer signed(Kind kind, TonAddress contract, long level, long queryId, NanoTon value) {
        SignedPayment payment = SignedPayment.sign(kind, key, queryId, TokenCount.of(level), contract, wallet);
        return Transfer.message(contract, value, payment.body());
    }

    /** A signed message that closes the proxy contract. */
    private Transfer close(Kind kind, long queryId) {
        SignedPayment payment = SignedPayment.signClose(kind, key, queryId, contracts.proxy(), wallet);
        return toProxy(AttachedValue.PROXY_CLOSE, payment.body());
    }

    private Transfer toProxy(NanoTon value, Cell body) {
        return Transfer.message(contracts.proxy(), value, body);
    }
}
