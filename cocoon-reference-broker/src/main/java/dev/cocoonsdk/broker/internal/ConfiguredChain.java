package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.ProxyRunnerConfig;
import dev.cocoonsdk.broker.TonSettings;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.ApiEndpoint;
import dev.cocoonsdk.ton.api.FailoverTonApi;
import dev.cocoonsdk.ton.api.toncenter.TonCenterApi;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.root.RootEndpoint;
import dev.cocoonsdk.ton.root.RootException;
import dev.cocoonsdk.ton.root.RootPolicy;
import dev.cocoonsdk.ton.root.RootReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The chain of a configuration file.
 *
 * @param chain how the broker reaches it
 * @param opened closed with the broker
 */
public record ConfiguredChain(BrokerChain chain, AutoCloseable opened) {

    private static final long MAX_CODE = 65_536;

    /**
     * Opens nothing on the network yet.
     *
     * @throws ConfigException if the endpoints do not fit together or the code cannot be read
     */
    public static ConfiguredChain of(TonSettings settings, ProxyRunnerConfig runner) {
        List<ApiEndpoint> endpoints = new ArrayList<>();
        for (TonSettings.Endpoint endpoint : settings.endpoints()) {
            endpoints.add(new ApiEndpoint(endpoint.url().toString(), gateway(endpoint)));
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cocoon-broker-root");
            thread.setDaemon(true);
            return thread;
        });
        try {
            FailoverTonApi api = new FailoverTonApi(endpoints, InstantSource.system());
            BrokerChain chain = BrokerChain.of(api)
                    .withRoot(root(settings, endpoints, runner, timer))
                    .withPoll(settings.poll());
            AutoCloseable opened = () -> {
                api.close();
                timer.shutdownNow();
            };
            return new ConfiguredChain(withCode(chain, settings.walletCode()), opened);
        } catch (IllegalArgumentException | RootException e) {
            timer.shutdownNow();
            endpoints.forEach(endpoint -> endpoint.api().close());
            throw new ConfigException("reference_broker.ton", String.valueOf(e.getMessage()), "endpoints for it", e);
        } catch (RuntimeException e) {
            timer.shutdownNow();
            endpoints.forEach(endpoint -> endpoint.api().close());
            throw e;
        }
    }

    private static TonCenterApi gateway(TonSettings.Endpoint endpoint) {
        try {
            TonCenterApi.Builder builder =
                    endpoint.version() == 3 ? TonCenterApi.v3(endpoint.url()) : TonCenterApi.v2(endpoint.url());
            if (endpoint.apiKey() != null) {
                builder.apiKey(endpoint.apiKey());
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("reference_broker.ton.endpoints", String.valueOf(e.getMessage()), "a gateway", e);
        }
    }

    private static RootReader root(
            TonSettings settings,
            List<ApiEndpoint> endpoints,
            ProxyRunnerConfig runner,
            ScheduledExecutorService timer) {
        TonAddress root = runner.rootContract();
        RootPolicy policy = runner.isTest() ? RootPolicy.TEST : RootPolicy.PRODUCTION;
        List<RootEndpoint> named = endpoints.stream()
                .map(endpoint -> new RootEndpoint(endpoint.name(), endpoint.api()))
                .toList();
        return named.size() == 1
                ? RootReader.single(named.get(0), root, policy)
                : RootReader.quorum(named, settings.quorum(), root, policy, timer);
    }

    private static BrokerChain withCode(BrokerChain chain, String file) {
        if (file.isEmpty()) {
            return chain;
        }
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_CODE) {
                throw new IOException("longer than " + MAX_CODE + " bytes");
            }
            Cell code = BagOfCells.parseSingle(Files.readAllBytes(path));
            return chain.withWalletCode(code);
        } catch (IOException | CellException e) {
            throw new ConfigException(
                    "reference_broker.ton.wallet_code_file", file, "a file with a bag of cells, the wallet's code", e);
        }
    }
}
