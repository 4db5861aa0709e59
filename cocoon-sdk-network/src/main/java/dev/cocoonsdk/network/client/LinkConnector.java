package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ChargeAccount;
import dev.cocoonsdk.network.ClientDirectory;
import dev.cocoonsdk.network.ClientLink;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.ton.RootConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes connections over a {@link NioLoop}. Accounts are kept for every version of the contracts' parameters. */
final class LinkConnector implements ProxyPool.Connector {

    private static final int HELPERS_KEPT_SECONDS = 5;

    private final NetworkSettings settings;
    private final NioLoop loop;
    private final ThreadPoolExecutor helpers = daemons("cocoon-network-helper", Math.max(2, processors()));
    private final ThreadPoolExecutor searches = daemons("cocoon-network-pow", 1);
    private final Offload offload;
    private final Map<Long, ClientDirectory> directories = new ConcurrentSkipListMap<>();

    LinkConnector(NetworkSettings settings, NioLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.offload = loop.offload(helpers, searches);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Daemons that end when there is nothing to do; what they cannot take yet waits. */
    private static ThreadPoolExecutor daemons(String name, int most) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                most, most, HELPERS_KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public ProxyLink connect(InetSocketAddress proxy, RootConfig root, ProxyLink.Events events) {
        ClientSettings client = ClientSettings.of(
                settings.wallet(), root.isTest(), settings.testnet(), (int) root.version(), settings.secret());
        ClientDirectory directory = directories.computeIfAbsent(
                root.params().paramsVersion(), version -> new ClientDirectory(root.params(), settings.rootContract()));
        LinkAccount account = LinkAccount.of(settings.accounts(), root, settings.rootContract());
        NativeLink link = new NativeLink(root, settings.checkProxyHashes(), account, events);
        ByteLayer layer;
        try {
            layer = settings.route().layer(proxy, loop.context(), offload);
        } catch (RuntimeException e) {
            loop.execute(() -> events.onClosed(new LinkFailure(
                    LinkFailure.Kind.REFUSED_HERE, ErrorCodes.NONE, "no way to " + proxy + ": " + e.getMessage())));
            return link;
        }
        loop.connect(
                settings.route().dialled(proxy),
                wire -> link.attach(ClientLink.create(client, directory, link, wire, layer, loop.context())));
        return link;
    }

    List<NetworkStatus.Account> accounts() {
        return directories.values().stream()
                .flatMap(directory -> directory.accounts().stream())
                .map(LinkConnector::account)
                .toList();
    }

    private static NetworkStatus.Account account(ChargeAccount account) {
        return new NetworkStatus.Account(
                account.proxyContract(),
                account.proxyKey(),
                account.clientContract(),
                account.signed(),
                account.database(),
                account.memory());
    }

    void close() {
        searches.shutdownNow();
        helpers.shutdownNow();
    }
}
