package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.provider.engine.MiniLmEngine;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.RootAddModelType;
import dev.cocoonsdk.ton.contract.RootAddProxyType;
import dev.cocoonsdk.ton.contract.RootAddWorkerType;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.contract.RootRegisterProxy;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletV5R1;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is on a fresh local chain: a root contract and, if a folder for configuration files is given, funded wallets of a broker, a provider
 * and a client. Keys lie in that folder in the clear, readable for their owner only: the coins are worth nothing.
 *
 * @param root the root contract
 */
record DevnetSetup(TonAddress root) {

    static final String BROKER = "proxy-config.json";

    static final String PROVIDER = "worker-config.json";
    static final String CLIENT = "client-config.json";
    private static final String OWNER = "root-owner.key";
    private static final NanoTon COINS = NanoTon.ofTon(100);
    private static final long VALID_SECONDS = 600;
    private static final int BROKER_HTTP = 11_000;
    private static final int PLAIN_WORKERS = 11_101;
    private static final int PLAIN_CLIENTS = 11_102;
    private static final int BROKER_WORKERS = 11_001;
    private static final int BROKER_CLIENTS = 11_002;
    private static final int POLL_MILLISECONDS = 500;
    private static final String WALLET_CODE = "wallet-code.boc";

    /**
     * Deploys what is missing; a folder that was used before gives the same keys and so the same addresses, and its files are told where
     * the chain is now.
     *
     * @param chain where the chain is reached
     */
    static DevnetSetup of(Devnet devnet, @Nullable Path folder, URI chain) throws IOException {
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] ownerSeed = seed(folder == null ? null : folder.resolve(OWNER));
        Ed25519Key ownerKey = Ed25519Key.ofSeed(ownerSeed);
        WalletV5R1 owner = WalletV5R1.of(ownerKey.publicKey(), WalletV5R1.TESTNET);
        StateInit state = RootContract.init(DevnetContracts.root(), owner.address(), params());
        RootContract root = RootContract.at(state.address());
        if (!devnet.account(root.address()).isActive()) {
            devnet.fund(owner.address(), COINS);
            send(devnet, ownerKey, owner, List.of(Transfer.deploy(state, AttachedValue.ROOT_DEPLOY)));
            send(devnet, ownerKey, owner, registrations(root));
        }
        if (folder != null) {
            Path code = folder.resolve(WALLET_CODE).toAbsolutePath();
            Files.write(code, BagOfCells.serialize(DevnetContracts.wallet()));
            JsonObject ton = JsonValue.object(
                    "endpoints",
                    JsonValue.array(List.of(JsonValue.object("url", chain.toString(), "version", 2))),
                    "wallet_code_file",
                    code.toString(),
                    "poll_milliseconds",
                    POLL_MILLISECONDS);
            JsonObject common = common(root.address(), owner.address());
            node(devnet, folder.resolve(BROKER), common, broker(folder), "reference_broker", ton);
            node(devnet, folder.resolve(PROVIDER), common, provider(folder), "reference_provider", ton);
            node(devnet, folder.resolve(CLIENT), common, client(folder), "reference_client", ton);
        }
        return new DevnetSetup(root.address());
    }

    private static byte[] seed(@Nullable Path file) throws IOException {
        if (file != null && Files.exists(file)) {
            return Base64.getDecoder().decode(Files.readString(file).strip());
        }
        byte[] seed = new byte[Ed25519Key.SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        if (file != null) {
            SecretFiles.create(file, Base64.getEncoder().encodeToString(seed) + System.lineSeparator());
        }
        return seed;
    }

    private static ContractParams params() {
        return new ContractParams(
                3,
                1,
                17,
                true,
                NanoTon.of(2_000),
                NanoTon.of(1_000),
                TokenMultipliers.DEFAULT,
                Duration.ofDays(1),
                Duration.ofDays(1),
                NanoTon.PER_TON,
                NanoTon.ofTon(1),
                DevnetContracts.codes());
    }

    private static List<Transfer> registrations(RootContract root) {
        byte[] model = MiniLmEngine.DEFAULT_MODEL.value().getBytes(StandardCharsets.UTF_8);
        return List.of(
                root.send(new RootAddProxyType(1, image("broker"))),
                root.send(new RootAddWorkerType(2, image("provider"))),
                root.send(new RootAddModelType(3, Hash256.sha256(model))),
                root.send(new RootRegisterProxy(4, "127.0.0.1:" + BROKER_WORKERS + " 127.0.0.1:" + BROKER_CLIENTS)));
    }

    private static Hash256 image(String role) {
        return Hash256.sha256(("cocoon devnet: image of a " + role).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Devnet devnet, Ed25519Key key, WalletV5R1 wallet, List<Transfer> transfers) {
        long seqno = wallet.view(devnet.account(wallet.address()).data()).seqno();
        long validUntil = devnet.clock().instant().getEpochSecond() + VALID_SECONDS;
        ChainCall.await(devnet.api()
                .send(wallet.external(key, seqno, validUntil, transfers).external()));
    }

    private static JsonObject common(TonAddress root, TonAddress owner) {
        return JsonValue.object(
                "is_test",
                true,
                "is_testnet",
                true,
                "root_contract_address",
                root.toWire(true),
                "owner_address",
                owner.toWire(true));
    }

    private static JsonObject broker(Path folder) throws IOException {
        return JsonValue.object(
                "http_port",
                BROKER_HTTP,
                "workers_rpc_port",
                PLAIN_WORKERS,
                "client_rpc_port",
                PLAIN_CLIENTS,
                "machine_specific_private_key",
                Base64.getEncoder().encodeToString(seed(null)),
                "image_hash",
                image("broker").toBase64(),
                "db_path",
                state(folder, "proxy-db"),
                "reference_broker",
                JsonValue.object("tls_worker_port", BROKER_WORKERS, "tls_client_port", BROKER_CLIENTS));
    }

    private static JsonObject provider(Path folder) {
        return JsonValue.object(
                "http_port",
                12_000,
                "proxy_connections",
                1,
                "model_name",
                MiniLmEngine.DEFAULT_MODEL.value(),
                "image_hash",
                image("provider").toBase64(),
                "coefficient",
                1000,
                "max_active_requests",
                4,
                "reference_provider",
                JsonValue.object("engine", "minilm", "db_path", state(folder, "worker-db")));
    }

    private static JsonObject client(Path folder) {
        return JsonValue.object(
                "http_port",
                10_000,
                "proxy_connections",
                1,
                "reference_client",
                JsonValue.object("db_path", state(folder, "client-db")));
    }

    private static String state(Path folder, String name) {
        return folder.resolve(name).toAbsolutePath().toString();
    }

    /** Writes a configuration file if there is none, says where the chain is, and funds the wallet if it has nothing. */
    private static void node(
            Devnet devnet, Path file, JsonObject common, JsonObject own, String section, JsonObject ton)
            throws IOException {
        JsonObject config = Files.exists(file) ? RunnerConfigReader.parseFile(file) : fresh(common, own);
        JsonObject ours = config.object(section);
        config = config.with(section, (ours == null ? JsonValue.object() : ours).with("ton", ton));
        String text = config.toJson() + System.lineSeparator();
        if (Files.exists(file)) {
            Files.writeString(file, text);
        } else {
            SecretFiles.create(file, text);
        }
        fund(devnet, file, config);
    }

    private static JsonObject fresh(JsonObject common, JsonObject own) throws IOException {
        String key = Base64.getEncoder().encodeToString(seed(null));
        JsonObject config = common.with("node_wallet_key", JsonValue.of(key));
        for (Map.Entry<String, JsonValue> member : own.members().entrySet()) {
            config = config.with(member.getKey(), member.getValue());
        }
        return config;
    }

    private static void fund(Devnet devnet, Path file, JsonObject config) {
        String seed = config.string("node_wallet_key");
        String owner = config.string("owner_address");
        if (seed == null || owner == null) {
            throw CliException.usage(file + ": no node_wallet_key or owner_address");
        }
        TonAddress wallet = CocoonWallet.of(
                        Ed25519Key.ofBase64(seed).publicKey(),
                        TonAddress.parse(owner),
                        WalletCode.of(DevnetContracts.wallet()))
                .address();
        if (devnet.account(wallet).balance().isZero()) {
            devnet.fund(wallet, COINS);
        }
    }
}
