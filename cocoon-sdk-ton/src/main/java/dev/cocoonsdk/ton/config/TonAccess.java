package dev.cocoonsdk.ton.config;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.ApiEndpoint;
import dev.cocoonsdk.ton.api.FailoverTonApi;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.toncenter.TonCenterApi;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.root.RootEndpoint;
import dev.cocoonsdk.ton.root.RootPolicy;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The chain as a configuration describes it: gateways, the reader of the root contract, the wallet's code. Thread-safe; whoever opened it
 * closes it.
 */
public final class TonAccess implements AutoCloseable {

    private final TonConfig config;
    private final List<RootEndpoint> endpoints = new ArrayList<>();
    private final TonApi api;
    private final ScheduledExecutorService timer;

    private TonAccess(TonConfig config) {
        this.config = config;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cocoon-ton");
            thread.setDaemon(true);
            return thread;
        });
        Secret key = config.apiKey();
        List<ApiEndpoint> ordered = new ArrayList<>();
        for (URI uri : config.endpoints()) {
            TonApi gateway = gateway(uri, key);
            String name = uri.getAuthority() + uri.getPath();
            endpoints.add(new RootEndpoint(name, gateway));
            ordered.add(new ApiEndpoint(name, gateway));
        }
        api = ordered.size() == 1 ? ordered.get(0).api() : new FailoverTonApi(ordered, InstantSource.system());
    }

    /**
     * Opens the gateways; nothing is asked yet.
     *
     * @throws ConfigException if the API key cannot be read or would travel unencrypted
     */
    public static TonAccess open(TonConfig config) {
        return new TonAccess(config);
    }

    private TonApi gateway(URI uri, @Nullable Secret key) {
        TonCenterApi.Builder builder = uri.getPath().endsWith("/v2") ? TonCenterApi.v2(uri) : TonCenterApi.v3(uri);
        if (key != null) {
            builder.apiKey(key);
        }
        if (config.requestsPerSecond() > 0) {
            builder.requestsPerSecond(config.requestsPerSecond());
        }
        try {
            return builder.time(timer, InstantSource.system()).build();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("ton.endpoints", uri.toString(), "a usable gateway", e);
        }
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
     * Reads the root contract as far as the configuration allows to believe it.
     *
     * @param isTest the node's {@code is_test}
     * @throws dev.cocoonsdk.ton.root.RootException.Refused if nothing is at stake only on a test network and this is none
     */
    public RootReader root(TonAddress root, boolean isTest) {
        RootPolicy policy = isTest ? RootPolicy.TEST : RootPolicy.PRODUCTION;
        if (config.rootQuorum() > 0) {
            return RootReader.quorum(endpoints, config.rootQuorum(), root, policy, timer);
        } else if (config.local() && isTest) {
            return RootReader.local(api, root);
        }
        return RootReader.single(endpoints.get(0), root, policy);
    }

    /**
     * The code of Cocoon wallets: on a local chain any, elsewhere the live network's.
     *
     * @throws ConfigException if the file cannot be read or holds another code
     */
    public WalletCode walletCode() {
        Path file = config.walletCodeFile();
        if (file == null) {
            return WalletCode.LIVE;
        }
        try {
            Cell code = BagOfCells.parseSingle(ConfigFiles.bytes("ton.wallet_code_file", file));
            return config.local() ? WalletCode.of(code) : WalletCode.live(code);
        } catch (CellException | IllegalArgumentException e) {
            throw new ConfigException("ton.wallet_code_file", file.toString(), "the code of the Cocoon wallet", e);
        }
    }

    /** Closes the gateways. */
    @Override
    public void close() {
        api.close();
        if (endpoints.size() > 1) {
            endpoints.forEach(endpoint -> endpoint.api().close());
        }
        timer.shutdownNow();
    }
}
