package dev.cocoonsdk.broker;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.client.ConfiguredKey;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the official proxy-runner ({@code docs/protocol/wire.md} 12). Keys and secrets do not print.
 *
 * @param isTest test network flag of the Cocoon network; must equal the root contract's and every peer's
 * @param isTestnet whether addresses carry TON's testnet flag
 * @param httpPort administration port; 0 means none
 * @param workersRpcPort worker port; 0 means any free port
 * @param clientRpcPort native client port; 0 means any free port
 * @param owner the human owner, who gets the proxy's earnings
 * @param rootContract the root contract
 * @param proxyKey {@code machine_specific_private_key}: signs payments
 * @param walletKey {@code node_wallet_key}: key of the proxy's Cocoon wallet
 * @param checkWorkerHashes whether workers' image hashes are checked in test mode too
 * @param imageHash own image hash, or null
 * @param dbPath directory for stored counters
 * @param tonConfigFile global configuration of TON
 * @param accessHash password of administration commands, or null
 */
public record ProxyRunnerConfig(
        boolean isTest,
        boolean isTestnet,
        int httpPort,
        int workersRpcPort,
        int clientRpcPort,
        TonAddress owner,
        TonAddress rootContract,
        Ed25519Key proxyKey,
        Ed25519Key walletKey,
        boolean checkWorkerHashes,
        @Nullable Hash256 imageHash,
        String dbPath,
        String tonConfigFile,
        @Nullable Secret accessHash) {

    static ProxyRunnerConfig read(RunnerConfigReader json) {
        byte[] image = json.bytes32("image_hash");
        ProxyRunnerConfig config = new ProxyRunnerConfig(
                json.flag("is_test"),
                json.flag("is_testnet"),
                port(json, "http_port"),
                port(json, "workers_rpc_port"),
                port(json, "client_rpc_port"),
                address(json, "owner_address"),
                address(json, "root_contract_address"),
                ConfiguredKey.read(json, "machine_specific_private_key"),
                ConfiguredKey.read(json, "node_wallet_key"),
                json.flag("check_worker_hashes"),
                image == null ? null : Hash256.of(image),
                json.text("db_path", ""),
                json.text("ton_config_filename", ""),
                json.secret("http_access_hash"));
        if (config.isTestnet && !config.isTest) {
            throw json.wrong("is_testnet", "false unless is_test is true");
        }
        return config;
    }

    private static int port(RunnerConfigReader json, String name) {
        return (int) json.integer(name, 0, 0, 65_535);
    }

    static TonAddress address(RunnerConfigReader json, String name) {
        return json.parsed(name, "a TON address, 48 characters", TonAddress::parse);
    }
}
