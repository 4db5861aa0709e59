package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.ChargeAccount;
import dev.cocoonsdk.network.ClientDirectory;
import dev.cocoonsdk.network.ClientLink;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.ton.RootConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes connections over a {@link NioLoop}. Accounts are kept for every version of the contracts' parameters. */
final class LinkConnector implements ProxyPool.Connector {

    private static final int HELPERS_KEPT_SECONDS = 5;

    private final NetworkSettings settings;
    private final NioLoop loop;
    private final ThreadPoolExecutor helpers = helpers();
    private final Offload offload;
    private final Map<Long, ClientDirectory> directories = new ConcurrentSkipListMap<>();

    LinkConnector(NetworkSettings settings, NioLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.offload = loop.offload(helpers);
    }

    /** Daemons for proof of work and TLS that end when there is nothing to do. */
    private static ThreadPoolExecutor helpers() {
        int most = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new ThreadPoolExecutor(
                0, most, HELPERS_KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "cocoon-network-helper");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public ProxyLink connect(InetSocketAddress proxy, RootConfig root, ProxyLink.Events events) {
        ClientSettings client = ClientSettings.of(
                settings.wallet(), root.isTest(), settings.testnet(), (int) root.version(), settings.secret());
        ClientDirectory directory = directories.computeIfAbsent(
                root.params().paramsVersion(), version -> new ClientDirectory(root.params(), settings.rootContract()));
        NativeLink link = new NativeLink(root, settings.checkProxyHashes(), events);
        loop.connect(
                settings.route().dialled(proxy),
                wire -> link.attach(ClientLink.create(
                        client,
                        directory,
                        link,
                        wire,
                        settings.route().layer(proxy, loop.context(), offload),
                        loop.context())));
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
        helpers.shutdownNow();
    }
}
