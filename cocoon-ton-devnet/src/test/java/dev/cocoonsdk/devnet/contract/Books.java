package dev.cocoonsdk.devnet.contract;

import static java.util.Objects.requireNonNull;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.ProxyDebts;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.Operation;
import java.util.ArrayList;
import java.util.List;

/** What the contracts of a stage have stored at one moment. */
record Books(ProxyStorage proxy, ProxyDebts debts, List<ClientStorage> clients, WorkerStorage worker, long proxyCoins) {

    static Books read(Stage stage, List<ClientContract> clients) {
        Cell proxy = data(stage, stage.proxy.address());
        List<ClientStorage> stored = new ArrayList<>();
        clients.forEach(client -> stored.add(ClientStorage.parse(data(stage, client.address()))));
        return new Books(
                ProxyStorage.parse(proxy),
                ProxyDebts.read(proxy),
                stored,
                WorkerStorage.parse(data(stage, stage.worker.address())),
                stage.coins(stage.proxy.address()));
    }

    private static Cell data(Stage stage, TonAddress address) {
        return requireNonNull(stage.devnet.account(address).data());
    }

    boolean isProxyClosed() {
        return proxy.state() == ContractState.CLOSED;
    }

    long owed(TonAddress owner) {
        return debts.owedTo(owner).value();
    }

    long clientBalances() {
        return clients.stream()
                .map(ClientStorage::balance)
                .mapToLong(NanoTon::value)
                .sum();
    }

    /** Coins that the proxy contract paid to an account by payouts. */
    static long paid(Stage stage, Outcome outcome, TonAddress account) {
        return outcome.sent().stream()
                .filter(message -> message.source().equals(stage.proxy.address())
                        && message.destination().equals(account)
                        && message.op() == Operation.PAYOUT.code())
                .mapToLong(Outcome.Sent::value)
                .sum();
    }
}
