package dev.cocoonsdk.ton.config;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.ApiEndpoint;
import dev.cocoonsdk.ton.api.FailoverTonApi;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.toncenter.TonCenterApi;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.root.RootEndpoint;
import dev.cocoonsdk.ton.root.RootException;
import dev.cocoonsdk.ton.root.RootPolicy;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The chain as a configuration describes it: gateways, the reader of the root contract, the wallet's code. Thread-safe; whoever opened it
 * closes it.
 */
public final class TonAccess implements AutoCloseable {

    private static final double LOCAL_REQUESTS_PER_SECOND = 1000;

    private final TonConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cocoon-ton");
        thread.setDaemon(true);
        return thread;
    });
    private final List<ApiEndpoint> endpoints = new ArrayList<>();
    private final TonApi api;

    private TonAccess(TonConfig config) {
        this.config = config;
        try {
            for (TonConfig.Endpoint endpoint : config.endpoints()) {
                endpoints.add(new ApiEndpoint(endpoint.url().toString(), gateway(endpoint)));
            }
            api = new FailoverTonApi(endpoints, InstantSource.system());
        } catch (RuntimeException e) {
            endpoints.forEach(opened -> opened.api().close());
            timer.shutdownNow();
            throw e;
        }
    }

    /**
     * Opens the gateways; nothing is asked yet.
     *
     * @throws ConfigException if there is no endpoint or one cannot be used, for example because its key would travel unencrypted
     */
    public static TonAccess open(TonConfig config) {
        if (!config.isPresent()) {
            throw new ConfigException("ton.endpoints", null, "at least one gateway");
        }
        return new TonAccess(config);
    }

    private static TonApi gateway(TonConfig.Endpoint endpoint) {
        try {
            TonCenterApi.Builder builder =
                    endpoint.version() == 3 ? TonCenterApi.v3(endpoint.url()) : TonCenterApi.v2(endpoint.url());
            if (endpoint.apiKey() != null) {
                builder.apiKey(endpoint.apiKey());
            }
            if (isLocal(endpoint)) {
                builder.requestsPerSecond(LOCAL_REQUESTS_PER_SECOND);
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("ton.endpoints", String.valueOf(e.getMessage()), "a gateway", e);
        }
    }

    /** The public gateways' limits are not those of one on this machine. */
    private static boolean isLocal(TonConfig.Endpoint endpoint) {
        String host = String.valueOf(endpoint.url().getHost());
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
    }

    /** The chain; closed with this. */
    public TonApi api() {
        return api;
    }

    /** What this was made of. */
    public TonConfig config() {
        return config;
    }

    /**
     * Reads the root contract as far as the configuration allows to believe it. Gateways of the same host count as one.
     *
     * @param isTest the node's {@code is_test}
     * @throws ConfigException if one gateway alone describes a network where something is at stake, or the quorum is no majority
     */
    public RootReader root(TonAddress root, boolean isTest) {
        RootPolicy policy = isTest ? RootPolicy.TEST : RootPolicy.PRODUCTION;
        List<RootEndpoint> named = hosts();
        try {
            return named.size() == 1
                    ? RootReader.single(named.get(0), root, policy)
                    : RootReader.quorum(named, config.quorum(), root, policy, timer);
        } catch (IllegalArgumentException | RootException e) {
            throw new ConfigException("ton", String.valueOf(e.getMessage()), "endpoints for it", e);
        }
    }

    /** One gateway of each host, in the configuration's order. */
    private List<RootEndpoint> hosts() {
        Map<String, RootEndpoint> hosts = new LinkedHashMap<>();
        for (ApiEndpoint endpoint : endpoints) {
            RootEndpoint named = RootEndpoint.at(URI.create(endpoint.name()), endpoint.api());
            hosts.putIfAbsent(named.name(), named);
        }
        return List.copyOf(hosts.values());
    }

    /**
     * The code of Cocoon wallets: in a test network any, elsewhere the live network's.
     *
     * @param isTest the node's {@code is_test}
     * @throws ConfigException if the file cannot be read or holds another code
     */
    public WalletCode walletCode(boolean isTest) {
        Path file = config.walletCodeFile();
        if (file == null) {
            return WalletCode.LIVE;
        }
        try {
            Cell code = BagOfCells.parseSingle(ConfigFiles.bytes("ton.wallet_code_file", file));
            return isTest ? WalletCode.of(code) : WalletCode.live(code);
        } catch (CellException | IllegalArgumentException e) {
            throw new ConfigException(
                    "ton.wallet_code_file", file.toString(), "a bag of cells with the code of the Cocoon wallet", e);
        }
    }

    /** Closes the gateways. */
    @Override
    public void close() {
        api.close();
        endpoints.forEach(endpoint -> endpoint.api().close());
        timer.shutdownNow();
    }
}
