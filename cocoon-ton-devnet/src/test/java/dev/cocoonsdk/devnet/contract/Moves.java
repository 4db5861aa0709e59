package dev.cocoonsdk.devnet.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.devnet.contract.Move.What;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.ClientChangeSecretHash;
import dev.cocoonsdk.ton.contract.ClientChangeSecretHashAndTopUp;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ClientIncreaseStake;
import dev.cocoonsdk.ton.contract.ClientProxyRefundGranted;
import dev.cocoonsdk.ton.contract.ClientProxyRequest;
import dev.cocoonsdk.ton.contract.ClientRegister;
import dev.cocoonsdk.ton.contract.ClientRequestRefund;
import dev.cocoonsdk.ton.contract.ClientSnapshot;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.ClientWithdraw;
import dev.cocoonsdk.ton.contract.ProxyClose;
import dev.cocoonsdk.ton.contract.ProxyIncreaseStake;
import dev.cocoonsdk.ton.contract.ProxyPayoutRequest;
import dev.cocoonsdk.ton.contract.SaveState;
import dev.cocoonsdk.ton.contract.TextCommand;
import dev.cocoonsdk.ton.contract.WorkerProxyPayoutRequest;
import dev.cocoonsdk.ton.contract.WorkerProxyRequest;
import dev.cocoonsdk.ton.contract.WorkerRegister;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.util.List;

/** Turns random steps into messages to the contracts of a stage. */
final class Moves {

    private static final Hash256 SECRET = Hash256.sha256(new byte[] {1});

    private final Stage stage;
    private final List<ClientContract> clients;
    private final List<TonAddress> senders;
    private long queryId;

    Moves(Stage stage, List<ClientContract> clients) {
        this.stage = stage;
        this.clients = clients;
        this.senders = List.of(
                clients.get(0).wallet(),
                clients.get(1).wallet(),
                Stage.PROXY_OWNER,
                Stage.PROXY_WALLET,
                Stage.WORKER_OWNER,
                Stage.STRANGER);
    }

    TonAddress sender(Move move) {
        return move.who() < 0 ? rightSender(move) : senders.get(move.who() % senders.size());
    }

    private TonAddress rightSender(Move move) {
        return switch (move.what()) {
            case WORKER_REGISTER -> Stage.WORKER_OWNER;
            case OWNER_CLOSE, TEXT_CLOSE, TEXT_WITHDRAW -> Stage.PROXY_OWNER;
            default -> clients.get(move.client()).wallet();
        };
    }

    Transfer transfer(Move move, long counter) {
        queryId++;
        boolean carries =
                move.what() == What.TOP_UP || move.what() == What.TOP_UP_WITH_SECRET || move.what() == What.PROXY_STAKE;
        NanoTon value = NanoTon.of(move.value() + (carries ? move.coins() : 0));
        return Transfer.message(destination(move), value, body(move, counter));
    }

    private TonAddress destination(Move move) {
        return switch (move.what()) {
            case TOP_UP, TOP_UP_WITH_SECRET, REGISTER, CHANGE_SECRET, INCREASE_STAKE -> client(move);
            case WITHDRAW, REQUEST_REFUND, CHARGE, GRANT_REFUND, NOISE -> client(move);
            case WORKER_PAYOUT, WORKER_LAST_PAYOUT, WORKER_REGISTER -> stage.worker.address();
            default -> stage.proxy.address();
        };
    }

    private TonAddress client(Move move) {
        return clients.get(move.client()).address();
    }

    private Cell body(Move move, long counter) {
        TonAddress back = sender(move);
        NanoTon coins = NanoTon.of(move.coins());
        return switch (move.what()) {
            case TOP_UP -> new ClientTopUp(queryId, coins, back).toCell();
            case TOP_UP_WITH_SECRET -> new ClientChangeSecretHashAndTopUp(queryId, coins, SECRET, back).toCell();
            case REGISTER -> new ClientRegister(queryId, 5, back).toCell();
            case CHANGE_SECRET -> new ClientChangeSecretHash(queryId, SECRET, back).toCell();
            case INCREASE_STAKE -> new ClientIncreaseStake(queryId, coins, back).toCell();
            case WITHDRAW -> new ClientWithdraw(queryId, back).toCell();
            case REQUEST_REFUND -> new ClientRequestRefund(queryId, back).toCell();
            case CHARGE -> counted(Kind.CLIENT_CHARGE, move, counter, client(move));
            case GRANT_REFUND -> counted(Kind.CLIENT_REFUND_GRANT, move, counter, client(move));
            case WORKER_PAYOUT -> counted(Kind.WORKER_PAYOUT, move, counter, stage.worker.address());
            case WORKER_LAST_PAYOUT -> counted(Kind.WORKER_LAST_PAYOUT, move, counter, stage.worker.address());
            case WORKER_REGISTER -> new WorkerRegister(queryId, back).toCell();
            case PROXY_PAYOUT -> new ProxyPayoutRequest(queryId, back).toCell();
            case PROXY_STAKE -> new ProxyIncreaseStake(queryId, coins, back).toCell();
            case OWNER_CLOSE -> new ProxyClose(queryId, back).toCell();
            case TEXT_CLOSE -> TextCommand.CLOSE.toCell();
            case TEXT_WITHDRAW -> TextCommand.WITHDRAW.toCell();
            case CLOSE_SIGNED -> close(Kind.PROXY_CLOSE, move);
            case CLOSE_COMPLETE -> close(Kind.PROXY_CLOSE_COMPLETE, move);
            case FORGED_REFUND -> forgedRefund(move);
            case FORGED_PAYOUT -> forgedPayout(coins);
            case SAVE_STATE -> new SaveState(queryId, 1, SECRET).toCell();
            case NOISE -> new CellBuilder().storeUint(move.coins(), 64).build();
            case PLAIN_COINS, WAIT -> Cell.EMPTY;
        };
    }

    private Cell counted(Kind kind, Move move, long counter, TonAddress contract) {
        Ed25519Key key = move.flawed() ? Stage.WRONG_KEY : Stage.KEY;
        return SignedPayment.sign(kind, key, queryId, TokenCount.of(counter), contract, sender(move))
                .body();
    }

    private Cell close(Kind kind, Move move) {
        TonAddress contract = move.flawed() ? client(move) : stage.proxy.address();
        return SignedPayment.signClose(kind, Stage.KEY, queryId, contract, sender(move))
                .body();
    }

    private Cell forgedRefund(Move move) {
        ClientSnapshot state = new ClientSnapshot(ContractState.OPEN, NanoTon.ZERO, NanoTon.ZERO, 0, SECRET);
        TonAddress victim = clients.get(move.client()).wallet();
        ClientProxyRefundGranted refund = new ClientProxyRefundGranted(NanoTon.of(move.coins()), sender(move));
        return new ClientProxyRequest(queryId, victim, state, refund).toCell();
    }

    private Cell forgedPayout(NanoTon coins) {
        WorkerProxyPayoutRequest payout = new WorkerProxyPayoutRequest(coins, coins, Stage.STRANGER);
        return new WorkerProxyRequest(queryId, Stage.WORKER_OWNER, ContractState.OPEN, 1, payout).toCell();
    }
}
