package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.NetworkStatus.Account;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator can ask for, with the reference's answers ({@code docs/protocol/http-api.md} 2.7, {@code
 * docs/protocol/payments.md} 13). There is no chain in fake-TON mode: a message counts as sent and is never confirmed, so one per
 * proxy stays under way ({@code docs/protocol/payments.md} 12). Thread-safe.
 */
final class Commands {

    /** The commands. */
    static final Set<String> NAMES = Set.of("charge", "close", "topup", "withdraw");

    private final CocoonNetwork network;
    private final Set<TonAddress> running = new HashSet<>();

    Commands(CocoonNetwork network) {
        this.network = network;
    }

    /**
     * Runs a command of {@link #NAMES}.
     *
     * @param proxy address of the proxy's contract as the operator wrote it
     * @return one line for the operator
     */
    synchronized String run(String name, String proxy) {
        Account account = account(proxy);
        if (account == null) {
            return "proxy not found";
        } else if (running.contains(account.proxyContract())) {
            return "request is already running";
        } else if (name.equals("charge") && account.signed().value() == 0) {
            return "nothing to charge";
        }
        running.add(account.proxyContract());
        return "request sent";
    }

    private @Nullable Account account(String proxy) {
        try {
            TonAddress address = TonAddress.parse(proxy);
            List<Account> accounts = network.status().accounts();
            return accounts.stream()
                    .filter(account -> account.proxyContract().equals(address))
                    .findFirst()
                    .orElse(null);
        } catch (AddressFormatException e) {
            return null;
        }
    }
}
