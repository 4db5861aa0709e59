package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.network.PayoutAccount;
import dev.cocoonsdk.network.ProxyDirectory;
import dev.cocoonsdk.ton.ProxyEntry;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The root configuration that holds now, with the proxies met under its parameters. When those change, contract addresses change:
 * then a new memory of proxies begins, and the old ones stay readable for what their proxies still owe. Thread-safe; replaced on the
 * loop's thread only.
 */
public final class NetworkState {

    private static final int MOST_PERIODS = 8;

    /**
     * The time during which the parameters stayed the same.
     *
     * @param root the newest configuration of that time
     * @param proxies the proxies met, with their counters
     */
    public record Period(RootConfig root, ProxyDirectory proxies) {}

    private final Function<RootConfig, ProxyDirectory> directories;
    private final boolean hashChecks;
    private volatile List<Period> periods;

    /**
     * Begins with a configuration.
     *
     * @param directories makes an empty memory of proxies
     * @param hashChecks whether a proxy's image must be one of the configuration's
     */
    public NetworkState(RootConfig first, Function<RootConfig, ProxyDirectory> directories, boolean hashChecks) {
        this.directories = directories;
        this.hashChecks = hashChecks;
        this.periods = List.of(new Period(first, directories.apply(first)));
    }

    /** The configuration that holds now. */
    public RootConfig root() {
        return periods.get(0).root();
    }

    /** The present time first, then past ones. */
    public List<Period> periods() {
        return periods;
    }

    /** The account at a proxy contract that was met, of any time; null if it was not. */
    public @Nullable PayoutAccount account(TonAddress proxyContract) {
        return periods.stream()
                .flatMap(period -> period.proxies().accounts().stream())
                .filter(account -> account.proxyContract().equals(proxyContract))
                .findFirst()
                .orElse(null);
    }

    /** Whether images and models are compared with the configuration. */
    public boolean hashChecks() {
        return hashChecks;
    }

    /** Where workers connect to, each address once. */
    List<InetSocketAddress> registered() {
        return root().proxies().stream().map(ProxyEntry::forWorkers).distinct().toList();
    }

    ProxyDirectory proxies() {
        return periods.get(0).proxies();
    }

    /** Takes a newer configuration; true if its parameters are others, so that every connection must be made anew. */
    public boolean replace(RootConfig next) {
        Period present = periods.get(0);
        boolean sameParams =
                next.params().paramsVersion() == present.root().params().paramsVersion();
        List<Period> changed = new ArrayList<>(periods);
        if (sameParams) {
            changed.set(0, new Period(next, present.proxies()));
        } else {
            changed.add(0, new Period(next, directories.apply(next)));
        }
        periods = List.copyOf(changed.subList(0, Math.min(changed.size(), MOST_PERIODS)));
        return !sameParams;
    }
}
