package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.broker.ProxyRunnerConfig;

/**
 * Numbers of the ports; 0 takes any free one, {@link BrokerSettings#NO_PORT} means none.
 *
 * @param worker for workers, plain
 * @param client for native clients, plain
 * @param api HTTP interface
 * @param admin administration
 * @param tlsWorker for workers with TLS
 * @param tlsClient for native clients with TLS
 */
record Ports(int worker, int client, int api, int admin, int tlsWorker, int tlsClient) {

    /** Those of a configuration. */
    static Ports of(BrokerConfig config) {
        ProxyRunnerConfig runner = config.runner();
        BrokerSettings settings = config.settings();
        return new Ports(
                runner.workersRpcPort(),
                runner.clientRpcPort(),
                settings.apiPort(),
                settings.adminPort(),
                settings.tls().workerPort(),
                settings.tls().clientPort());
    }
}
