package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.EnumMap;
import java.util.Map;

/** How bodies that begin with a query id go on. */
final class QueryBodies {

    /** Reads what follows operation and query id. */
    private interface Reader {
        QueryMessage read(long queryId, CellSlice in);
    }

    private static final Map<Operation, Reader> READERS = new EnumMap<>(Operation.class);

    static {
        READERS.put(Operation.CLIENT_TOP_UP, ClientTopUp::read);
        READERS.put(Operation.CLIENT_CHANGE_SECRET_HASH_AND_TOP_UP, ClientChangeSecretHashAndTopUp::read);
        READERS.put(Operation.CLIENT_REGISTER, ClientRegister::read);
        READERS.put(Operation.CLIENT_CHANGE_SECRET_HASH, ClientChangeSecretHash::read);
        READERS.put(Operation.CLIENT_INCREASE_STAKE, ClientIncreaseStake::read);
        READERS.put(Operation.CLIENT_WITHDRAW, ClientWithdraw::read);
        READERS.put(Operation.CLIENT_REQUEST_REFUND, ClientRequestRefund::read);
        READERS.put(Operation.WORKER_REGISTER, WorkerRegister::read);
        READERS.put(Operation.PROXY_PAYOUT_REQUEST, ProxyPayoutRequest::read);
        READERS.put(Operation.PROXY_INCREASE_STAKE, ProxyIncreaseStake::read);
        READERS.put(Operation.PROXY_CLOSE, ProxyClose::read);
        READERS.put(Operation.ROOT_ADD_WORKER_TYPE, RootAddWorkerType::read);
        READERS.put(Operation.ROOT_DEL_WORKER_TYPE, RootDelWorkerType::read);
        READERS.put(Operation.ROOT_ADD_MODEL_TYPE, RootAddModelType::read);
        READERS.put(Operation.ROOT_DEL_MODEL_TYPE, RootDelModelType::read);
        READERS.put(Operation.ROOT_ADD_PROXY_TYPE, RootAddProxyType::read);
        READERS.put(Operation.ROOT_DEL_PROXY_TYPE, RootDelProxyType::read);
        READERS.put(Operation.ROOT_REGISTER_PROXY, RootRegisterProxy::read);
        READERS.put(Operation.ROOT_UNREGISTER_PROXY, RootUnregisterProxy::read);
        READERS.put(Operation.ROOT_UPDATE_PROXY, RootUpdateProxy::read);
        READERS.put(Operation.ROOT_CHANGE_PRICE, RootChangePrice::read);
        READERS.put(Operation.ROOT_CHANGE_PARAMS, RootChangeParams::read);
        READERS.put(Operation.ROOT_UPGRADE_CONTRACTS, RootUpgradeContracts::read);
        READERS.put(Operation.ROOT_UPGRADE, RootUpgrade::read);
        READERS.put(Operation.ROOT_RESET, RootReset::read);
        READERS.put(Operation.ROOT_UPGRADE_FULL, RootUpgradeFull::read);
        READERS.put(Operation.ROOT_CHANGE_OWNER, RootChangeOwner::read);
        READERS.put(Operation.WALLET_SEND_MESSAGE, WalletSendMessage::read);
        READERS.put(Operation.EXCESSES, Excesses::read);
        READERS.put(Operation.PAYOUT, Payout::read);

        READERS.put(Operation.CLIENT_PROXY_REQUEST, ClientProxyRequest::read);
        READERS.put(Operation.WORKER_PROXY_REQUEST, WorkerProxyRequest::read);
    }

    private QueryBodies() {}

    static QueryMessage read(Operation operation, CellSlice in) {
        Reader reader = READERS.get(operation);
        if (reader == null) {
            throw new CellException("operation " + operation.specName() + ": is no message (expected: a message)");
        }
        return reader.read(in.loadUint(64), in);
    }
}
